"""Reads what a browser gets from each host: its pages, their scripts, and the source maps these name."""

import asyncio
import base64
import binascii
from urllib.parse import unquote_to_bytes, urlsplit

from audits.core.artifacts import Artifact
from audits.core.derived.walls import wall
from audits.core.estate import Estate
from audits.core.observed.bundle import BUNDLE, BrowserBundle, BundleScript
from audits.core.observed.dns import DNS
from audits.core.observed.http import HTTP, Hop, HttpHeader, RedirectChain, Visit
from audits.core.observed.secret import SecretPlace
from audits.core.parsing.scripts import scripts_named_in, scripts_of_page, source_map_of, sources_in
from audits.core.parsing.secrets.reading import Sighting, merged, sightings_in_text
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.gatherers.digest_key import digest_key
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door, Page

MOST_PAGES = 3
MOST_SCRIPTS = 20
MOST_MAPS = 4
LONGEST = 5_000_000
LONGEST_MAP = 12_000_000
MOST_CLAUSES = 10
GONE = frozenset({404, 410})


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host that was visited."""
    key = digest_key()
    visits = {host: gathered.get((HTTP.name, host.label)) for host in estate.subjects(Host)}
    seen = {host: visit for host, visit in visits.items() if isinstance(visit, Visit)}
    readers = [_Reader(host.name, estate, door, key, verify=visit.unverified is None) for host, visit in seen.items()]
    chains = [_chains(host.name, visit, estate, gathered) for host, visit in seen.items()]
    bundles = await asyncio.gather(*(reader.read(own) for reader, own in zip(readers, chains, strict=True)))
    return tuple(Artifact(BUNDLE, host.label, bundle) for host, bundle in zip(seen, bundles, strict=True))


def _chains(name: str, visit: Visit, estate: Estate, gathered: Gathered) -> list[RedirectChain]:
    """The chain of the home page, then those of declared endpoints that ended on this host."""
    chains = [visit.unverified or visit.chain]
    for endpoint in estate.subjects(Endpoint):
        other = gathered.get((HTTP.name, endpoint.label))
        chain = (other.unverified or other.chain) if isinstance(other, Visit) else None
        if chain and chain.last and chain.last.host == name:
            chains.append(chain)
    return chains


class _Reader:
    """Reads one host's pages and scripts, each once."""

    def __init__(self, name: str, estate: Estate, door: Door, key: bytes, *, verify: bool) -> None:
        self.name = name
        self.site = estate.domain.name if estate.domain else name
        self.door, self.key, self.verify = door, key, verify
        self.pages: list[str] = []
        self.scripts: dict[str, BundleScript] = {}
        self.unread: list[str] = []
        self.foreign: dict[str, None] = {}
        self.found: list[tuple[Sighting, SecretPlace]] = []

    async def read(self, chains: list[RedirectChain]) -> BrowserBundle | Unavailable:
        """Everything, or why there is not even a page."""
        home = chains[0]
        if home.last is None:
            why = f"no page at the end of {home.path}"
            return home.missing or Unavailable(why, retry="after the redirects are mended")
        elsewhere = home.last.url if home.last.host != self.name else ""
        waiting: list[str] = []
        missing: Unavailable | None = None
        for chain in chains:
            if chain.last and chain.last.host == self.name and len(self.pages) < MOST_PAGES:
                page = await self._page(chain)
                missing = missing or (page if isinstance(page, Unavailable) else None)
                waiting += () if isinstance(page, Unavailable) else page
        if not self.pages and not elsewhere:
            return missing or Unavailable(f"{self.name} served no page of its own")
        await self._scripts(waiting)
        return BrowserBundle(
            self.name,
            tuple(self.pages),
            elsewhere,
            tuple(self.scripts.values()),
            self._unread(),
            tuple(self.foreign),
            merged(self.found),
        )

    def _unread(self) -> tuple[str, ...]:
        more = len(self.unread) - MOST_CLAUSES
        return (*self.unread[:MOST_CLAUSES], *([f"{more} more"] if more > 0 else []))

    async def _page(self, chain: RedirectChain) -> tuple[str, ...] | Unavailable:
        """The scripts a page names, once the page itself was searched."""
        last = chain.last
        if last is None or last.url in self.pages:
            return ()
        blocked = wall(last, chain.body)
        if blocked or not 200 <= last.status < 300:
            reason = blocked or f"{last.url} answered {last.status}, which is no page to judge"
            return Unavailable(reason, (f"GET {last.url}",))
        fresh = await self._fetched(last.url, LONGEST)  # a visit keeps the start of a page, and no value in it
        if isinstance(fresh, Unavailable):
            self.unread.append(f"{last.url}: {fresh.reason}")
            return fresh
        if not 200 <= fresh.status < 300 or fresh.truncated:
            self.unread.append(f"{last.url} answers but once, or is larger than {LONGEST // 1_000_000} MB")
        text = fresh.body.decode("utf-8", "replace")
        self.pages.append(last.url)
        await self._search(text, last.url, urlsplit(last.url).path)
        return scripts_of_page(text, last.url) if last.is_html else ()

    async def _scripts(self, waiting: list[str]) -> None:
        """The scripts of the site in the order named, and those they name in turn."""
        known = dict.fromkeys(waiting)
        queue = [url for url in known if self._is_own(url)]
        asked = 0
        while queue:
            if asked >= MOST_SCRIPTS:
                self.unread.append(f"{len(queue)} more scripts: only {MOST_SCRIPTS} of a host are read")
                return
            turn, queue = queue[: MOST_SCRIPTS - asked], queue[MOST_SCRIPTS - asked :]
            asked += len(turn)
            for named in await asyncio.gather(*(self._script(url) for url in turn)):
                fresh = [url for url in named if url not in known and self._is_own(url)]
                known |= dict.fromkeys(fresh)
                queue += fresh

    def _is_own(self, url: str) -> bool:
        """Whether a script is the site's own: of this host, or of a name below the estate's domain."""
        host = urlsplit(url).hostname or ""
        own = host in {self.name, self.site} or host.endswith("." + self.site)
        if not own:
            self.foreign[host] = None
        return own

    async def _script(self, url: str) -> tuple[str, ...]:
        page = await self._fetched(url, LONGEST)
        if isinstance(page, Unavailable):
            self.unread.append(f"{url}: {page.reason}")
            return ()
        if page.status in GONE:
            return ()
        hop = _hop(page)
        blocked = wall(hop)
        if blocked or page.truncated:
            self.unread.append(blocked or f"{url} is larger than {LONGEST // 1_000_000} MB")
        if blocked or page.status != 200:
            return ()
        text = page.body.decode("utf-8", "replace")
        source_map = source_map_of(text, url, hop.first("sourcemap") or hop.first("x-sourcemap"))
        shown = "" if source_map.startswith("data:") else source_map
        self.scripts[url] = BundleScript(url, len(page.body), shown)
        await self._search(text, url, urlsplit(url).path)
        if source_map and sum(bool(script.source_map) for script in self.scripts.values()) <= MOST_MAPS:
            await self._map(source_map, url)
        return scripts_named_in(text, url)

    async def _map(self, address: str, script: str) -> None:
        """The sources in a source map; that it is not there is right."""
        if address.startswith("data:"):
            content = _data(address)
        elif self._is_own(address):
            page = await self._fetched(address, LONGEST_MAP)
            content = page.body if isinstance(page, Page) and page.status == 200 else b""
        else:
            return
        place = script if address.startswith("data:") else address
        for source in await asyncio.to_thread(sources_in, content.decode("utf-8", "replace")) or ():
            await self._search(source.text, f"{place}#{source.name}", source.name)

    async def _search(self, text: str, url: str, path: str) -> None:
        sightings = await asyncio.to_thread(sightings_in_text, text, path, self.key)
        self.found += [(sighting, SecretPlace(url, sighting.line)) for sighting in sightings]

    async def _fetched(self, url: str, limit: int) -> Page | Unavailable:
        return await self.door.fetch(url, limit=limit, verify=self.verify)


def _hop(page: Page) -> Hop:
    return Hop(page.url, page.status, tuple(HttpHeader(name, value) for name, value in page.headers))


def _data(url: str) -> bytes:
    """The content of a `data:` URL (RFC 2397); empty when it cannot be read."""
    head, _, content = url.partition(",")
    try:
        return base64.b64decode(content) if head.endswith(";base64") else unquote_to_bytes(content)
    except (binascii.Error, ValueError):
        return b""


BUNDLE_GATHERER = Gatherer(
    source=BUNDLE, title="Browser bundles", gather=gather, needs=(DNS.name, HTTP.name), seconds=120.0
)
