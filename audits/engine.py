"""One audit: an estate goes in, artifacts and answers come out; no database, no clock but the one given."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.check import Check, could_not_check
from audits.core.estate import Estate
from audits.core.unavailable import Unavailable
from audits.core.verdict import Judgement
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.permit import Permit
from portal.outbound.door import Door

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """One judgement with its check and the label of what it speaks about; `whole` is the subject a part belongs to."""

    check: Check[Any]
    subject: str
    whole: str
    judgement: Judgement


class Watch(Protocol):
    """Who is told how far a run is: the worker writes it down, the command line prints it."""

    async def started(self, gatherer: Gatherer) -> None:
        """A gatherer began."""

    async def finished(self, gatherer: Gatherer, artifacts: tuple[Artifact, ...]) -> None:
        """A gatherer ended, with all it recorded."""


OVERRUN = ""
"""The subject of the artifact that says why a whole gatherer recorded nothing."""


async def gather(
    estate: Estate,
    gatherers: Iterable[Gatherer],
    door: Door,
    watch: Watch,
    known: tuple[Artifact, ...] = (),
    permit: Permit | None = None,
) -> tuple[Artifact, ...]:
    """Everything the gatherers saw; each starts as soon as the sources it needs are there.

    `known` are artifacts of gatherers that finished in an earlier attempt and are not asked again. Without a `permit`
    no active gatherer starts; once it is stopped the others are cut off.
    """
    everything = list(known)
    tasks: dict[str, asyncio.Task[None]] = {}

    async def run(gatherer: Gatherer) -> None:
        await asyncio.gather(*(tasks[name] for name in gatherer.needs if name in tasks))
        await watch.started(gatherer)
        artifacts = await _bounded(gatherer, estate, door, collect(tuple(everything)), permit)
        everything.extend(artifacts)
        await watch.finished(gatherer, artifacts)

    async with asyncio.TaskGroup() as group:
        for gatherer in gatherers:  # a gatherer may only need sources listed before it
            if gatherer.caps is not None and permit is None:
                continue
            task = group.create_task(run(gatherer))
            tasks.update(dict.fromkeys(gatherer.records, task))
    return tuple(everything)


async def _bounded(
    gatherer: Gatherer, estate: Estate, door: Door, gathered: Gathered, permit: Permit | None
) -> tuple[Artifact, ...]:
    """The gatherer's artifacts, or the reason why there are none: it took too long, or it broke."""
    try:
        found = await asyncio.wait_for(_gathered(gatherer, estate, door, gathered, permit), gatherer.seconds)
        if found is not None:
            return found
        missing = Unavailable(f"it was stopped: {permit.reason if permit else ''}", retry="with a new click")
    except TimeoutError:
        missing = Unavailable(f"{gatherer.title} took longer than {gatherer.seconds:.0f} s")
    except Exception as fault:
        logger.exception("gatherer %s", gatherer.source.name)
        missing = Unavailable(f"our own fault, {type(fault).__name__}, not the client's", retry="after an update")
    return tuple(Artifact(source, OVERRUN, missing) for source in gatherer.sources)


async def _gathered(
    gatherer: Gatherer, estate: Estate, door: Door, gathered: Gathered, permit: Permit | None
) -> tuple[Artifact, ...] | None:
    """The gatherer's artifacts; None where a stop came before it had any. An active one ends by itself."""
    if permit is None:
        return await gatherer.gather(estate, door, gathered)
    if permit.reason:
        return None
    if gatherer.caps is not None:
        return await gatherer.gather(estate, door, gathered, permit)
    return await permit.unless_stopped(gatherer.gather(estate, door, gathered))


def judge(
    estate: Estate, artifacts: Iterable[Artifact], checks: Iterable[Check[Any]], now: datetime
) -> tuple[Answer, ...]:
    """Every check's answers for every subject of its kind; `now` is when the artifacts were gathered."""
    seen = Artifacts(estate=estate, now=now, gathered=collect(tuple(artifacts)))
    return tuple(
        Answer(check, judgement.part or subject.label, subject.label, judgement)
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
