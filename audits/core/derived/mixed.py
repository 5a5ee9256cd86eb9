"""What the pages of a host load over plain http, as browsers treat it (W3C Mixed Content, sections 3 and 4)."""

from dataclasses import dataclass, field
from enum import IntEnum
from urllib.parse import urlsplit

from audits.core.artifacts import Artifacts
from audits.core.derived.pages import page_of_host
from audits.core.derived.visits import visit_of_host
from audits.core.inapplicable import Inapplicable
from audits.core.observed import crawl
from audits.core.observed.crawl import CRAWL, CrawledFile, CrawledPage, HostCrawl, Load
from audits.core.observed.http import Hop, Visit
from audits.core.parsing.csp import parsed_policies
from audits.core.parsing.hsts import read_hsts
from audits.core.parsing.web_address import has_literal_host, is_trustworthy
from audits.core.subject import Host, url_label
from audits.core.unavailable import Unavailable


class Treatment(IntEnum):
    """What browsers do with a plain address in a page over https, the worst for the page last."""

    UPGRADED = 0
    FORM = 1
    LEFT_OUT = 2
    CALLED = 3
    BLOCKED = 4
    PASSWORD = 5


_PASSIVE = frozenset({crawl.IMAGE, crawl.VIDEO, crawl.AUDIO})
_ACTIVE = frozenset({crawl.SCRIPT, crawl.STYLESHEET, crawl.FRAME, crawl.OBJECT})
_FORMS = frozenset({crawl.FORM, crawl.PASSWORD_FORM})
_UPGRADE = "upgrade-insecure-requests"


@dataclass(frozen=True)
class Use:
    """One place that names a plain address: the page, and the stylesheet of it where it stands there."""

    kind: str
    treatment: Treatment
    page: str
    stylesheet: str = ""


@dataclass(frozen=True)
class MixedResource:
    """One plain address with every place that names it."""

    url: str
    uses: tuple[Use, ...]

    @property
    def worst(self) -> Use:
        """The use that costs the page most."""
        return max(self.uses, key=lambda use: use.treatment)

    @property
    def label(self) -> str:
        """The address as a subject."""
        return url_label(self.url)

    @property
    def host(self) -> str:
        """The host of the address."""
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True)
class LoadedPages:
    """The pages of a host: how many addresses come encrypted, are sent to https by a policy, are the visitor's own.

    `mixed` are the plain addresses to judge here, `told_at` the earlier hosts at which the rest of them is judged.
    """

    crawl: HostCrawl
    secure: int = 0
    upgraded: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    mixed: tuple[MixedResource, ...] = ()
    unread: tuple[str, ...] = ()
    told_at: tuple[str, ...] = ()


def loaded_pages(artifacts: Artifacts) -> LoadedPages | Unavailable | Inapplicable:
    """What the pages of the host of the subject load."""
    own = _own_pages(artifacts)
    if not isinstance(own, LoadedPages):
        return own
    hosts = artifacts.estate.subjects(Host)
    place = next((number for number, host in enumerate(hosts) if host.name == own.crawl.name), 0)
    before, after = _pages_of(hosts[:place], artifacts), _pages_of(hosts[place + 1 :], artifacts)
    earlier = {mixed.url: each.crawl.name for each in reversed(before) for mixed in each.mixed}
    later: dict[str, tuple[Use, ...]] = {}
    for each in after:
        for mixed in each.mixed:
            later[mixed.url] = later.get(mixed.url, ()) + mixed.uses
    here = (
        MixedResource(mixed.url, mixed.uses + later.get(mixed.url, ()))
        for mixed in own.mixed
        if mixed.url not in earlier
    )
    told_at = dict.fromkeys(earlier[mixed.url] for mixed in own.mixed if mixed.url in earlier)
    return LoadedPages(own.crawl, own.secure, own.upgraded, own.local, tuple(here), own.unread, tuple(told_at))


