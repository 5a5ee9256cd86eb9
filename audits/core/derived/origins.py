"""Names outside the edge, and whether one of them answers with a site that stands behind the edge."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from audits.core.artifacts import Artifacts
from audits.core.derived.edges import edge_of_host, edge_seen
from audits.core.derived.pages import HostPage, page_of_chain
from audits.core.derived.presence import is_origin
from audits.core.derived.sameness import same_site
from audits.core.derived.visits import visit_of_host
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.http import HTTP, Hop, RedirectChain, Visit
from audits.core.observed.reach import REACH, HostReach
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class Outside:
    """One name that leads around the edge: what it answered, and whether that was the site."""

    name: str
    answer: str
    is_site: bool = False
    is_silent: bool = False


@dataclass(frozen=True)
class Surroundings:
    """A site behind an edge, with every name of the estate that is outside of it."""

    host: str
    edge: str
    outside: tuple[Outside, ...]


def surroundings(artifacts: Artifacts) -> Surroundings | Unavailable | Inapplicable:
    """The site of the subject with the names outside its edge."""
    seen, visit = edge_seen(artifacts), visit_of_host(artifacts)
    if isinstance(seen, Unavailable | Inapplicable):
        return seen
    if not isinstance(visit, Visit):
        return visit
    declared = _declared_origins(artifacts, seen.host)
    if seen.edge is None and not declared:
        return Inapplicable(f"no edge stands in front of {seen.host}")
    page = page_of_chain(visit.host, visit.chain)
    if not isinstance(page, HostPage):
        return page
    names = (*declared, *(_outside_hosts(artifacts, seen.host) if seen.edge else ()))
    outside = tuple(_outside(name, other, artifacts, page) for name, other in names)
    return Surroundings(seen.host, seen.edge.provider if seen.edge else "the edge", outside)


def _declared_origins(artifacts: Artifacts, site: str) -> tuple[tuple[str, Visit | Unavailable], ...]:
    found: list[tuple[str, Visit | Unavailable]] = []
    for endpoint in artifacts.estate.subjects(Endpoint):
        if endpoint.purpose == "origin" and urlsplit(endpoint.url).hostname != site:
            visit = artifacts.observed(HTTP, endpoint.label)
            found.append((endpoint.url, visit))
    return tuple(found)


def _outside_hosts(artifacts: Artifacts, site: str) -> tuple[tuple[str, Visit | Unavailable], ...]:
    """The other hosts of the estate that visitors can reach and that show no edge; declared origins stand apart."""
    found: list[tuple[str, Visit | Unavailable]] = []
    for host in artifacts.estate.subjects(Host):
        records = artifacts.observed(DNS, host.label)
        if host.name == site or is_origin(host.name, artifacts) or not isinstance(records, HostRecords):
            continue
        if all(record.nature for record in records.addresses):
            continue
        visit = artifacts.observed(HTTP, host.label)
        if edge_of_host(host.label, artifacts) is None:
            found.append((host.name, visit))
    return tuple(found)


def _outside(name: str, visit: Visit | Unavailable, artifacts: Artifacts, page: HostPage) -> Outside:
    if isinstance(visit, Unavailable):
        return Outside(name, visit.reason, is_silent=True)
    chains = [chain for chain in (visit.chain, visit.unverified, visit.plain) if chain]
    shown = next((last for chain in chains if (last := _shows(chain, visit.host, page))), None)
    if shown:
        return Outside(name, f"{shown.url} answered {shown.status} from {shown.address} with the site", is_site=True)
    answered = [chain for chain in chains if chain.hops and not _is_momentary(chain)]
    if answered:
        return Outside(name, answered[0].path)
    reason = visit.chain.missing.reason if visit.chain.missing else visit.chain.path
    reach = artifacts.observed(REACH, visit.host)
    return Outside(name, reason, is_silent=not _refuses(reach, visit))


def _shows(chain: RedirectChain, host: str, page: HostPage) -> Hop | None:
    """The answer in which this host itself served the page's site, if it did."""
    last = chain.last
    if last is None or chain.body is None or last.host != host or not 200 <= last.status < 300:
        return None
    return last if same_site(page.answer, page.body, last, chain.body) else None


def _is_momentary(chain: RedirectChain) -> bool:
    """Whether the answer may be another one in a minute: a rate limit or a server error."""
    return chain.last is not None and (chain.last.status == 429 or chain.last.status >= 500)


def _refuses(reach: HostReach | Unavailable, visit: Visit) -> bool:
    """Whether every web port of every address refused the connection."""
    attempts = visit.attempts or (reach.attempts if isinstance(reach, HostReach) else ())
    web = [attempt for attempt in attempts if attempt.port in {80, 443}]
    return bool(web) and all(set(attempt.outcomes) == {"refused"} for attempt in web)
