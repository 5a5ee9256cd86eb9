"""What is asked of one host's site: each address once, no more than its share, and nothing once it says so."""

from urllib.parse import urlsplit

from audits.core.derived.walls import is_bot_wall
from audits.core.observed.http import Hop, HttpHeader
from audits.core.unavailable import Unavailable
from portal.outbound.door import Door, Page

HOST_REQUESTS = 14
"""Requests of a run to one host for pages, stylesheets, scripts and source maps: a part of the 60 of all gatherers."""
TOO_MANY = 429
_UNREAD = frozenset({"zstd", "compress", "x-compress", "dcb", "dcz"})
"""Content codings that are ones, and that nobody asked for."""


class Share:
    """How often each host may still be asked; one for all readers of a run."""

    def __init__(self, each: int = HOST_REQUESTS) -> None:
        self._each = each
        self._asked: dict[str, int] = {}

    def left(self, host: str) -> int:
        """How many requests a host has left."""
        return self._each - self._asked.get(host, 0)

    def takes(self, host: str) -> bool:
        """Whether there was one left, which is then gone."""
        if self.left(host) <= 0:
            return False
        self._asked[host] = self._asked.get(host, 0) + 1
        return True


class Site:
    """One host's site: the host itself and what of the estate's domain its pages load from."""

    def __init__(self, name: str, domain: str, door: Door, share: Share, *, verify: bool) -> None:
        self.name, self.domain = name, domain
        self._door, self._share, self._verify = door, share, verify
        self._closed: dict[str, str] = {}

    def is_own(self, url: str) -> bool:
        """Whether a file is the site's own: of this host, or of a name below the estate's domain."""
        host = urlsplit(url).hostname or ""
        return host in {self.name, self.domain} or host.endswith("." + self.domain)

    def left(self, url: str) -> int:
        """How many requests the host of an address has left."""
        return self._share.left(urlsplit(url).hostname or "")

    async def page(self, url: str, limit: int) -> Page | Unavailable:
        """The answer to a plain GET: the one this run already got, or a new one."""
        known = self._door.recalled(url, verify=self._verify)
        if known is not None and len(known.body) <= limit:
            return _readable(known)
        host = urlsplit(url).hostname or ""
        if host in self._closed:
            return Unavailable(self._closed[host], (f"GET {url}",))
        if not self._share.takes(host):
            return Unavailable(f"only {HOST_REQUESTS} pages and files of a host are read", (f"GET {url}",))
        page = await self._door.fetch(url, limit=limit, verify=self._verify)
        if isinstance(page, Unavailable):
            return page
        hop = hop_of(page)
        if page.status == TOO_MANY:
            self._closed[host] = f"{url} asked us to slow down (429)"
        elif is_bot_wall(hop):
            self._closed[host] = f"{url} met us with a bot wall ({page.status})"
        return _readable(page)


def hop_of(page: Page) -> Hop:
    """The answer as artifacts keep it."""
    headers = tuple(HttpHeader(name, value) for name, value in page.headers)
    return Hop(page.url, page.status, headers, page.address, page.seconds)


def _readable(page: Page) -> Page | Unavailable:
    unread = [coding for coding in page.codings if coding in _UNREAD]
    if unread:
        return Unavailable(f"{page.url} came in an encoding that nobody asked for ({unread[0]})", (f"GET {page.url}",))
    return page
