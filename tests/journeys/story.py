"""What is kept of a long journey: how long each part took, every address it touched, and pictures on request."""

import os
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.journeys.browser import DESKTOP, PHONE
from tests.journeys.installation import CONSULTANCY

PICTURES = os.environ.get("LR_SHOTS", "")
"""A folder for pictures of the pages as the journey meets them; empty: none are taken."""


class Story:
    """Grows while the journey goes on."""

    def __init__(self, home):
        self.home = home
        self.addresses = {}
        self.seconds = {}
        self.notes = []
        self._pictures = 0

    def follow(self, context, who):
        """Note every address of the consultancy that this browser asks for."""
        context.on("request", lambda request: self.note(request.url, who, request.method))

    def note(self, url, who, method="GET"):
        address = url.partition("#")[0]
        if address.startswith(f"{self.home}/{CONSULTANCY}/"):
            self.addresses.setdefault(address, set()).add((who, method))

    def read_by(self, who):
        """Every address this person read, without the marks of polling."""
        asked = {address for address, met in self.addresses.items() if (who, "GET") in met}
        return sorted(address for address in asked if "seen=" not in urlsplit(address).query)

    @contextmanager
    def part(self, name):
        began = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - began

    def picture(self, page, name):
        """The page at both widths, light and dark; nothing unless pictures are wanted."""
        if not PICTURES:
            return
        self._pictures += 1
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        for width, viewport, scheme in ((1440, DESKTOP, "light"), (390, PHONE, "light"), (390, PHONE, "dark")):
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            place = folder / f"{self._pictures:02}-{name}-{width}-{scheme}.png"
            page.screenshot(path=place, full_page=True)
        page.set_viewport_size(DESKTOP)
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")

    def told(self):
        """The seconds of each part and of the whole, then what was noted, one a line."""
        lines = [f"  {seconds:6.1f} s  {name}" for name, seconds in self.seconds.items()]
        return "\n".join([*lines, f"  {sum(self.seconds.values()):6.1f} s  the whole journey", *self.notes])


def press(page, name):
    """Press the button of this name and arrive where its form leads."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    """Follow the first link of this name within the page."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()
