"""One audit: an estate goes in, artifacts and answers come out; no database, no clock but the one given."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.outbound.door import Door

from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.check import Check, could_not_check
from audits.core.estate import Estate
from audits.core.unavailable import Unavailable
from audits.core.verdict import Judgement
from audits.gatherers.gatherer import Gathered, Gatherer


@dataclass(frozen=True)
class Answer:
    """One judgement with its check and the label of what it speaks about."""

    check: Check[Any]
    subject: str
    judgement: Judgement


Recorded = Callable[[Gatherer, tuple[Artifact, ...]], None]
"""Called when a gatherer has finished, with all it recorded."""


async def gather(
    estate: Estate, gatherers: Iterable[Gatherer], door: Door, recorded: Recorded, started: Callable[[Gatherer], None]
) -> tuple[Artifact, ...]:
    """Everything the gatherers saw; each starts as soon as the sources it needs are there."""
    everything: list[Artifact] = []
    tasks: dict[str, asyncio.Task[None]] = {}

    async def run(gatherer: Gatherer) -> None:
        await asyncio.gather(*(tasks[name] for name in gatherer.needs if name in tasks))
        started(gatherer)
        artifacts = await _bounded(gatherer, estate, door, collect(tuple(everything)))
        everything.extend(artifacts)
        recorded(gatherer, artifacts)

    for gatherer in gatherers:  # a gatherer may only need sources listed before it
        tasks[gatherer.source.name] = asyncio.create_task(run(gatherer))
    await asyncio.gather(*tasks.values())
    return tuple(everything)


async def _bounded(gatherer: Gatherer, estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """The gatherer's artifacts, or none with the reason when it takes longer than it may."""
    try:
        return await asyncio.wait_for(gatherer.gather(estate, door, gathered), gatherer.seconds)
    except TimeoutError:
        reason = f"{gatherer.title} took longer than {gatherer.seconds:.0f} s"
        return (Artifact(gatherer.source, OVERRUN, Unavailable(reason)),)


OVERRUN = ""
"""The subject of the artifact that says a gatherer ran out of time."""


def judge(
    estate: Estate, artifacts: Iterable[Artifact], checks: Iterable[Check[Any]], now: datetime
) -> tuple[Answer, ...]:
    """Every check's answers for every subject of its kind; `now` is when the artifacts were gathered."""
    seen = Artifacts(estate=estate, now=now, gathered=collect(tuple(artifacts)))
    return tuple(
        Answer(check, judgement.part or subject.label, judgement)
        for check in checks
        for subject in estate.subjects(check.subject)
        for judgement in _judgements(check, seen.about(subject))
    )


def _judgements(check: Check[Any], artifacts: Artifacts) -> tuple[Judgement, ...]:
    """The check's judgements; one broken check never sinks a run, it answers could-not-check with our own fault."""
    try:
        return check.judgements(artifacts)
    except Exception as fault:  # noqa: BLE001 - any fault of one check is ours and is told as such, with its kind
        missing = Unavailable(
            f"our check broke on this answer ({type(fault).__name__}: {fault})"[:300], retry="after an update"
        )
        return (could_not_check(missing),)
