"""Asks who may issue certificates, for the names on the certificates that are in use: no name without one is asked."""

import asyncio

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.caa import CAA, CaaAnswers, CaaClimb, CaaLookup
from audits.core.observed.tls import TLS, TlsAnswers
from audits.core.parsing.certificate_name import covers
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door

MOST_NAMES = 2
"""Names of one certificate that cover one host: its own and the wildcard above it."""
MOST_LEVELS = 8


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host that showed a certificate."""
    shown = {host.label: gathered.get((TLS.name, host.label)) for host in estate.subjects(Host)}
    known = {label: answers for label, answers in shown.items() if isinstance(answers, TlsAnswers)}
    found = await asyncio.gather(*(_of_host(answers, door) for answers in known.values()))
    return tuple(Artifact(CAA, label, answer) for label, answer in zip(known, found, strict=True))


async def _of_host(answers: TlsAnswers, door: Door) -> CaaAnswers | Unavailable:
    if isinstance(answers.certificates, Unavailable):
        return answers.certificates
    leaf = answers.certificates[0]
    covering = dict.fromkeys(name.lower() for name in leaf.names if covers((name,), (), answers.host))
    names = tuple(covering)[:MOST_NAMES] or (answers.host,)
    climbs = await asyncio.gather(*(_climb(name, door) for name in names))
    return CaaAnswers(answers.host, leaf.issuer, tuple(climbs))


async def _climb(name: str, door: Door) -> CaaClimb:
    labels = name.removeprefix("*.").rstrip(".").split(".")
    levels = [".".join(labels[start:]) for start in range(len(labels))][:MOST_LEVELS]
    return CaaClimb(name, tuple(await asyncio.gather(*(_asked(level, door) for level in levels))))


async def _asked(name: str, door: Door) -> CaaLookup:
    reply = await door.ask(name, "CAA")
    return CaaLookup(name, reply if isinstance(reply, Unavailable) else reply.records)


CAA_GATHERER = Gatherer(source=CAA, title="Certificate rules", gather=gather, needs=(TLS.name,))
