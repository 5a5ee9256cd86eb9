"""DNS over UDP and TCP: authoritative servers that answer for their zones, and a resolver that knows them all."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import cast

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.node
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import dns.zone

from portal.demo.zone import Zones

LARGEST_DATAGRAM = 1232
LONGEST_ALIAS_CHAIN = 8
IDLE_SECONDS = 5.0
Answer = Callable[[dns.message.QueryMessage], dns.message.Message]


def authoritative_answer(query: dns.message.QueryMessage, zones: Zones) -> dns.message.Message:
    """What a server that holds these zones says: an answer, a referral, or a refusal."""
    response = dns.message.make_response(query)
    question = query.question[0]
    zone = _zone_above(question.name, zones)
    if zone is None or zone.origin is None:
        response.set_rcode(dns.rcode.REFUSED)
        return response
    cut = _cut_above(question.name, zone)
    if cut is not None:
        _refer(response, zone, cut)
        return response
    response.flags |= dns.flags.AA
    _fill(response, question.name, question.rdtype, {zone.origin: zone})
    return response


def resolved_answer(query: dns.message.QueryMessage, zones: Zones) -> dns.message.Message:
    """What a resolver says that walked down to the deepest zone and followed every alias."""
    response = dns.message.make_response(query)
    response.flags |= dns.flags.RA
    question = query.question[0]
    if _zone_above(question.name, zones) is None:
        response.set_rcode(dns.rcode.REFUSED)
    else:
        _fill(response, question.name, question.rdtype, zones)
    return response


def _zone_above(name: dns.name.Name, zones: Zones) -> dns.zone.Zone | None:
    """The deepest of these zones that the name lies in."""
    while True:
        if name in zones:
            return zones[name]
        if name == dns.name.root:
            return None
        name = name.parent()


def _cut_above(name: dns.name.Name, zone: dns.zone.Zone) -> dns.name.Name | None:
    """The delegated name at or above this one, below the zone's own top."""
    while name != zone.origin:
        if zone.get_rdataset(name, dns.rdatatype.NS) is not None:
            return name
        name = name.parent()
    return None


def _refer(response: dns.message.Message, zone: dns.zone.Zone, cut: dns.name.Name) -> None:
    """The delegation in the authority section, the addresses the zone holds beside it."""
    delegation = zone.find_rrset(cut, dns.rdatatype.NS)
    response.authority.append(delegation)
    for record in delegation:
        glue = zone.get_rrset(record.target, dns.rdatatype.A)
        if glue is not None:
            response.additional.append(glue)


def _fill(response: dns.message.Message, name: dns.name.Name, kind: dns.rdatatype.RdataType, zones: Zones) -> None:
    """Follow aliases as far as these zones reach; say in the authority section why there is nothing."""
    for _ in range(LONGEST_ALIAS_CHAIN):
        zone = _zone_above(name, zones)
        if zone is None or zone.origin is None:
            return
        node = _node(name, zone)
        if node is None:
            response.set_rcode(dns.rcode.NXDOMAIN)
            response.authority.append(zone.find_rrset(zone.origin, dns.rdatatype.SOA))
            return
        found = node.get_rdataset(dns.rdataclass.IN, kind)
        alias = node.get_rdataset(dns.rdataclass.IN, dns.rdatatype.CNAME)
        if found is not None:
            response.answer.append(dns.rrset.from_rdata_list(name, found.ttl, list(found)))
            return
        if alias is None:
            response.authority.append(zone.find_rrset(zone.origin, dns.rdatatype.SOA))
            return
        response.answer.append(dns.rrset.from_rdata_list(name, alias.ttl, list(alias)))
        name = alias[0].target


def _node(name: dns.name.Name, zone: dns.zone.Zone) -> dns.node.Node | None:
    """The name's records, an empty node where only deeper names exist, the wildcard's (RFC 4592), or none."""
    if (node := zone.get_node(name)) is not None:
        return node
    if any(other.is_subdomain(name) for other in zone.nodes):
        return dns.node.Node()
    above = name.parent()
    while above.is_subdomain(zone.origin):
        if (wildcard := zone.get_node(dns.name.Name(("*", *above.labels)))) is not None:
            return wildcard
        if zone.get_node(above) is not None:
            return None
        above = above.parent()
    return None


def _reply(wire: bytes, answer: Answer) -> tuple[dns.message.Message, int] | None:
    """The answer and the size the asker can take; nothing for what is no question."""
    try:
        query = dns.message.from_wire(wire)
    except dns.exception.DNSException:
        return None
    if not isinstance(query, dns.message.QueryMessage) or len(query.question) != 1:
        return None
    return answer(query), min(max(query.payload, 512), LARGEST_DATAGRAM)


class Datagrams(asyncio.DatagramProtocol):
    """One UDP socket: what does not fit is cut and flagged, so that the asker comes back over TCP."""

    def __init__(self, answer: Answer) -> None:
        """Keep what makes the answers."""
        self.answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back. Before Python 3.12 the loop's own transport does not say what it is."""
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer one question."""
        reply = _reply(data, self.answer)
        if reply is None:
            return
        response, size = reply
        wire = response.to_wire(max_size=65535)
        if len(wire) > size:
            for section in (response.answer, response.authority, response.additional):
                section.clear()
            response.flags |= dns.flags.TC
            wire = response.to_wire()
        self.transport.sendto(wire, addr)


def stream_handler(
    answer: Answer,
) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    """The TCP side: questions and answers behind two bytes of length."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, TimeoutError, ConnectionError):
            while True:
                async with asyncio.timeout(IDLE_SECONDS):
                    length = int.from_bytes(await reader.readexactly(2), "big")
                    reply = _reply(await reader.readexactly(length), answer)
                if reply is None:
                    break
                wire = reply[0].to_wire(max_size=65535)
                writer.write(len(wire).to_bytes(2, "big") + wire)
                await writer.drain()
        writer.close()

    return handle
