"""What visiting an endpoint showed, with what else is known of its host and of the run."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from audits.core.artifacts import Artifacts
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.http import BROKEN, HTTP, RedirectChain, Visit
from audits.core.observed.timing import TIMING, ResponseTimes
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable

UNTIMED = frozenset({"old", "origin"})
"""Purposes whose response time says nothing: an old address only sends on, an origin is not meant to be visited."""


@dataclass(frozen=True)
class EndpointSeen:
    """One endpoint: its visit, the records of its host when they were asked for, and whether other hosts answered."""

    url: str
    visit: Visit
    records: HostRecords | None
    others_answered: bool


def endpoint_seen(artifacts: Artifacts) -> EndpointSeen | Unavailable | Inapplicable:
    """Everything that bears on whether the endpoint of the subject answers."""
    endpoint = artifacts.subject
    if isinstance(endpoint, Endpoint) and endpoint.purpose == "origin":
        return Inapplicable("an origin is not meant to answer visitors")
    if isinstance(endpoint, Endpoint) and endpoint.takes_json:
        return Inapplicable("a log-in that takes JSON need not answer a visit")
    visit = artifacts.observed(HTTP)
    if isinstance(visit, Unavailable):
        return visit
    if isinstance(endpoint, Endpoint) and endpoint.purpose == "old" and visit.chain.end != BROKEN and not _fails(visit):
        return Inapplicable("where an old address leads is judged by old-urls, and circles by redirect-chain")
    records = artifacts.observed(DNS, visit.host)
    return EndpointSeen(
        url=visit.chain.start,
        visit=visit,
        records=records if isinstance(records, HostRecords) else None,
        others_answered=_others_answered(artifacts, visit.host),
    )


def _fails(visit: Visit) -> bool:
    """Whether it ends with a server error."""
    return visit.chain.last is not None and visit.chain.last.status >= 500


def _others_answered(artifacts: Artifacts, host: str) -> bool:
    """Whether another host of the estate answered anything: our own network was up."""
    others = (artifacts.observed(HTTP, other.label) for other in artifacts.estate.subjects(Host) if other.name != host)
    return any(isinstance(visit, Visit) and bool(visit.own_answers) for visit in others)


@dataclass(frozen=True)
class Ways:
    """The chains that lead to an endpoint: its own, and for a home page the one that starts without https.

    An old address is led elsewhere on purpose; how far and to which page is told by the check of old addresses.
    """

    url: str
    chains: tuple[RedirectChain, ...]
    is_old: bool = False


def ways_to_endpoint(artifacts: Artifacts) -> Ways | Unavailable | Inapplicable:
    """The chains that can be judged; unavailable when the endpoint's own broke off without an answer."""
    endpoint = artifacts.subject
    if isinstance(endpoint, Endpoint) and endpoint.purpose == "origin":
        return Inapplicable("an origin is not meant to be visited")
    visit = artifacts.observed(HTTP)
    if isinstance(visit, Unavailable):
        return visit
    if visit.chain.end == BROKEN:
        return visit.chain.missing or Unavailable(f"{visit.chain.at} gave no answer")
    parts = urlsplit(visit.chain.start)
    host = artifacts.observed(HTTP, visit.host)
    is_home = parts.scheme == "https" and parts.path in {"", "/"} and not parts.query
    plain = host.plain if is_home and isinstance(host, Visit) else None
    is_old = isinstance(endpoint, Endpoint) and endpoint.purpose == "old"
    return Ways(visit.chain.start, (visit.chain, plain) if plain and plain.end != BROKEN else (visit.chain,), is_old)


def times_of_endpoint(artifacts: Artifacts) -> ResponseTimes | Unavailable | Inapplicable:
    """The timed requests, when every one of them was answered as visitors are."""
    endpoint = artifacts.subject
    if isinstance(endpoint, Endpoint) and endpoint.purpose in UNTIMED:
        return Inapplicable(f"nobody waits at an endpoint of this purpose: {endpoint.purpose}")
    if isinstance(endpoint, Endpoint) and endpoint.takes_json:
        return Inapplicable("a log-in that takes JSON is not timed by a visit")
    times = artifacts.observed(TIMING)
    if isinstance(times, Unavailable):
        return times
    odd = next((answer.status for answer in times.answers if answer.status >= 400 and answer.status != 401), None)
    if odd is not None:
        return Unavailable(f"{times.url} answered {odd} while it was timed", (f"GET {times.url}",))
    return times if times.answers else Unavailable(f"{times.url} was not timed")
