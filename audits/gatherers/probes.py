"""Asks one address of each host's API in the name of other sites."""

import asyncio
import secrets
from dataclasses import dataclass

from audits.core.artifacts import Artifact
from audits.core.derived.cross_origin import NO_API
from audits.core.derived.walls import wall
from audits.core.estate import Estate
from audits.core.observed.http import HTTP, Hop, HttpHeader, Visit
from audits.core.observed.probes import FOREIGN, NO_ORIGIN, OWN, PROBES, ApiProbes, OriginProbe
from audits.core.parsing.cors import parsed_sharing
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door

PURPOSES = ("account", "api", "critical")
"""Whose answers matter to other sites, those with something to read first."""
LONGEST = 64_000
PATIENCE_SECONDS = 8.0
LONGEST_NAME = 253


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host that was visited: at most three requests, and none to a host without an API."""
    visits = {host: gathered.get((HTTP.name, host.label)) for host in estate.subjects(Host)}
    seen = {host: visit for host, visit in visits.items() if isinstance(visit, Visit)}
    found = await asyncio.gather(*(_of_host(visit, estate, door, gathered) for visit in seen.values()))
    return tuple(Artifact(PROBES, host.label, value) for host, value in zip(seen, found, strict=True))


@dataclass(frozen=True)
class _Address:
    """One address of an API: what it answered to a visit, and whether its certificate is looked at."""

    answer: Hop
    verify: bool


async def _of_host(visit: Visit, estate: Estate, door: Door, gathered: Gathered) -> ApiProbes | Unavailable:
    address = _address(visit, estate, gathered)
    if address is None:
        return _why_none(visit, estate, gathered) or Unavailable(NO_API)
    own, foreign = _origins(visit.host, estate, gathered)
    first = await _asked(FOREIGN, foreign, address, door)
    probes = [first]
    if isinstance(first.answer, Hop) and not _is_open(first.answer, foreign):
        others = [(NO_ORIGIN, "null"), *([(OWN, own)] if own else [])]
        probes += await asyncio.gather(*(_asked(kind, origin, address, door) for kind, origin in others))
    return ApiProbes(visit.host, address.answer.url, address.answer, tuple(probes))


def _address(visit: Visit, estate: Estate, gathered: Gathered) -> _Address | None:
    """The declared endpoint of the host that has most to tell, or the host itself when it answers with JSON."""
    found: dict[str, _Address] = {}
    for endpoint in estate.subjects(Endpoint):
        other = gathered.get((HTTP.name, endpoint.label))
        if endpoint.purpose in PURPOSES and isinstance(other, Visit):
            address = _end_of(other, visit.host)
            found.setdefault(endpoint.purpose, address) if address else None
    home = _end_of(visit, visit.host)
    if home and home.answer.media_type.endswith("json"):
        found.setdefault("api", home)
    return next((found[purpose] for purpose in PURPOSES if purpose in found), None)


def _why_none(visit: Visit, estate: Estate, gathered: Gathered) -> Unavailable | None:
    """Why a declared endpoint of an API on the host gave no answer of its own; None where there is none."""
    for endpoint in estate.subjects(Endpoint):
        other = gathered.get((HTTP.name, endpoint.label))
        if endpoint.purpose not in PURPOSES or not isinstance(other, Visit) or other.host != visit.host:
            continue
        chain = other.unverified or other.chain
        reason = wall(chain.last, chain.body) if chain.last else None
        if reason or chain.missing:
            return Unavailable(reason, (f"GET {endpoint.url}",)) if reason else chain.missing
    return None


def _end_of(visit: Visit, host: str) -> _Address | None:
    chain = visit.unverified or visit.chain
    last = chain.last
    if last is None or last.host != host or last.scheme != "https" or wall(last, chain.body) or last.is_html:
        return None
    return _Address(last, verify=visit.unverified is None)


def _origins(host: str, estate: Estate, gathered: Gathered) -> tuple[str, str]:
    """One of the client's sites besides this host, or nothing; and a site that rules written in a hurry take for one.

    The foreign one begins and ends as the client's does, and is a name that anybody can register.
    """
    domain = estate.domain.name if estate.domain else host
    names = [f"app.{domain}", domain, f"www.{domain}"]
    answering = [name for name in names if isinstance(gathered.get((HTTP.name, name)), Visit) and name != host]
    own = answering[0] if answering else ""
    label = f"x{secrets.token_hex(4)}"
    foreign = f"{own or domain}.{label}{domain}"
    if len(foreign) > LONGEST_NAME:
        foreign = f"{label}.example"
    return (f"https://{own}" if own else "", f"https://{foreign}")


def _is_open(answer: Hop, origin: str) -> bool:
    """Whether this answer says already how every other site is treated."""
    sharing = parsed_sharing(answer.fields("access-control-allow-origin"), (), ())
    return sharing.is_for_all or sharing.is_for(origin)


async def _asked(kind: str, origin: str, address: _Address, door: Door) -> OriginProbe:
    page = await door.fetch(
        address.answer.url,
        headers={"Origin": origin},
        limit=LONGEST,
        seconds=PATIENCE_SECONDS,
        verify=address.verify,
    )
    if isinstance(page, Unavailable):
        return OriginProbe(kind, origin, page)
    headers = tuple(HttpHeader(name, value) for name, value in page.headers)
    return OriginProbe(kind, origin, Hop(page.url, page.status, headers, page.address, page.seconds))


PROBES_GATHERER = Gatherer(source=PROBES, title="APIs", gather=gather, needs=(HTTP.name,), seconds=40.0)
