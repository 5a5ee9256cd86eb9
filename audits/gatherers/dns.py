"""Asks DNS for every host's records and for the zone, all at once."""

import asyncio
import secrets

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import (
    DNS,
    ZONE,
    AddressRecord,
    HostRecords,
    NameServer,
    ServerAnswer,
    ZoneRecords,
)
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door, Reply

MOST_NAME_SERVERS = 8
"""Name servers of a zone that are asked; more than eight is unheard of outside the root."""


async def gather(estate: Estate, door: Door, _gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host (DNS) and one for the domain (ZONE)."""
    hosts = asyncio.gather(*(_of_host(host, door) for host in estate.subjects(Host)))
    if estate.domain is None:
        return tuple(await hosts)
    of_hosts, zone = await asyncio.gather(hosts, zone_of(estate.domain.name, door))
    return (*of_hosts, Artifact(ZONE, estate.domain.label, zone))


async def _of_host(host: Host, door: Door) -> Artifact:
    return Artifact(DNS, host.label, await records_of(host.name, door))


async def records_of(name: str, door: Door) -> HostRecords | Unavailable:
    """The A and AAAA records of a name; unavailable only when neither question was answered."""
    four, six = await asyncio.gather(door.ask(name, "A"), door.ask(name, "AAAA"))
    told = four if isinstance(four, Reply) else six
    if isinstance(told, Unavailable):
        return told
    found = next((reply for reply in (four, six) if isinstance(reply, Reply) and reply.records), told)
    return HostRecords(
        name=name,
        status=found.status,
        aliases=found.aliases,
        ipv4=_addresses(four, name, door),
        ipv6=_addresses(six, name, door),
        ttl=found.ttl,
        denied_by=None if found.records else found.zone,
    )


def _addresses(reply: Reply | Unavailable, name: str, door: Door) -> tuple[AddressRecord, ...] | Unavailable:
    if isinstance(reply, Unavailable):
        return reply
    return tuple(AddressRecord(address, door.nature(name, address)) for address in reply.records)


async def zone_of(domain: str, door: Door) -> ZoneRecords | Unavailable:
    """The zone's name servers, each asked itself; its mail exchangers; and what an invented label resolves to."""
    invented = f"{secrets.token_hex(6)}.{domain}"
    delegated, mx, wildcard = await asyncio.gather(
        door.ask(domain, "NS"), door.ask(domain, "MX"), door.ask(invented, "A")
    )
    if isinstance(delegated, Unavailable):
        return delegated
    names = sorted(record.rstrip(".").lower() for record in delegated.records)
    return ZoneRecords(
        name=domain,
        status=delegated.status,
        name_servers=tuple(
            await asyncio.gather(*(_name_server(name, domain, door) for name in names[:MOST_NAME_SERVERS]))
        ),
        mx=mx.records if isinstance(mx, Reply) else mx,
        wildcard=(*wildcard.aliases, *wildcard.records) if isinstance(wildcard, Reply) else wildcard,
        zone=delegated.zone,
    )


async def _name_server(name: str, domain: str, door: Door) -> NameServer:
    records = await records_of(name, door)
    if isinstance(records, Unavailable) or not records.addresses:
        return NameServer(name, records)
    address = records.addresses[0].address
    reply = await door.interrogate(domain, "NS", server=address)
    if isinstance(reply, Unavailable):
        return NameServer(name, records, reply)
    told = tuple(sorted(record.rstrip(".").lower() for record in reply.records))
    return NameServer(name, records, ServerAnswer(address, reply.status, reply.authoritative, told))


DNS_GATHERER = Gatherer(source=DNS, title="DNS", gather=gather, also=(ZONE,))
