"""Asks for the chain of DNSSEC of the domain's zone; a zone without DS records costs one question."""

import asyncio
from datetime import UTC, datetime

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import ZONE, ServerAnswer, ZoneRecords
from audits.core.observed.dnssec import DNSSEC, DnssecAnswers, ResolverWord, Signature
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.signatures import described, verified
from portal.outbound.door import Door, Reply
from portal.outbound.lookups import UNCHECKED, VALIDATED


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact for the domain."""
    if estate.domain is None:
        return ()
    zone = gathered.get((ZONE.name, estate.domain.label))
    return (Artifact(DNSSEC, estate.domain.label, await _of_zone(estate.domain.name, zone, door)),)


async def _of_zone(domain: str, zone: object, door: Door) -> DnssecAnswers | Unavailable:
    """The chain of the zone the domain lies in; where DNS failed altogether, the domain itself is asked for."""
    name, address = domain, ""
    if isinstance(zone, ZoneRecords):
        name = domain if zone.name_servers or not zone.zone else zone.zone
        address = _serving(zone)
    delegation = await door.ask(name, "DS")
    if isinstance(delegation, Unavailable):
        return delegation
    if not delegation.records:
        return DnssecAnswers(name, ())
    word, chain = await asyncio.gather(_resolver_word(name, door), _chain(name, delegation.records, address, door))
    keys, signatures, outcome = chain
    return DnssecAnswers(name, delegation.records, address, keys, signatures, outcome, word)


def _serving(zone: ZoneRecords) -> str:
    """The address of a server that answered for the zone itself; empty when none did."""
    answers = (server.answer for server in zone.name_servers)
    return next((each.address for each in answers if isinstance(each, ServerAnswer) and each.soa), "")


Chain = tuple[tuple[str, ...], tuple[Signature, ...], str | Unavailable]


async def _chain(name: str, ds: tuple[str, ...], address: str, door: Door) -> Chain:
    """Keys, signatures, and whether they hold, from one of the zone's own servers."""
    if not address:
        return (), (), Unavailable(f"no name server of {name} answered for its zone itself")
    keys, soa = await asyncio.gather(
        door.interrogate(name, "DNSKEY", server=address), door.interrogate(name, "SOA", server=address)
    )
    if isinstance(keys, Unavailable):
        return (), (), keys
    if isinstance(soa, Unavailable):
        return (), (), soa
    bad = next((reply for reply in (keys, soa) if reply.status != "NOERROR" or not reply.authoritative), None)
    if bad:
        return (), (), Unavailable(f"{address} answered {bad.status} to {name} {bad.type}")
    signatures = tuple(described(text) for text in (*keys.signatures, *soa.signatures))
    outcome = await asyncio.to_thread(verified, name, ds, keys, soa, datetime.now(UTC).timestamp())
    return keys.records, signatures, outcome


async def _resolver_word(name: str, door: Door) -> ResolverWord | None:
    """Whether our resolver takes the zone's SOA record; one that refuses is asked once more without its checking."""
    reply = await door.ask(name, "SOA", flag=VALIDATED)
    if isinstance(reply, Reply):
        return ResolverWord(reply.status, reply.validated)
    if not any(attempt.endswith(": SERVFAIL") for attempt in reply.tried):
        return None
    plain = await door.ask(name, "SOA", flag=UNCHECKED)
    return ResolverWord("SERVFAIL", unchecked=plain.status if isinstance(plain, Reply) else "")


DNSSEC_GATHERER = Gatherer(source=DNSSEC, title="DNSSEC", gather=gather, needs=(ZONE.name,))
