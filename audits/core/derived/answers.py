"""Every answer a host gave in a run, each address once: pages, endpoints, redirects, and the files its pages load."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from audits.core.artifacts import Artifacts
from audits.core.derived.visits import visit_of_host
from audits.core.derived.walls import wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.bundle import BUNDLE
from audits.core.observed.crawl import CRAWL, CrawledFile, HostCrawl
from audits.core.observed.http import HTTP, Hop, RedirectChain, Visit
from audits.core.parsing.page_kind import kind_of_page
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable

UNJUDGED = frozenset({"old", "origin"})
"""Purposes of addresses that are not there to be seen."""


@dataclass(frozen=True)
class HostAnswer:
    """One answer: `size` and `sent` are -1 where no body was kept, `purposes` are those declared for its address.

    `is_file` for a script or stylesheet, `is_nobodys` for a page that is the same for every visitor. `digest` tells whether two bodies are the same.
    """

    hop: Hop
    size: int = -1
    sent: int = -1
    packed: str = ""
    digest: str = ""
    purposes: frozenset[str] = frozenset()
    is_file: bool = False
    is_nobodys: bool = False

    @property
    def url(self) -> str:
        """The address."""
        return self.hop.url


@dataclass(frozen=True)
class HostAnswers:
    """The answers of one host over https; `unread` says which of its declared addresses gave none, and why."""

    name: str
    answers: tuple[HostAnswer, ...]
    unread: tuple[str, ...] = ()

    @property
    def home(self) -> HostAnswer | None:
        """The home page, when the host serves one itself."""
        return next((answer for answer in self.answers if answer.url == f"https://{self.name}/"), None)


def answers_of_host(artifacts: Artifacts) -> HostAnswers | Unavailable | Inapplicable:
    """What the host of the subject answered, walls and faults left out and told."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    answers: dict[str, HostAnswer] = {}
    unread: list[str] = []
    for chain, purpose in _chains(visit, artifacts):
        if chain.last is None and not chain.hops:
            unread.append(f"{chain.start}: {chain.missing.reason if chain.missing else 'no answer'}")
        for answer in _of_chain(chain, purpose):
            why_not = wall(answer.hop, chain.body) if answer.hop is chain.last else None
            if answer.hop.host != visit.host or answer.hop.scheme != "https":
                continue
            if why_not:
                unread.append(why_not)
                continue
            known = answers.get(answer.url)
            answers[answer.url] = _both(known, answer) if known else answer
    for answer in _crawled(visit.host, artifacts):
        answers.setdefault(answer.url, answer)
    if not answers and unread:
        missing = visit.chain.missing
        return missing or Unavailable(unread[0], (f"GET {visit.chain.start}",))
    if not answers:
        return Inapplicable(f"{visit.host} answers nothing over https itself")
    return HostAnswers(visit.host, tuple(answers.values()), tuple(dict.fromkeys(unread)))


def files_missing(seen: HostAnswers, artifacts: Artifacts) -> Unavailable | None:
    """Why the files of the host's pages are not known, where it has pages and none of their files was read."""
    if not any(answer.hop.is_html and 200 <= answer.hop.status < 300 for answer in seen.answers):
        return None
    for source in (artifacts.observed(CRAWL), artifacts.observed(BUNDLE)):
        if isinstance(source, Unavailable):
            return source
        if source.unread and not any(answer.is_file for answer in seen.answers):
            return Unavailable(source.unread[0])
    return None


def _chains(visit: Visit, artifacts: Artifacts) -> Iterator[tuple[RedirectChain, str]]:
    """The chains that touch the host, each with what its start is declared for."""
    yield visit.unverified or visit.chain, ""
    for endpoint in artifacts.estate.subjects(Endpoint):
        seen = artifacts.observed(HTTP, endpoint.label)
        if endpoint.purpose in UNJUDGED or not isinstance(seen, Visit):
            continue
        chain = seen.unverified or seen.chain
        if any(hop.host == visit.host for hop in chain.hops) or seen.host == visit.host:
            yield chain, endpoint.purpose


def _of_chain(chain: RedirectChain, purpose: str) -> Iterator[HostAnswer]:
    for hop in chain.hops:
        if hop is not chain.last or chain.body is None:
            yield HostAnswer(hop)
            continue
        body, purposes = chain.body, frozenset({purpose} - {""})
        nobodys = bool(purposes) and hop.is_html and kind_of_page(body.text).is_nobodys
        yield HostAnswer(hop, body.size, body.sent, body.packed, body.sha256, purposes, is_nobodys=nobodys)


def _both(known: HostAnswer, other: HostAnswer) -> HostAnswer:
    fuller = known if known.size >= 0 else other
    nobodys = known.is_nobodys or other.is_nobodys
    return replace(fuller, purposes=known.purposes | other.purposes, is_nobodys=nobodys)


def _crawled(name: str, artifacts: Artifacts) -> Iterator[HostAnswer]:
    """Pages met one click away, and the files of any host's pages that this one serves."""
    hosts = tuple(host.name for host in artifacts.estate.subjects(Host))
    for host in hosts:
        crawled = artifacts.observed(CRAWL, host)
        if not isinstance(crawled, HostCrawl):
            continue
        for page in crawled.pages:
            if page.answer.host == name and not page.is_declared:
                yield HostAnswer(page.answer)
        for file in crawled.files:
            if file.answer.host == name or (host == name and file.answer.host not in hosts):
                yield _of_file(file)


def _of_file(file: CrawledFile) -> HostAnswer:
    return HostAnswer(file.answer, file.size, file.sent, file.packed, is_file=not file.answer.is_html)