def _own_pages(artifacts: Artifacts) -> LoadedPages | Unavailable | Inapplicable:
    """One host by itself, where there is a page to judge."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    crawled = artifacts.observed(CRAWL)
    if isinstance(crawled, Unavailable):
        shown = page_of_host(artifacts)
        return shown if isinstance(shown, Inapplicable) else crawled
    if not crawled.pages and not crawled.unread:
        if crawled.elsewhere:
            return Inapplicable(f"{crawled.name} sends visitors on to {crawled.elsewhere}")
        return Inapplicable(f"{crawled.name} serves nothing that browsers show as a page")
    reader = _Reader()
    for page in crawled.pages:
        reader.page(page)
    upgrading = {page.answer.url for page in crawled.pages if page.upgrades or _sends_upgrade(page.answer)}
    for file in crawled.files:
        reader.file(file, upgrading)
    return reader.told(crawled)


def _pages_of(hosts: tuple[Host, ...], artifacts: Artifacts) -> list[LoadedPages]:
    seen = (_own_pages(artifacts.about(host)) for host in hosts)
    return [each for each in seen if isinstance(each, LoadedPages)]


@dataclass
class _Reader:
    """Sorts the plain addresses of one host's pages."""

    secure: int = 0
    upgraded: dict[str, None] = field(default_factory=dict)
    local: dict[str, None] = field(default_factory=dict)
    uses: dict[str, dict[Use, None]] = field(default_factory=dict)

    def page(self, page: CrawledPage) -> None:
        """Take in what a page names itself."""
        self.secure += page.secure
        always = _sends_upgrade(page.answer)
        for load in page.plain:
            is_upgraded = always or load.is_upgraded or (load.kind in _FORMS and page.upgrades)
            self._sort(load, page.answer.url, "", _treatment(load, page.answer), is_upgraded=is_upgraded)

    def file(self, file: CrawledFile, upgrading: set[str]) -> None:
        """Take in what a stylesheet names, for each page that loads it."""
        self.secure += file.secure
        for load in file.plain:
            for page in file.pages:
                told = _treatment(load, file.answer)
                self._sort(load, page, file.answer.url, told, is_upgraded=page in upgrading)

    def told(self, crawled: HostCrawl) -> LoadedPages:
        """Everything, with what of the pages is not known."""
        cut = (
            f"{page.answer.url} names more addresses than are read"
            for page in crawled.pages
            if page.is_cut and not any(page.answer.url in clause for clause in crawled.unread)
        )
        mixed = tuple(MixedResource(url, tuple(uses)) for url, uses in self.uses.items())
        unread = (*crawled.unread, *cut)
        return LoadedPages(crawled, self.secure, tuple(self.upgraded), tuple(self.local), mixed, unread)

    def _sort(self, load: Load, page: str, stylesheet: str, treatment: Treatment, *, is_upgraded: bool) -> None:
        if is_trustworthy(load.url):
            self.local[load.url] = None
        elif is_upgraded:
            self.upgraded[load.url] = None
        else:
            self.uses.setdefault(load.url, {})[Use(load.kind, treatment, page, stylesheet)] = None


def _treatment(load: Load, answer: Hop) -> Treatment:
    """Section 4.1: pictures, films and sounds are asked for over https instead, unless their host is an IP address."""
    if load.kind in _PASSIVE:
        return Treatment.LEFT_OUT if has_literal_host(load.url) else Treatment.UPGRADED
    if load.kind == crawl.PASSWORD_FORM:
        return Treatment.FORM if _keeps_on_https(answer, load.url) else Treatment.PASSWORD
    if load.kind == crawl.FORM:
        return Treatment.FORM
    if load.kind == crawl.CALL:
        return Treatment.CALLED
    return Treatment.BLOCKED if load.kind in _ACTIVE else Treatment.LEFT_OUT


def _sends_upgrade(answer: Hop) -> bool:
    """Whether a policy in the answer's fields has browsers ask for everything over https."""
    policies = parsed_policies(answer.fields("content-security-policy"))
    return any(policy.sources(_UPGRADE) is not None for policy in policies)


def _keeps_on_https(answer: Hop, url: str) -> bool:
    """Whether the page's own HSTS policy holds for an address, so that a form sent there leaves encrypted."""
    readings = read_hsts(answer.fields("strict-transport-security"))
    host = urlsplit(url).hostname or ""
    for policy in (readings.chromium, readings.gecko):
        if policy is None or policy.max_age <= 0:
            return False
        if host != answer.host and not (policy.covers_subdomains and host.endswith(f".{answer.host}")):
            return False
    return True
