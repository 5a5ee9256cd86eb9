"""Records what the pages of a host make browsers load, and reads the stylesheets among it."""

import asyncio
from dataclasses import replace
from urllib.parse import urlsplit

from audits.core.derived.walls import wall
from audits.core.observed import crawl
from audits.core.observed.crawl import CrawledFile, CrawledPage, HostCrawl
from audits.core.parsing.page_links import pages_linked
from audits.core.parsing.page_loads import PageLoads, loads_of_page, loads_of_stylesheet
from audits.core.parsing.page_text import packed_as, text_of_page
from audits.core.parsing.polite_links import may_follow
from audits.core.unavailable import Unavailable
from audits.gatherers.site import Site, hop_of
from portal.outbound.door import Page

MOST_SHEETS = 4
MOST_FOREIGN = 20
LONGEST_SHEET = 2_000_000
MOST_CLAUSES = 10
NOTHING = PageLoads((), 0, (), upgrades=False, is_cut=False)


def clauses(unread: list[str]) -> tuple[str, ...]:
    """The first of them, each once, and how many more there are."""
    told = tuple(dict.fromkeys(unread))
    more = len(told) - MOST_CLAUSES
    return (*told[:MOST_CLAUSES], *([f"{more} more"] if more > 0 else []))


class Crawl:
    """One host's pages, read one after another; every stylesheet once, whoever loads it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.unread: list[str] = []
        self._pages: list[CrawledPage] = []
        self._files: list[CrawledFile] = []
        self._loaded_by: dict[str, dict[str, None]] = {}
        self._foreign: dict[str, None] = {}
        self._read_sheets: dict[str, PageLoads] = {}
        self._linked: dict[str, None] = {}

    async def page(self, page: Page, *, is_declared: bool = True) -> str:
        """Take a page in; its text. What is no page over https has nothing to load."""
        hop = hop_of(page)
        text = await asyncio.to_thread(text_of_page, page.body, hop.first("content-type"))
        if hop.is_html and hop.scheme == "https" and 200 <= hop.status < 300:
            loads = await asyncio.to_thread(loads_of_page, text, page.url)
            self._pages.append(
                CrawledPage(hop, loads.plain, loads.secure, loads.upgrades, is_declared, loads.is_cut or page.truncated)
            )
            for sheet in loads.stylesheets:
                self._name(sheet, page.url)
            if is_declared:
                self._linked |= dict.fromkeys(await asyncio.to_thread(pages_linked, text, page.url))
        return text

    def linked(self) -> list[str]:
        """The pages one click away that were not read, as far as looking at them does nothing."""
        known = {page.answer.url for page in self._pages}
        return [url for url in self._linked if url not in known and may_follow(url)]

    async def sheets(self) -> None:
        """Read the site's own stylesheets of the pages so far, and those they import."""
        while True:
            room = MOST_SHEETS - len(self._read_sheets)
            turn = [url for url in self._loaded_by if self._is_to_read(url)][: max(room, 0)]
            if not turn:
                return
            self._read_sheets |= dict.fromkeys(turn, NOTHING)
            await asyncio.gather(*(self._sheet(url) for url in turn))

    def add_file(self, kind: str, page: Page, loads: PageLoads | None = None) -> None:
        """Take the answer of a script or stylesheet in."""
        self._files.append(
            CrawledFile(
                kind,
                hop_of(page),
                len(page.body),
                page.sent,
                packed_as(page.body),
                plain=loads.plain if loads else (),
                secure=loads.secure if loads else 0,
            )
        )

    def told(self, elsewhere: str) -> HostCrawl:
        """Everything that was seen, and what of the declared pages' stylesheets was not."""
        declared = {page.answer.url for page in self._pages if page.is_declared}
        left = [
            url for url, pages in self._loaded_by.items() if self._is_to_read(url) and not declared.isdisjoint(pages)
        ]
        unread = [*self.unread, *(f"{url}: only {MOST_SHEETS} stylesheets of a host are read" for url in left)]
        return HostCrawl(
            self.site.name,
            tuple(self._pages),
            elsewhere,
            tuple(self._with_pages(file) for file in self._files),
            clauses(unread),
            tuple(self._foreign)[:MOST_FOREIGN],
        )

    def _with_pages(self, file: CrawledFile) -> CrawledFile:
        return replace(file, pages=tuple(self._loaded_by.get(file.answer.url, ())))

    def _name(self, sheet: str, page: str) -> None:
        """Note who loads a stylesheet; what it imports is loaded by the same page."""
        if page in self._loaded_by.setdefault(sheet, {}):
            return
        self._loaded_by[sheet][page] = None
        for imported in self._read_sheets[sheet].stylesheets if sheet in self._read_sheets else ():
            self._name(imported, page)

    def _is_to_read(self, url: str) -> bool:
        if url in self._read_sheets or not url.startswith("https:"):
            return False
        if not self.site.is_own(url):
            self._foreign[urlsplit(url).hostname or ""] = None
            return False
        return True

    async def _sheet(self, url: str) -> None:
        page = await self.site.page(url, LONGEST_SHEET)
        if isinstance(page, Unavailable):
            self.unread.append(f"{url}: {page.reason}")
            return
        hop = hop_of(page)
        if blocked := wall(hop):
            self.unread.append(blocked)
        if blocked or page.status != 200:
            return
        if page.truncated:
            self.unread.append(f"{url} is larger than {LONGEST_SHEET // 1_000_000} MB, or broke off")
        text = await asyncio.to_thread(text_of_page, page.body, hop.first("content-type"))
        loads = await asyncio.to_thread(loads_of_stylesheet, text, url)
        self._read_sheets[url] = loads
        self.add_file(crawl.STYLESHEET, page, loads)
        for imported in loads.stylesheets:
            for by in tuple(self._loaded_by.get(url, ())):
                self._name(imported, by)
