"""Knocks on the ordinary ports of every public address of every host; sends nothing."""

import asyncio

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import DNS, ZONE, HostRecords, ZoneRecords
from audits.core.observed.reach import REACH, HostReach, PortAttempts
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door

WEB_PORTS = (443, 80)
MAIL_PORTS = (25, 587, 993)
MAIL_LABELS = {"mail", "smtp", "imap", "mx"}
MOST_ADDRESSES = 4
"""Addresses of one host that are knocked at; a content network publishes more of the same."""
TRIES = 3
KNOCK_SECONDS = 3.0
PAUSE_SECONDS = 0.3
"""Between two tries at a closed port, so that one lost packet or restart is not called three."""


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host that has addresses."""
    exchangers = _exchangers(estate, gathered)
    known = ((host.name, gathered.get((DNS.name, host.label))) for host in estate.subjects(Host))
    reached = await asyncio.gather(
        *(
            _of_host(records, WEB_PORTS + (MAIL_PORTS if _takes_mail(name, exchangers) else ()), door)
            for name, records in known
            if isinstance(records, HostRecords) and records.addresses
        )
    )
    return tuple(Artifact(REACH, reach.name, reach) for reach in reached)


def _exchangers(estate: Estate, gathered: Gathered) -> set[str]:
    zone = gathered.get((ZONE.name, estate.domain.label)) if estate.domain else None
    if not isinstance(zone, ZoneRecords) or isinstance(zone.mx, Unavailable):
        return set()
    return {record.split()[-1].rstrip(".").lower() for record in zone.mx}


def _takes_mail(name: str, exchangers: set[str]) -> bool:
    return name in exchangers or name.partition(".")[0] in MAIL_LABELS


async def _of_host(records: HostRecords, ports: tuple[int, ...], door: Door) -> HostReach:
    addresses = [record.address for record in records.addresses[:MOST_ADDRESSES]]
    tries = [knocked(records.name, address, ports, door) for address in addresses]
    return HostReach(records.name, tuple(attempt for attempts in await asyncio.gather(*tries) for attempt in attempts))


async def knocked(name: str, address: str, ports: tuple[int, ...], door: Door) -> list[PortAttempts]:
    """The attempts at one address: all ports at once, tried again only while none is open."""
    outcomes: dict[int, tuple[str, ...]] = dict.fromkeys(ports, ())
    for again in range(TRIES):
        if again:
            await asyncio.sleep(PAUSE_SECONDS)
        knocks = await asyncio.gather(*(door.knock(name, port, address, seconds=KNOCK_SECONDS) for port in ports))
        for knock in knocks:
            outcomes[knock.port] += (knock.outcome,)
        if not {knock.outcome for knock in knocks} <= {"refused", "silent"}:
            break
    return [PortAttempts(address, port, seen) for port, seen in outcomes.items()]


REACH_GATHERER = Gatherer(source=REACH, title="Connections", gather=gather, needs=(DNS.name,))
