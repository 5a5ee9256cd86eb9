"""Whether ordinary visitors get in: what our own program met, and what a browser's request met where that was stopped."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.presence import carries_launch
from audits.core.derived.visits import visit_of_host
from audits.core.derived.walls import missed, wall_of
from audits.core.estate import Estate
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import HTTP, Hop, PageBody, RedirectChain, Visit
from audits.core.observed.visitors import VISITORS
from audits.core.parsing.challenge import Wall
from audits.core.subject import Endpoint
from audits.core.unavailable import Unavailable

STOPPED = frozenset({403, 429})
"""Statuses with which sites turn a program away, besides the pages of walls."""


@dataclass(frozen=True)
class Stop:
    """One answer that stopped somebody: `wall` when a product's own page tells which one it was."""

    url: str
    status: int
    wall: Wall | None


@dataclass(frozen=True)
class Entrance:
    """One host as visitors meet it: where our program was stopped, where a browser's request was, and who is meant.

    `for_everybody` is False for hosts besides the main ones and those with declared pages, where a door shut on
    purpose is right.
    """

    host: str
    seen: str
    program: tuple[Stop, ...] = ()
    browser: tuple[Stop, ...] = ()
    for_everybody: bool = True


def stops_of(host: str, chains: tuple[RedirectChain, ...]) -> tuple[Stop, ...]:
    """The answers of a host, once each, that stopped our program at the end of these chains."""
    found: dict[str, Stop] = {}
    for chain in chains:
        last = chain.last
        if last is None or last.host != host:
            continue
        stop = _stop(last, chain.body)
        if stop is not None:
            found.setdefault(last.url, stop)
    return tuple(found.values())


def endpoint_visits(estate: Estate, visits: dict[str, object]) -> tuple[Visit, ...]:
    """The visits of the estate's endpoints, by label."""
    found = (visits.get(endpoint.label) for endpoint in estate.subjects(Endpoint) if endpoint.purpose != "origin")
    return tuple(visit for visit in found if isinstance(visit, Visit))


def entrance(artifacts: Artifacts) -> Entrance | Unavailable | Inapplicable:
    """The host of the subject; a wall that nobody asked past again, or that named itself to nobody, proves nothing."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    labels = [endpoint.label for endpoint in artifacts.estate.subjects(Endpoint)]
    visits: dict[str, object] = {label: artifacts.observed(HTTP, label) for label in labels}
    endpoints = endpoint_visits(artifacts.estate, visits)
    program = stops_of(visit.host, (visit.chain, *(each.chain for each in endpoints)))
    meant = carries_launch(visit.host, artifacts) or any(each.host == visit.host for each in endpoints)
    last = visit.chain.hops[-1] if visit.chain.hops else None
    if not program:
        if last is None:
            return visit.chain.missing or Unavailable(f"{visit.host} gave no answer")
        if last.host == visit.host and (why := missed(last)):
            return Unavailable(why, (f"GET {last.url}",))
        return Entrance(visit.host, f"{last.url} answered {last.status}", for_everybody=meant)
    return _asked_again(visit.host, program, artifacts, for_everybody=meant)


def _asked_again(
    host: str, program: tuple[Stop, ...], artifacts: Artifacts, *, for_everybody: bool
) -> Entrance | Unavailable:
    """What a browser's request met where our program was stopped; one without an answer proves nothing for the rest."""
    again = artifacts.observed(VISITORS)
    if isinstance(again, Unavailable):
        return again
    answered = [answer for answer in again.answers if not isinstance(answer, Unavailable)]
    met = tuple(stop for answer in answered if (stop := _stop(answer.hop, answer.body)))
    missing = next((answer for answer in again.answers if isinstance(answer, Unavailable)), None)
    if missing is not None and not any(stop.wall for stop in met):
        return missing
    faulty = next((answer.hop for answer in answered if answer.hop.status not in STOPPED and missed(answer.hop)), None)
    if faulty is not None and not any(stop.wall for stop in met):
        return Unavailable(missed(faulty) or "", (f"GET {faulty.url}",))
    told = ", ".join(f"{answer.url} answered {answer.hop.status}" for answer in answered)
    return Entrance(host, told, program, met, for_everybody)


def _stop(hop: Hop, body: PageBody | None) -> Stop | None:
    found = wall_of(hop, body)
    return Stop(hop.url, hop.status, found) if found or hop.status in STOPPED else None
