"""Which addresses may be the server behind an edge, and whether one of them hands out the site to whoever asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from audits.core.artifacts import Artifacts
from audits.core.derived.edge import is_network_of
from audits.core.derived.edges import edge_of_host, edge_seen
from audits.core.derived.pages import HostPage, page_of_chain
from audits.core.derived.sameness import same_site
from audits.core.derived.sending import spf_texts
from audits.core.derived.visits import visit_of_host
from audits.core.edge_ranges import RANGES
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.http import HTTP, Visit
from audits.core.observed.mail import MAIL, MailAnswers
from audits.core.observed.origins import ANSWERED, ORIGINS, REFUSED, SILENT, OriginAnswer, OriginAnswers
from audits.core.observed.reach import REACH, HostReach
from audits.core.parsing.spf import SpfRecord, parse
from audits.core.subject import Endpoint, Host, MailDomain
from audits.core.unavailable import Unavailable

WEB_PORTS = (443, 80)
WHOLE = {"ip4": 32, "ip6": 128}
"""The prefix lengths with which an SPF term names one address; wider ones belong to a provider."""


@dataclass(frozen=True)
class Candidate:
    """An address that may be the server itself, or only a name of one where `address` is empty.

    `ports` are still to be asked; `closed` are those that refused three connections already.
    """

    address: str
    known_from: str
    ports: tuple[int, ...] = WEB_PORTS
    closed: tuple[int, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Site:
    """A host behind an edge with the page it shows through it, and every candidate."""

    host: str
    edge: str
    page: HostPage
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class AskedSite:
    """A site with what its candidates answered, one after another."""

    site: Site
    answers: OriginAnswers

    @property
    def shown_by(self) -> tuple[OriginAnswer, ...]:
        """The answers that were the site."""
        return tuple(each for each in self.answers.answers if _shows(each, self.site.page))

    @property
    def silent(self) -> tuple[OriginAnswer, ...]:
        """What says nothing: no answer at all, or one of the moment; unless the address showed the site elsewhere."""
        return tuple(each for each in self.answers.answers if each.outcome == SILENT or _is_momentary(each))

    @property
    def closed(self) -> tuple[OriginAnswer, ...]:
        """The ports that were known to refuse before, told as answers."""
        return tuple(
            OriginAnswer(one.address, one.known_from, f"port {port}", REFUSED, "refused three connections")
            for one in self.site.candidates
            for port in one.closed
        )


def site_behind_edge(artifacts: Artifacts) -> Site | Unavailable | Inapplicable:
    """The site of the subject; not applicable without an edge, or without any address that may be behind it."""
    seen, visit = edge_seen(artifacts), visit_of_host(artifacts)
    if isinstance(seen, Unavailable | Inapplicable):
        return seen
    if not isinstance(visit, Visit):
        return visit
    if seen.edge is None:
        return Inapplicable(f"no edge stands in front of {seen.host}")
    page = page_of_chain(visit.host, visit.chain)
    if not isinstance(page, HostPage):
        return page
    candidates = _once(artifacts, seen.host, seen.addresses)
    if not candidates:
        return Inapplicable(f"no address is known that could be the server behind {seen.edge.provider}")
    return Site(seen.host, seen.edge.provider, page, candidates)


def asked_site(artifacts: Artifacts) -> AskedSite | Unavailable | Inapplicable:
    """The site of the subject with the answers of its candidates."""
    site = site_behind_edge(artifacts)
    if not isinstance(site, Site):
        return site
    answers = artifacts.observed(ORIGINS)
    return answers if isinstance(answers, Unavailable) else AskedSite(site, answers)


def _once(artifacts: Artifacts, host: str, own: tuple[str, ...]) -> tuple[Candidate, ...]:
    """Each address once, the likeliest first; the site's own and those of an edge lead around nothing."""
    found: dict[str, Candidate] = {}
    for one in (*_declared(artifacts), *_of_hosts(artifacts, host), *_of_spf(artifacts)):
        if one.address in own or (one.address and _is_edge(one.address)):
            continue
        found.setdefault(one.address or one.name, one)
    return tuple(found.values())


def _declared(artifacts: Artifacts) -> Iterator[Candidate]:
    """The declared origins: by the records of their host, else by the address that answered the visit."""
    for endpoint in artifacts.estate.subjects(Endpoint):
        if endpoint.purpose != "origin":
            continue
        name, words = urlsplit(endpoint.url).hostname or "", f"declared origin {endpoint.url}"
        records, visit = artifacts.observed(DNS, name), artifacts.observed(HTTP, endpoint.label)
        if isinstance(records, HostRecords):
            yield from _of_records(records, words, artifacts)
        elif isinstance(visit, Visit) and visit.own_answers and visit.own_answers[0].address:
            yield Candidate(visit.own_answers[0].address, words)
        else:
            yield Candidate("", words, name=name)


def _of_hosts(artifacts: Artifacts, site: str) -> Iterator[Candidate]:
    """The other hosts of the estate that stand behind no edge themselves."""
    for host in artifacts.estate.subjects(Host):
        records, edge = artifacts.observed(DNS, host.label), edge_of_host(host.label, artifacts)
        if host.name != site and isinstance(records, HostRecords) and (edge is None or edge.is_partial):
            yield from _of_records(records, host.name, artifacts)


def _of_records(records: HostRecords, words: str, artifacts: Artifacts) -> Iterator[Candidate]:
    reach = artifacts.observed(REACH, records.name)
    attempts = reach.attempts if isinstance(reach, HostReach) else ()
    for record in records.addresses:
        if record.nature is None:
            closed = tuple(
                each.port
                for each in attempts
                if each.address == record.address and each.is_closed and set(each.outcomes) == {"refused"}
            )
            ports = tuple(port for port in WEB_PORTS if port not in closed)
            yield Candidate(record.address, words, ports, tuple(port for port in WEB_PORTS if port in closed))


def _of_spf(artifacts: Artifacts) -> Iterator[Candidate]:
    """The single addresses that the mail domains' own SPF records name."""
    for domain in artifacts.estate.subjects(MailDomain):
        answers = artifacts.observed(MAIL, domain.label)
        for text in spf_texts(answers) if isinstance(answers, MailAnswers) else ():
            record = parse(text)
            for term in record.mechanisms if isinstance(record, SpfRecord) else ():
                length = term.length4 if term.name == "ip4" else term.length6
                if term.name in WHOLE and length in {None, WHOLE[term.name]}:
                    yield Candidate(term.value, f"{term.name} in the SPF record of {domain.name}")


def _is_edge(address: str) -> bool:
    return any(is_network_of(provider, address) for provider in RANGES)


def _shows(answer: OriginAnswer, page: HostPage) -> bool:
    """Whether the answer is the page that visitors get through the edge."""
    hop, body = answer.hop, answer.body
    if answer.outcome != ANSWERED or hop is None or body is None or not 200 <= hop.status < 300:
        return False
    return same_site(page.answer, page.body, hop, body)


def _is_momentary(answer: OriginAnswer) -> bool:
    """Whether the answer may be another one in a minute: a rate limit or a server error."""
    return answer.hop is not None and (answer.hop.status == 429 or answer.hop.status >= 500)
