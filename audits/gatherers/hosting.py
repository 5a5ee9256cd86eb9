"""Asks for one page of each host that is an alias into a hosting service whose freed names can be taken."""

import asyncio

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.hosting import HOSTING, HostingPage
from audits.core.parsing.hosting import service_of
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door

TEXT_CHARACTERS = 4_000


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host whose alias ends at such a service."""
    known = (gathered.get((DNS.name, host.label)) for host in estate.subjects(Host))
    aliased = [
        records
        for records in known
        if isinstance(records, HostRecords)
        and records.addresses
        and any((service := service_of(alias)) and service.sign for alias in records.aliases)
    ]
    pages = await asyncio.gather(*(_page(records, door) for records in aliased))
    return tuple(Artifact(HOSTING, records.name, page) for records, page in zip(aliased, pages, strict=True))


async def _page(records: HostRecords, door: Door) -> HostingPage | Unavailable:
    page = await door.fetch(f"http://{records.name}/", limit=20_000)
    if isinstance(page, Unavailable):
        return page
    text = page.body.decode("utf-8", "replace")[:TEXT_CHARACTERS]
    return HostingPage(records.name, records.aliases[-1], page.status, text)


HOSTING_GATHERER = Gatherer(source=HOSTING, title="Hosting", gather=gather, needs=(DNS.name,))
