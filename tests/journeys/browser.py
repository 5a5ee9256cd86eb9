"""A browser that talks to one installation alone, tells every trouble it meets, and walks from link to link."""

import re
import shutil
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
NOT_FOLLOWED = re.compile(r"/accounts/logout/|/file/$|/client/[^/]+/documents/[^/]+/$")
"""Logging out would end the walk, and files are no pages."""
LINKS = "[...document.querySelectorAll('a[href]:not([download])')].map(link => link.href)"


def launch(playwright: Playwright) -> Browser:
    """The Chromium of this machine."""
    place = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert place, "No Chromium is here. On Debian: apt-get install -y chromium"
    return playwright.chromium.launch(executable_path=place, args=FLAGS)


class Troubles(list):
    """What a page complained about: errors in its console, refused content, uncaught exceptions."""

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("pageerror", lambda error: self.append(f"uncaught: {error}"))

    def _console(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.append(f"console {kind}: {text}")


def shape_of(address: str) -> str:
    """The path with every id replaced, so that pages of one kind are known as such."""
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)", "*", urlsplit(address).path)
    return re.sub(r"(?<=/handover/answers/)[^/]+", "*", path)


def walk(page: Page, start: str, *, bound: int) -> Iterator[tuple[str, int]]:
    """Visit pages breadth first, at most so many in all; yields each with its number of its kind.

    Two of a kind where a page stands for one thing, such as an engagement, and one where it stands for a part of it.
    """
    home = "{0.scheme}://{0.netloc}".format(urlsplit(start))
    queue, met, kinds = deque([start]), {start}, Counter()
    while queue and kinds.total() < bound:
        address = queue.popleft()
        if kinds[shape_of(address)] >= _enough(shape_of(address)) or not _is_page(page, address):
            continue
        arrived = page.url.partition("?")[0]
        if not arrived.startswith(home) or (arrived != address and arrived in met):
            continue
        met.add(arrived)
        kinds[shape_of(arrived)] += 1
        found = [link.partition("#")[0].partition("?")[0] for link in page.evaluate(LINKS)]
        yield arrived, kinds[shape_of(arrived)]
        for link in found:
            if link.startswith(f"{home}/") and link not in met and not NOT_FOLLOWED.search(urlsplit(link).path):
                met.add(link)
                queue.append(link)


def _enough(shape: str) -> int:
    return 1 if shape.count("*") > 1 else 2


def _is_page(page: Page, address: str) -> bool:
    """Go there; False for what the browser takes as a file."""
    try:
        page.goto(address)
    except Error as error:
        if "Download is starting" in error.message or "ERR_ABORTED" in error.message:
            return False
        raise
    return True


def log_in(page: Page, home: str, email: str, password: str) -> None:
    """Log in by password and arrive."""
    page.goto(f"{home}/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/" not in url)


def log_in_by_code(page: Page, home: str, email: str) -> None:
    """Ask for a code, read it in the local mailbox, and arrive."""
    page.goto(f"{home}/accounts/login/code/")
    page.fill("input[name=email]", email)
    page.click("main button[type=submit]")
    page.wait_for_url("**/accounts/login/code/confirm/**")
    page.fill("input[name=code]", code_in_the_mailbox(page.context, home, email))
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/" not in url)


def code_in_the_mailbox(context: BrowserContext, home: str, email: str) -> str:
    """The code of the newest mail to this address."""
    return re.search(r"\b\d{6}\b", mail_to(context, home, email)).group()


def mail_to(context: BrowserContext, home: str, email: str) -> str:
    """The newest mail to this address, as the local mailbox shows it."""
    page = context.new_page()
    page.goto(f"{home}/mailbox/")
    page.locator("li", has_text=email).first.get_by_role("link").click()
    page.wait_for_url("**/mailbox/*/")
    text = page.inner_text("main")
    page.close()
    assert email in text
    return text
