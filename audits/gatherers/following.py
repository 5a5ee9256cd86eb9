"""Follows redirects as a browser does: cookies kept along one chain, every page asked once a run."""

import asyncio
import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from aiohttp import CookieJar
from yarl import URL

from audits.core.observed.http import (
    ANSWERED,
    BROKEN,
    DEAD_END,
    LOOPED,
    REDIRECTS,
    TOO_LONG,
    Hop,
    HttpHeader,
    PageBody,
    RedirectChain,
)
from audits.core.parsing.location import target_of_redirect
from audits.core.parsing.page_text import packed_as, text_of_page
from audits.core.parsing.secrets.reading import redacted
from audits.core.unavailable import Unavailable
from portal.outbound.addresses import parsed
from portal.outbound.door import Door, Page
from portal.outbound.guard import Refused, target_of

MOST_REDIRECTS = 10
PAGE_SECONDS = 10.0
CHAIN_SECONDS = 30.0
"""No further hop is asked once a chain took so long."""
BODY_BYTES = 500_000
TEXT_CHARACTERS = 200_000
MOST_COOKIES = 50
"""Cookies taken from one answer."""
COOKIE_CHARACTERS = 8_000
"""What one request sends back at most; servers refuse more."""


@dataclass(frozen=True)
class _Answer:
    hop: Hop
    body: PageBody


class Follower:
    """The chains of one run, used as `async with Follower(door) as follower`.

    Answers in `known` chains, which were verified, are not asked for again. `most` bounds what one host is asked.
    """

    def __init__(self, door: Door, *, known: Iterable[RedirectChain] = (), most: int | None = None) -> None:
        self._door = door
        self._asked: dict[tuple[str, str, bool], asyncio.Task[_Answer | Unavailable]] = {}
        self._known = {(answer.hop.url, ""): answer for chain in known for answer in _answers_in(chain)}
        self._most = most
        self.requests: dict[str, int] = {}
        """What each host was asked by this follower."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for asked in self._asked.values():
            asked.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)

    async def chain(self, start: str, *, verify: bool = True) -> RedirectChain:
        """Every answer from `start` on, and how the chain ended."""
        begun = time.monotonic()
        jar = CookieJar(unsafe=True)  # it keeps the cookies of literal addresses too
        hops: list[Hop] = []
        seen: set[tuple[str, str]] = set()
        url: str | None = normal(start)
        while url is not None:
            cookies = _cookies(jar, url)
            if (url, cookies) in seen:
                return RedirectChain(start, tuple(hops), LOOPED, url)
            if len(hops) > MOST_REDIRECTS:
                return RedirectChain(start, tuple(hops), TOO_LONG, url)
            if time.monotonic() - begun > CHAIN_SECONDS:
                late = Unavailable(
                    f"the redirects from {start} took longer than {CHAIN_SECONDS:.0f} s", (f"GET {url}",)
                )
                return RedirectChain(start, tuple(hops), BROKEN, url, late)
            seen.add((url, cookies))
            answer = await self._answer(url, cookies, verify)
            if isinstance(answer, Unavailable):
                return RedirectChain(start, tuple(hops), BROKEN, url, answer)
            hops.append(answer.hop)
            if answer.hop.status not in REDIRECTS:
                return RedirectChain(start, tuple(hops), ANSWERED, body=answer.body)
            _remember(jar, answer.hop)
            url = self._next(answer.hop)
        return RedirectChain(start, tuple(hops), DEAD_END, ", ".join(hops[-1].fields("location")))

    def _next(self, hop: Hop) -> str | None:
        """Where visitors are sent; None for nowhere: no address at all, or one of the server's own network."""
        target = target_of_redirect(hop.url, hop.fields("location"))
        if target is None:
            return None
        host = urlsplit(target).hostname or ""
        if host == "localhost" or host.endswith(".localhost"):
            return None
        if parsed(host) is not None and self._door.nature(host, host):
            return None
        return normal(target)

    async def _answer(self, url: str, cookies: str, verify: bool) -> _Answer | Unavailable:
        key = (url, cookies, verify)
        if verify and (url, cookies) in self._known:
            return self._known[url, cookies]
        if key not in self._asked:
            host = urlsplit(url).hostname or ""
            if self._most is not None and self.requests.get(host, 0) >= self._most:
                return Unavailable(
                    f"{host} is asked for no more than {self._most} forms of its addresses a run", (url,)
                )
            self.requests[host] = self.requests.get(host, 0) + 1
            self._asked[key] = asyncio.ensure_future(self._ask(url, cookies, verify))
        return await asyncio.shield(self._asked[key])

    async def _ask(self, url: str, cookies: str, verify: bool) -> _Answer | Unavailable:
        headers = {"Cookie": cookies} if cookies else None
        page = await self._door.fetch(url, headers=headers, limit=BODY_BYTES, seconds=PAGE_SECONDS, verify=verify)
        return page if isinstance(page, Unavailable) else _read(page)


def normal(url: str) -> str:
    """The one spelling of a URL; what cannot be read stays as it is, and the door says why."""
    try:
        return target_of(url).url
    except Refused:
        return url


def _answers_in(chain: RedirectChain) -> list[_Answer]:
    """The answers of a chain that were given to a visitor without cookies, each with its body where that was kept."""
    found: list[_Answer] = []
    for hop in chain.hops:
        is_last = hop is chain.hops[-1] and chain.end == ANSWERED
        if is_last and chain.body is None:
            break
        body = chain.body if is_last and chain.body else PageBody("", 0, "")
        found.append(_Answer(hop, body))
        if hop.fields("set-cookie"):
            break
    return found


def _cookies(jar: CookieJar, url: str) -> str:
    """The Cookie field for this URL, its names in order."""
    pairs: list[str] = []
    for name, morsel in sorted(jar.filter_cookies(URL(url, encoded=True)).items()):
        pair = f"{name}={morsel.coded_value}"
        if sum(map(len, pairs)) + len(pair) <= COOKIE_CHARACTERS:
            pairs.append(pair)
    return "; ".join(pairs)


def _remember(jar: CookieJar, hop: Hop) -> None:
    jar.update_cookies_from_headers(hop.fields("set-cookie")[:MOST_COOKIES], URL(hop.url, encoded=True))


def _read(page: Page) -> _Answer:
    headers = tuple(HttpHeader(name, value) for name, value in page.headers)
    hop = Hop(page.url, page.status, headers, page.address, page.seconds, page.http_version)
    text = redacted(text_of_page(page.body, hop.first("content-type"))[:TEXT_CHARACTERS])
    digest = hashlib.sha256(page.body).hexdigest()
    whole = not page.truncated
    return _Answer(hop, PageBody(digest, len(page.body), text, whole, page.sent, packed_as(page.body)))
