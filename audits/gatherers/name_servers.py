"""Each name server of a zone asked itself: the version it serves, and of each version what it holds."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from audits.core.observed.dns import HeldAnswer, HostRecords, NameServer, ServerAnswer
from audits.core.parsing.soa import same_version
from audits.core.unavailable import Unavailable
from audits.gatherers.addresses import addresses_in
from portal.outbound.door import Door

WHOLE = (("", "NS"), ("", "A"), ("www.", "A"))
"""What one server of each version is asked: the zone's servers, and the names visitors type with their lives."""
COMPARED = (("", "AAAA"), ("www.", "AAAA"), ("", "MX"))
"""What is asked besides where the servers hold different versions."""


async def asked_servers(domain: str, names: Sequence[str], door: Door) -> tuple[NameServer, ...]:
    """The servers by these names: each asked for the SOA record, one of each version for what it holds."""
    servers = await asyncio.gather(*(_asked(name, domain, door) for name in names))
    leaders = _leaders(servers)
    questions = (*WHOLE, *COMPARED) if len(leaders) > 1 else WHOLE
    told = await asyncio.gather(*(_holding(server, domain, questions, door) for server in leaders))
    by_name = {server.name: server for server in told}
    return tuple(by_name.get(server.name, server) for server in servers)


async def _asked(name: str, domain: str, door: Door) -> NameServer:
    records = await resolved_server(name, door)
    if isinstance(records, Unavailable):
        return NameServer(name, records)
    address = next((record.address for record in records.addresses if not record.nature), None)
    if address is None:
        return NameServer(name, records)
    reply = await door.interrogate(domain, "SOA", server=address)
    if isinstance(reply, Unavailable):
        return NameServer(name, records, reply)
    soa = reply.records[0] if reply.records and reply.authoritative and not reply.aliases else ""
    answer = ServerAnswer(address, reply.status, reply.authoritative, soa=soa, soa_ttl=reply.ttl if soa else None)
    return NameServer(name, records, answer)


async def resolved_server(name: str, door: Door) -> HostRecords | Unavailable:
    """A name server's addresses: IPv6 is asked only where IPv4 gives none to ask the server at."""
    four = await door.ask(name, "A")
    if isinstance(four, Unavailable):
        return four
    found = addresses_in(four, name, door) or ()
    usable = not isinstance(found, Unavailable) and any(not record.nature for record in found)
    if usable or four.status == "NXDOMAIN":
        return HostRecords(name, four.status, four.aliases, found, (), four.ttl, None if found else four.zone)
    six = await door.ask(name, "AAAA")
    return HostRecords(
        name, four.status, four.aliases, found, addresses_in(six, name, door), four.ttl, None if found else four.zone
    )


def _leaders(servers: Sequence[NameServer]) -> tuple[NameServer, ...]:
    """The first server of each version of the zone."""
    leaders: list[NameServer] = []
    for server in servers:
        soa = _soa(server)
        if soa and not any(same_version(soa, _soa(other)) for other in leaders):
            leaders.append(server)
    return tuple(leaders)


def _soa(server: NameServer) -> str:
    return server.answer.soa if isinstance(server.answer, ServerAnswer) else ""


async def _holding(server: NameServer, domain: str, questions: tuple[tuple[str, str], ...], door: Door) -> NameServer:
    """The server with what it holds."""
    if not isinstance(server.answer, ServerAnswer):
        return server
    address = server.answer.address
    held = await asyncio.gather(*(_held(prefix + domain, kind, address, door) for prefix, kind in questions))
    listed = tuple(sorted(name.rstrip(".").lower() for each in held if each.type == "NS" for name in each.records))
    return replace(server, answer=replace(server.answer, name_servers=listed, held=tuple(held)))


async def _held(name: str, kind: str, address: str, door: Door) -> HeldAnswer:
    reply = await door.interrogate(name, kind, server=address)
    if isinstance(reply, Unavailable):
        return HeldAnswer(name, kind, missing=reply)
    if reply.status not in {"NOERROR", "NXDOMAIN"} or not (reply.authoritative or reply.aliases):
        asked = f"{name} {kind} @{address}: {reply.status}, {'' if reply.authoritative else 'not '}authoritative"
        return HeldAnswer(name, kind, missing=Unavailable(f"{address} gave no answer of its own", (asked,)))
    ttl = reply.alias_ttl if reply.aliases else reply.ttl
    return HeldAnswer(name, kind, reply.status, reply.records, reply.aliases, ttl)
