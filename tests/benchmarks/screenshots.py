"""Saves every page as a person sees it: `python3 manage.py bench screenshots FOLDER`."""

import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.journeys.browser import DESKTOP, PHONE, launch, log_in, shape_of, walk
from tests.journeys.installation import Installation

PEOPLE = {"owner": ("Owner", "Northmark"), "client": ("Approver", "Tideline"), "new-client": ("Approver", "Larchmere")}
SCREENS = [(1440, DESKTOP, "light"), (1440, DESKTOP, "dark"), (390, PHONE, "light"), (390, PHONE, "dark")]


def file_name(who, address, number):
    """Owner, page and which of its kind: `owner-engagements-risks-1`."""
    parts = [part for part in urlsplit(shape_of(address)).path.split("/")[2:] if part not in {"", "*"}]
    return "-".join([who, *(parts or ["start"]), str(number)])


def save_pages(page, folder, who, start):
    """Every page the walk finds, in every screen."""
    for address, number in walk(page, start, bound=100):
        for width, viewport, scheme in SCREENS:
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.screenshot(path=folder / f"{file_name(who, address, number)}-{width}-{scheme}.png", full_page=True)
        print(address)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    running = Installation(Path(tempfile.mkdtemp(prefix="launchready-screenshots-")) / "data")
    try:
        running.until_served()
        running.until_audited()
        with sync_playwright() as playwright:
            browser = launch(playwright)
            for who, place in PEOPLE.items():
                page, account = browser.new_context().new_page(), running.account(*place)
                log_in(page, running.address, account.email, account.password)
                save_pages(page, folder, who, f"{running.address}/")
            save_pages(browser.new_context().new_page(), folder, "nobody", f"{running.address}/accounts/login/")
            browser.close()
    finally:
        running.stop()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if len(sys.argv) != 2:
    sys.exit("Name the folder for the pictures: python3 manage.py bench screenshots FOLDER")
main(Path(sys.argv[1]))
