"""The domain as a zone: what its servers, its parent's server and an invented label say of it."""

import asyncio
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from audits.core.observed.dns import AT_PARENT, IN_ZONE, Exchanger, NameServer, ParentAnswer, ZoneRecords
from audits.core.parsing.names import is_registry
from audits.core.unavailable import Unavailable
from audits.gatherers.name_servers import asked_servers
from portal.outbound.door import Door, Reply

MOST_NAME_SERVERS = 8
"""Name servers of a zone that are asked; more than eight is unheard of outside the root."""
MOST_PARENT_SERVERS = 2
MOST_EXCHANGERS = 4


async def zone_of(domain: str, door: Door) -> ZoneRecords | Unavailable:
    """The zone's name servers, each asked itself; its parent; its mail exchangers; what an invented label resolves to."""
    invented = f"{secrets.token_hex(6)}.{domain}"
    delegated, mx, wildcard = await asyncio.gather(
        door.ask(domain, "NS"), door.ask(domain, "MX"), door.ask(invented, "A")
    )
    servers, exchangers = await asyncio.gather(
        _servers(domain, delegated, door), asyncio.gather(*(_exchanger(name, door) for name in _hosts_of(mx)))
    )
    if isinstance(servers, Unavailable):
        return servers
    return ZoneRecords(
        name=domain,
        status=servers.status,
        name_servers=servers.asked,
        mx=mx.records if isinstance(mx, Reply) else mx,
        wildcard=(*wildcard.aliases, *wildcard.records) if isinstance(wildcard, Reply) else wildcard,
        zone=servers.zone,
        parent=servers.parent,
        invented=invented,
        wildcard_status=wildcard.status if isinstance(wildcard, Reply) else "",
        mx_ttl=mx.ttl if isinstance(mx, Reply) else None,
        exchangers=tuple(exchangers),
    )


@dataclass(frozen=True)
class _Servers:
    """The name servers as asked, and what told of them; `status`, `zone` and `parent` as in `ZoneRecords`."""

    status: str
    asked: tuple[NameServer, ...] = ()
    zone: str | None = None
    parent: ParentAnswer | Unavailable | None = None


async def _servers(domain: str, delegated: Reply | Unavailable, door: Door) -> _Servers | Unavailable:
    """The servers our resolver names; where it meets an error or an alias instead, those that the zone above names."""
    if isinstance(delegated, Unavailable):
        is_error = any(attempt.endswith(": SERVFAIL") for attempt in delegated.tried)
        found = await _by_parent(domain, door) if is_error else None
        return found or delegated
    if delegated.aliases:
        above = domain.partition(".")[2]
        part_of = above if above and not is_registry(above) else None
        return await _by_parent(domain, door) or _Servers(delegated.status, zone=part_of)
    names = _names(delegated.records)
    if not names:
        return _Servers(delegated.status, zone=delegated.zone)
    asked, parent = await asyncio.gather(
        asked_servers(domain, names[:MOST_NAME_SERVERS], door), parent_of(domain, door)
    )
    return _Servers(delegated.status, await _listed(domain, asked, parent, door), delegated.zone, parent)


async def _by_parent(domain: str, door: Door) -> _Servers | None:
    """The servers the zone above names, where it names some."""
    parent = await parent_of(domain, door)
    if not isinstance(parent, ParentAnswer) or not parent.name_servers:
        return None
    asked = await asked_servers(domain, parent.name_servers[:MOST_NAME_SERVERS], door)
    return _Servers(parent.status, asked, None, parent)


def _names(records: Iterable[str]) -> list[str]:
    return sorted(record.rstrip(".").lower() for record in records)


async def parent_of(domain: str, door: Door) -> ParentAnswer | Unavailable:
    """What the zone above delegates, by the first of its servers that answers."""
    above = domain.partition(".")[2]
    found = await door.ask(above, "NS") if above else Unavailable("nothing lies above a top-level domain")
    if isinstance(found, Reply) and not found.records and found.zone and domain.endswith("." + found.zone):
        above = found.zone
        found = await door.ask(above, "NS")
    if isinstance(found, Unavailable):
        return found
    tried: list[str] = []
    for server in _names(found.records)[:MOST_PARENT_SERVERS]:
        told = await _asked_parent(domain, above, server, door)
        if isinstance(told, ParentAnswer):
            return told
        tried += told.tried or (f"{server}: {told.reason}",)
    return Unavailable(f"no name server of the zone {above} told what it delegates", tuple(tried))


async def _asked_parent(domain: str, zone: str, server: str, door: Door) -> ParentAnswer | Unavailable:
    addresses = await door.ask(server, "A")
    if isinstance(addresses, Unavailable):
        return addresses
    if not addresses.records:
        return Unavailable(f"{server} has no IPv4 address")
    address = addresses.records[0]
    reply = await door.interrogate(domain, "NS", server=address)
    if isinstance(reply, Unavailable):
        return reply
    names = [] if reply.aliases else _names(reply.records or reply.referred)
    if reply.status not in {"NOERROR", "NXDOMAIN"} or (reply.status == "NOERROR" and not names):
        return Unavailable(f"{server} answered {reply.status}", (f"{domain} NS @{address}: {reply.status}",))
    if reply.status == "NXDOMAIN" and not reply.authoritative:
        return Unavailable(f"{server} is no authority", (f"{domain} NS @{address}: NXDOMAIN, not authoritative",))
    return ParentAnswer(zone, server, address, reply.status, tuple(names), is_referral=not reply.records)


async def _listed(
    domain: str, servers: tuple[NameServer, ...], parent: ParentAnswer | Unavailable | None, door: Door
) -> tuple[NameServer, ...]:
    """The zone's servers, then those that the parent alone names and that are asked for it; each says who lists it."""
    if not isinstance(parent, ParentAnswer) or not parent.is_referral:
        return servers
    known = {server.name for server in servers}
    above = set(parent.name_servers)
    others = sorted(above - known)[: MOST_NAME_SERVERS - min(len(known), MOST_NAME_SERVERS - 1)]
    further = await asked_servers(domain, others, door)
    return (
        *(_by(server, IN_ZONE, *([AT_PARENT] if server.name in above else [])) for server in servers),
        *(_by(server, AT_PARENT) for server in further),
    )


def _by(server: NameServer, *who: str) -> NameServer:
    return NameServer(server.name, server.records, server.answer, who)


def _hosts_of(mx: Reply | Unavailable) -> tuple[str, ...]:
    """The exchangers of an answer, most preferred first, without the dot that means "no mail" (RFC 7505)."""
    if isinstance(mx, Unavailable):
        return ()
    pairs = sorted((int(number), name) for number, _, name in (record.partition(" ") for record in mx.records))
    return tuple(name.rstrip(".").lower() for _, name in pairs if name != ".")[:MOST_EXCHANGERS]


async def _exchanger(name: str, door: Door) -> Exchanger | Unavailable:
    reply = await door.ask(name, "A")
    return reply if isinstance(reply, Unavailable) else Exchanger(name, reply.status, reply.zone)
