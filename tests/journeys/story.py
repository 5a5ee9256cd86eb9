"""What is kept of a long journey: how long each part took, every address it touched, and pictures on request."""

import os
import time
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.browser import DESKTOP, PHONE
from tests.journeys.installation import CONSULTANCY

PICTURES = os.environ.get("LR_SHOTS", "")
"""A folder for pictures of the pages as the journey meets them; empty: none are taken."""
SCREENS = [(1440, DESKTOP, "light"), (390, PHONE, "light"), (390, PHONE, "dark")]


class Story:
    """Grows while the journey goes on."""

    def __init__(self, home):
        self.home = home
        self.seconds = {}
        self.notes = []
        self._asked = set()
        self._kept = 0

    def follow(self, context, who):
        """Note every address of the consultancy that this browser asks for."""
        context.on("request", lambda request: self.note(request.url, who, request.method))

    def note(self, url, who, method="GET"):
        if url.startswith(f"{self.home}/{CONSULTANCY}/"):
            self._asked.add((who, method, url.partition("#")[0].partition("?")[0]))

    def addresses(self, who, method):
        """Every address asked for in this way, by one person or (None) by anybody."""
        return sorted({url for asker, way, url in self._asked if way == method and who in {asker, None}})

    @contextmanager
    def part(self, name):
        began = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - began

    def picture(self, page, name):
        """The page at both widths; nothing unless pictures are wanted."""
        if not PICTURES:
            return
        for width, viewport, scheme in SCREENS:
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.screenshot(path=self._place(f"{name}-{width}-{scheme}.png"), full_page=True)
        page.set_viewport_size(DESKTOP)
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        self._kept += 1

    def paper(self, content, name):
        """A document beside the pictures."""
        if PICTURES:
            self._place(name).write_bytes(content)

    def _place(self, name):
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{self._kept + 1:02}-{name}"

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
