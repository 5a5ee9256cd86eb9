"""Reads what a browser gets from each host: its pages, their scripts and stylesheets, the source maps these name."""

import asyncio
import base64
import binascii
from urllib.parse import unquote_to_bytes, urlsplit

from audits.core.artifacts import Artifact
from audits.core.derived.walls import wall
from audits.core.estate import Estate
from audits.core.observed import crawl
from audits.core.observed.bundle import BUNDLE, BrowserBundle, BundleScript, SourceMapSeen
from audits.core.observed.crawl import CRAWL, HostCrawl
from audits.core.observed.dns import DNS
from audits.core.observed.http import HTTP, RedirectChain, Visit
from audits.core.observed.secret import SecretPlace
from audits.core.parsing.scripts import scripts_named_in, scripts_of_page, source_map_of, sources_in
from audits.core.parsing.secrets.reading import Sighting, merged, sightings_in_text
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.gatherers.crawling import Crawl, clauses
from audits.gatherers.digest_key import digest_key
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.site import HOST_REQUESTS, Share, Site, hop_of
from portal.outbound.door import Door, Page

MOST_PAGES = 3
"""Declared pages read of a host."""
MOST_LINKED = 3
"""Pages one click away, read with what is left of a host's share."""
MOST_MAPS = 4
SHOWN_SOURCES = 5
LONGEST = 5_000_000
LONGEST_MAP = 12_000_000
GONE = frozenset({404, 410})
HOST_SECONDS = 45.0
"""One host that drips takes no longer than this; what was read until then is kept, and the rest told."""


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """Two artifacts a host that was visited."""
    key, share = digest_key(), Share(HOST_REQUESTS)
    visits = {host: gathered.get((HTTP.name, host.label)) for host in estate.subjects(Host)}
    seen = {host: visit for host, visit in visits.items() if isinstance(visit, Visit)}
    readers = []
    for host, visit in seen.items():
        domain = estate.domain.name if estate.domain else host.name
        readers.append(_Reader(Site(host.name, domain, door, share, verify=visit.unverified is None), key))
    chains = [_chains(host.name, visit, estate, gathered) for host, visit in seen.items()]
    told = await asyncio.gather(*(reader.read(own) for reader, own in zip(readers, chains, strict=True)))
    return tuple(
        artifact
        for host, (bundle, crawled) in zip(seen, told, strict=True)
        for artifact in (Artifact(BUNDLE, host.label, bundle), Artifact(CRAWL, host.label, crawled))
    )


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
    """Reads one host's pages and what they load, each once."""

    def __init__(self, site: Site, key: bytes) -> None:
        self.site, self.key = site, key
        self.crawl = Crawl(site)
        self.pages: list[str] = []
        self.scripts: dict[str, BundleScript] = {}
        self.maps: list[tuple[str, str]] = []
        self.maps_seen: list[SourceMapSeen] = []
        self.maps_unread: list[str] = []
        self.unread: list[str] = []
        self.foreign: dict[str, None] = {}
        self.found: list[tuple[Sighting, SecretPlace]] = []

    async def read(self, chains: list[RedirectChain]) -> tuple[BrowserBundle | Unavailable, HostCrawl | Unavailable]:
        """Everything, or why there is not even a page."""
        home = chains[0]
        if home.last is None:
            why = f"no page at the end of {home.path}"
            missing = home.missing or Unavailable(why, retry="after the redirects are mended")
            return missing, missing
        elsewhere = home.last.url if home.last.host != self.site.name else ""
        why_not: Unavailable | None = None
        try:
            async with asyncio.timeout(HOST_SECONDS):
                why_not = await self._everything(chains)
        except TimeoutError:
            self._note(f"{self.site.name} took longer than {HOST_SECONDS:g} s to be read")
        if not self.pages and not elsewhere:
            missing = why_not or Unavailable(f"{self.site.name} served no page of its own")
            return missing, missing
        return self._bundle(elsewhere), self.crawl.told(elsewhere)

    def _bundle(self, elsewhere: str) -> BrowserBundle:
        return BrowserBundle(
            self.site.name,
            tuple(self.pages),
            elsewhere,
            tuple(self.scripts.values()),
            clauses(self.unread),
            tuple(self.foreign),
            merged(self.found),
            tuple(self.maps_seen),
            clauses(self.maps_unread),
        )

    async def _everything(self, chains: list[RedirectChain]) -> Unavailable | None:
        """What matters most first; why a declared page could not be read, when one could not."""
        waiting: list[str] = []
        missing: Unavailable | None = None
        for chain in chains:
            if chain.last and chain.last.host == self.site.name and len(self.pages) < MOST_PAGES:
                page = await self._page(chain)
                missing = missing or (page if isinstance(page, Unavailable) else None)
                waiting += () if isinstance(page, Unavailable) else page
        await self.crawl.sheets()
        await self._scripts(waiting)
        await self._maps()
        await self._linked()
        return missing

    def _note(self, clause: str) -> None:
        """A gap in what is read for secrets and for what is loaded."""
        self.unread.append(clause)
        self.crawl.unread.append(clause)

    async def _page(self, chain: RedirectChain) -> tuple[str, ...] | Unavailable:
        """The scripts a page names, once the page itself was searched."""
        last = chain.last
        if last is None or last.url in self.pages:
            return ()
        blocked = wall(last, chain.body)
        if blocked or not 200 <= last.status < 300:
            reason = blocked or f"{last.url} answered {last.status}, which is no page to judge"
            return Unavailable(reason, (f"GET {last.url}",))
        fresh = await self.site.page(last.url, LONGEST)  # a visit keeps the start of a page, and no value in it
        if isinstance(fresh, Unavailable):
            self._note(f"{last.url}: {fresh.reason}")
            return fresh
        if not 200 <= fresh.status < 300 or fresh.truncated:
            self._note(f"{last.url} answers but once, or is larger than {LONGEST // 1_000_000} MB, or broke off")
        self.pages.append(last.url)
        text = await self.crawl.page(fresh)
        await self._search(text, last.url, urlsplit(last.url).path)
        return scripts_of_page(text, last.url) if last.is_html else ()

    async def _linked(self) -> None:
        """A few pages one click away; one that is none, or does not answer, says nothing of the declared ones."""
        room = self.site.left(f"https://{self.site.name}/")
        urls = self.crawl.linked()[: min(MOST_LINKED, room)]
        for url, page in zip(urls, await asyncio.gather(*(self.site.page(url, LONGEST) for url in urls)), strict=True):
            if isinstance(page, Page) and page.status == 200 and wall(hop_of(page)) is None:
                text = await self.crawl.page(page, is_declared=False)
                await self._search(text, url, urlsplit(url).path)
        await self.crawl.sheets()

    async def _scripts(self, waiting: list[str]) -> None:
        """The scripts of the site in the order named, and those they name in turn, as far as its share goes."""
        known = dict.fromkeys(waiting)
        queue, left_out = [url for url in known if self._is_own(url)], 0
        while queue:
            turn = self._within_share(queue)
            left_out += len(queue) - len(turn)
            fresh: dict[str, None] = {}
            for named in await asyncio.gather(*(self._script(url) for url in turn)):
                fresh |= dict.fromkeys(url for url in named if url not in known)
            known |= fresh
            queue = [url for url in fresh if self._is_own(url)]
        if left_out:
            self.unread.append(f"{left_out} more scripts: only {HOST_REQUESTS} pages and files of a host are read")

    def _within_share(self, urls: list[str]) -> list[str]:
        """The first of them, as many as their hosts may still be asked for."""
        taken: list[str] = []
        for url in urls:
            host = urlsplit(url).hostname
            if sum(urlsplit(each).hostname == host for each in taken) < self.site.left(url):
                taken.append(url)
        return taken

    def _is_own(self, url: str) -> bool:
        own = self.site.is_own(url)
        if not own:
            self.foreign[urlsplit(url).hostname or ""] = None
        return own

    async def _script(self, url: str) -> tuple[str, ...]:
        page = await self.site.page(url, LONGEST)
        if isinstance(page, Unavailable):
            self.unread.append(f"{url}: {page.reason}")
            return ()
        if page.status in GONE:
            return ()
        hop = hop_of(page)
        blocked = wall(hop)
        if blocked or page.truncated:
            self.unread.append(blocked or f"{url} is larger than {LONGEST // 1_000_000} MB, or broke off")
        if blocked or page.status != 200:
            return ()
        text = page.body.decode("utf-8", "replace")
        source_map = source_map_of(text, url, hop.first("sourcemap") or hop.first("x-sourcemap"))
        self.scripts[url] = BundleScript(url, len(page.body), "" if source_map.startswith("data:") else source_map)
        self.crawl.add_file(crawl.SCRIPT, page)
        await self._search(text, url, urlsplit(url).path)
        if source_map:
            self.maps.append((source_map, url))
        return scripts_named_in(text, url)

    async def _maps(self) -> None:
        """The sources in source maps; that one is not there is right."""
        for address, script in self.maps[:MOST_MAPS]:
            content = _data(address) if address.startswith("data:") else await self._map(address)
            place = script if address.startswith("data:") else address
            sources = await asyncio.to_thread(sources_in, content.decode("utf-8", "replace")) or ()
            own = tuple(source.name for source in sources if "node_modules/" not in source.name)
            if own:
                self.maps_seen.append(SourceMapSeen(place, len(own), own[:SHOWN_SOURCES]))
            for source in sources:
                await self._search(source.text, f"{place}#{source.name}", source.name)

    async def _map(self, address: str) -> bytes:
        """What a source map's address hands out; nothing where it is not there, or another site's."""
        page = await self.site.page(address, LONGEST_MAP) if self.site.is_own(address) else None
        if isinstance(page, Page):
            blocked = wall(hop_of(page))
            if blocked:
                self.maps_unread.append(blocked)
            return page.body if page.status == 200 and not blocked else b""
        if page is not None:
            self.maps_unread.append(f"{address}: {page.reason}")
        return b""

    async def _search(self, text: str, url: str, path: str) -> None:
        sightings = await asyncio.to_thread(sightings_in_text, text, path, self.key)
        self.found += [(sighting, SecretPlace(url, sighting.line)) for sighting in sightings]


def _data(url: str) -> bytes:
    """The content of a `data:` URL (RFC 2397); empty when it cannot be read."""
    head, _, content = url.partition(",")
    try:
        return base64.b64decode(content) if head.endswith(";base64") else unquote_to_bytes(content)
    except (binascii.Error, ValueError):
        return b""


BUNDLE_GATHERER = Gatherer(
    source=BUNDLE,
    also=(CRAWL,),
    title="Browser bundles",
    gather=gather,
    needs=(DNS.name, HTTP.name),
    seconds=HOST_SECONDS + 15,
)
