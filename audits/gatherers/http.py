"""Visits every host, with https and without, and every endpoint, as a browser would."""

import asyncio
from urllib.parse import urlsplit

from audits.core.artifacts import Artifact
from audits.core.derived.walls import is_bot_wall
from audits.core.estate import Estate
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.http import BROKEN, HTTP, RedirectChain, Visit
from audits.core.observed.reach import PortAttempts
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.gatherers.following import Follower, normal
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.reach import MOST_ADDRESSES, knocked
from portal.outbound.door import Door

VISIT_SECONDS = 75.0
"""One host that hangs takes no longer than this, and the others' visits with it never."""
REPEATS = 2
REPEAT_PAUSE = 0.5
"""Before a server error is asked for again, so that one restart is not called three errors."""
ORDINARY = {"http": 80, "https": 443}


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host and one an endpoint."""
    hosts, endpoints = estate.subjects(Host), estate.subjects(Endpoint)
    async with Follower(door) as follower:
        visits = await asyncio.gather(
            *(_of_host(host.name, _records(host, gathered), follower) for host in hosts),
            *(_of_endpoint(endpoint.url, follower, door) for endpoint in endpoints),
        )
    labels = (*(host.label for host in hosts), *(endpoint.label for endpoint in endpoints))
    return tuple(Artifact(HTTP, label, visit) for label, visit in zip(labels, visits, strict=True))


def _records(host: Host, gathered: Gathered) -> object:
    return gathered.get((DNS.name, host.label), gathered.get((DNS.name, "")))


async def _of_host(name: str, records: object, follower: Follower) -> Visit | Unavailable:
    if isinstance(records, Unavailable):
        return records
    if isinstance(records, HostRecords) and not records.addresses:
        return records.unanswered or Unavailable(f"{name} has no address", retry="once it has one")
    try:
        async with asyncio.timeout(VISIT_SECONDS):
            chain, plain = await asyncio.gather(follower.chain(f"https://{name}/"), follower.chain(f"http://{name}/"))
            return Visit(name, chain, plain, await _unverified(chain, follower))
    except TimeoutError:
        return _too_long(name)


async def _of_endpoint(url: str, follower: Follower, door: Door) -> Visit | Unavailable:
    host = urlsplit(normal(url)).hostname or ""
    try:
        async with asyncio.timeout(VISIT_SECONDS):
            chain = await follower.chain(url)
            unverified = await _unverified(chain, follower)
            attempts = await _attempts(chain, door) if unverified is None else ()
            return Visit(host, chain, None, unverified, attempts, await _repeats(chain, door))
    except TimeoutError:
        return _too_long(url)


def _too_long(what: str) -> Unavailable:
    return Unavailable(f"the visit of {what} took longer than {VISIT_SECONDS:.0f} s", (f"GET {what}",))


async def _unverified(chain: RedirectChain, follower: Follower) -> RedirectChain | None:
    """The chain once more without verification, when verification was what broke it."""
    if chain.end == BROKEN and chain.missing and chain.missing.reason.startswith("certificate "):
        return await follower.chain(chain.start, verify=False)
    return None


async def _attempts(chain: RedirectChain, door: Door) -> tuple[PortAttempts, ...]:
    """Connections to every address of the host that gave no answer, on the port it was asked on."""
    if chain.end != BROKEN:
        return ()
    parts = urlsplit(chain.at)
    host, port = parts.hostname or "", ORDINARY.get(parts.scheme)
    if not host or port is None or not door.may_fetch(host):
        return ()
    addresses = await door.addresses(host)
    if isinstance(addresses, Unavailable):
        return ()
    knocks = await asyncio.gather(*(knocked(host, address, (port,), door) for address in addresses[:MOST_ADDRESSES]))
    return tuple(attempt for attempts in knocks for attempt in attempts)


async def _repeats(chain: RedirectChain, door: Door) -> tuple[int, ...]:
    """The statuses that two more visits end with, after one that ended with a server error."""
    if chain.last is None or chain.last.status < 500 or is_bot_wall(chain.last, chain.body):
        return ()
    statuses: list[int] = []
    for _ in range(REPEATS):
        await asyncio.sleep(REPEAT_PAUSE)
        async with Follower(door) as afresh:
            again = await afresh.chain(chain.start)
        if again.last is None:
            break
        statuses.append(again.last.status)
    return tuple(statuses)


HTTP_GATHERER = Gatherer(source=HTTP, title="Pages", gather=gather, needs=(DNS.name,), seconds=VISIT_SECONDS + 15)
