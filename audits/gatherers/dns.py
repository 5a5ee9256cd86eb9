"""Asks DNS for every host's records and for the zone, all at once."""

import asyncio

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import DNS, ZONE
from audits.core.subject import Host
from audits.gatherers.addresses import records_of
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.zone import zone_of
from portal.outbound.door import Door

__all__ = ["DNS_GATHERER", "gather", "records_of"]


async def gather(estate: Estate, door: Door, _gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host (DNS) and one for the domain (ZONE)."""
    hosts = asyncio.gather(*(_of_host(host, door) for host in estate.subjects(Host)))
    if estate.domain is None:
        return tuple(await hosts)
    of_hosts, zone = await asyncio.gather(hosts, zone_of(estate.domain.name, door))
    return (*of_hosts, Artifact(ZONE, estate.domain.label, zone))


async def _of_host(host: Host, door: Door) -> Artifact:
    return Artifact(DNS, host.label, await records_of(host.name, door))


DNS_GATHERER = Gatherer(source=DNS, title="DNS", gather=gather, also=(ZONE,))
