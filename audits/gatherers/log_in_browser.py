"""The little of a browser that a log-in needs: cookies, and being led on to the page one stands at afterwards."""

from dataclasses import dataclass
from http.cookies import CookieError
from urllib.parse import urlsplit

from aiohttp import CookieJar
from yarl import URL

from audits.core.observed.http import REDIRECTS
from audits.core.parsing.location import target_of_redirect
from audits.core.parsing.page_text import text_of_page
from audits.core.unavailable import Unavailable
from audits.gatherers.following import MOST_COOKIES, normal
from audits.gatherers.permit import Permit
from portal.outbound.door import Door, Page

MOST_REDIRECTS = 3
MOST_PAGES = 24
"""Pages that are read besides the log-ins, so that all of it stays below what a run asks one host."""
BODY_BYTES = 300_000


class NotLedOn(Exception):  # noqa: N818 - it reads as what happened
    """Where an answer sends a browser is not asked: another host, too many redirects, or nothing at all."""


@dataclass(frozen=True)
class Answer:
    """The answer to one request; neither page nor reason where it was cut off by a stop."""

    page: Page | None
    missing: Unavailable | None
    seconds: float = 0.0

    @property
    def is_cut_off(self) -> bool:
        """Whether nothing more may be sent, so that the answer was not waited for."""
        return self.page is None and self.missing is None

    @property
    def kind(self) -> str:
        """Content-Type as sent, in lower case."""
        fields = self.page.headers if self.page else ()
        return next((value.lower() for name, value in fields if name.lower() == "content-type"), "")

    @property
    def text(self) -> str:
        """The body as text."""
        return text_of_page(self.page.body, self.kind) if self.page else ""


class Browser:
    """One visitor of one log-in; it never leaves the hosts its permit covers."""

    def __init__(self, door: Door, permit: Permit, *, verify: bool, seconds: float) -> None:
        self._door, self._permit, self._verify, self._seconds = door, permit, verify, seconds
        self._jar = CookieJar(unsafe=True)
        self._pages = 0

    async def stand_at(self, url: str) -> Answer:
        """The page a visitor of this address ends at; raises `NotLedOn`."""
        first = await self._asked(url)
        return await self.led_on(first.page) if first.page else first

    async def send(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        """One log-in."""
        return await self._ask("POST", url, {**headers, **self._cookies(url)}, body)

    async def led_on(self, page: Page) -> Answer:
        """The page itself, or the one its redirects lead to; raises `NotLedOn`."""
        answer = Answer(page, None)
        for number in range(MOST_REDIRECTS + 1):
            if answer.page is None or answer.page.status not in REDIRECTS:
                return answer
            if number == MOST_REDIRECTS:
                break
            locations = tuple(value for name, value in answer.page.headers if name.lower() == "location")
            answer = await self._asked(normal(target_of_redirect(answer.page.url, locations) or ""))
        raise NotLedOn(f"{page.url} redirects more than {MOST_REDIRECTS} times")

    async def _asked(self, url: str) -> Answer:
        self._pages += 1
        if not self._permit.covers(urlsplit(url).hostname or "") or self._pages > MOST_PAGES:
            raise NotLedOn(f"it leads to {url or 'nowhere'}, which is not asked")
        return await self._ask("GET", url, self._cookies(url), None)

    async def _ask(self, method: str, url: str, headers: dict[str, str], body: bytes | None) -> Answer:
        asked = self._door.fetch(
            url,
            method=method,
            headers=headers,
            body=body,
            limit=BODY_BYTES,
            seconds=self._seconds,
            verify=self._verify,
            alone=True,
        )
        found = await self._permit.unless_stopped(asked)
        if found is None:
            return Answer(None, None)
        if isinstance(found, Unavailable):
            return Answer(None, found)
        self._remember(found)
        return Answer(found, None, found.seconds)

    def _cookies(self, url: str) -> dict[str, str]:
        pairs = [f"{name}={morsel.coded_value}" for name, morsel in self._jar.filter_cookies(URL(url)).items()]
        return {"Cookie": "; ".join(pairs)} if pairs else {}

    def _remember(self, page: Page) -> None:
        fields = [value for name, value in page.headers if name.lower() == "set-cookie"][:MOST_COOKIES]
        try:
            self._jar.update_cookies_from_headers(fields, URL(page.url, encoded=True))
        except (CookieError, ValueError):
            return
