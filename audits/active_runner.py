"""What a worker does with an active run: see the proofs again, send while nobody stops it, write down what it has."""

import asyncio
import logging
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.utils import timezone

from audits.control_runner import looks
from audits.core.artifacts import Artifact
from audits.core.unavailable import Unavailable
from audits.engine import OVERRUN, gather
from audits.gatherers.gatherer import Gatherer
from audits.gatherers.permit import Permit, Proven
from audits.models import AuditRun, GathererProgress
from audits.plan import Plan, plan_from
from audits.records import begin_run, known_artifacts, unfinished_gatherers
from audits.runner import Writer, finish_run
from portal.estate.control_actions import Look, record_look
from portal.estate.models import ControlProof
from portal.estate.queries import control_proofs
from portal.jobs.claim import Claim, LostLeaseError
from portal.outbound.door import Door
from portal.outbound.rules import Rules

logger = logging.getLogger(__name__)

STOP_SECONDS = 0.5
"""How often a worker looks whether somebody stopped its run."""
HALF_DONE = Unavailable("the worker ended in the middle, and what was sent is not sent twice", retry="with a new click")


@dataclass(frozen=True)
class _Work:
    """One run as it was taken: `half_done` are active gatherers that an earlier attempt had begun."""

    run: AuditRun
    plan: Plan
    proofs: tuple[ControlProof, ...]
    known: tuple[Artifact, ...]
    gatherers: tuple[Gatherer, ...]
    half_done: tuple[Gatherer, ...]


def perform(claim: Claim) -> None:
    """Send once: a second attempt goes on where a killed worker stopped, but never sends what was begun again."""
    with claim.writing():
        work = _taken(claim)
    if work is None:
        return
    permit = Permit(())
    asyncio.run(_send(claim, work, permit))
    with claim.writing():
        finish_run(work.run, work.plan, stopped=permit.reason)


def _taken(claim: Claim) -> _Work | None:
    run = begin_run(claim.object_id)
    if run is None:
        return None
    plan = plan_from(run.plan)
    begun = set(run.progress.filter(state=GathererProgress.State.RUNNING).values_list("gatherer", flat=True))
    waiting = unfinished_gatherers(run, plan)
    half_done = tuple(one for one in waiting if one.caps is not None and one.source.name in begun)
    proofs = tuple(proof for proof in control_proofs(run.engagement) if proof.is_proven)
    return _Work(
        run, plan, proofs, known_artifacts(run), tuple(one for one in waiting if one not in half_done), half_done
    )


async def _send(claim: Claim, work: _Work, permit: Permit) -> None:
    writer = Writer(claim, work.run, work.plan)
    domain = work.plan.estate.domain.name if work.plan.estate.domain else None
    async with Door(Rules.from_environment(os.environ, domain)) as door:
        watching = asyncio.create_task(_watch(claim, work.run, permit))
        try:
            seen = await looks(work.proofs, door)
            await sync_to_async(_write)(claim, zip(work.proofs, seen, strict=True))
            permit.proven = tuple(_proven(work.proofs, seen))
            if not permit.proven:
                permit.stop(_gone(seen))
            for gatherer in work.half_done:
                missing = tuple(Artifact(source, OVERRUN, HALF_DONE) for source in gatherer.sources)
                await writer.finished(gatherer, missing)
            if not permit.reason:
                await gather(work.plan.estate, work.gatherers, door, writer, work.known, permit)
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching


def _proven(proofs: Iterable[ControlProof], seen: Iterable[Look]) -> Iterable[Proven]:
    """What may be sent to now: only what this very look saw."""
    for proof, look in zip(proofs, seen, strict=True):
        if look.way:
            yield Proven(proof.name, below=look.way == ControlProof.Way.DNS)


def _gone(seen: tuple[Look, ...]) -> str:
    says = " ".join(look.says for look in seen) or "No name of the estate is proven."
    return f"The proof of control was not there. {says} Nothing was sent."


def _write(claim: Claim, seen: Iterable[tuple[ControlProof, Look]]) -> None:
    with claim.writing():
        for proof, look in seen:
            record_look(proof=proof, look=look, acting_user=None)


async def _watch(claim: Claim, run: AuditRun, permit: Permit) -> None:
    """Ends the permit when somebody stopped the run, and when that could not be seen any more."""
    while not permit.reason:
        try:
            reason = await sync_to_async(_stop_reason)(claim, run)
        except LostLeaseError:
            permit.stop("Another worker took this run over.")
            return
        except Exception:
            logger.exception("run %s: whether it was stopped cannot be seen", run.pk)
            permit.stop("Our database could not be asked whether somebody stopped it.")
            return
        if reason:
            permit.stop(reason)
            return
        await asyncio.sleep(STOP_SECONDS)


def _stop_reason(claim: Claim, run: AuditRun) -> str:
    with claim.writing():
        row = AuditRun.objects.select_related("stop_asked_by").get(pk=run.pk)
    if row.stop_asked_at is None:
        return ""
    who = row.stop_asked_by.short_name if row.stop_asked_by else "Somebody"
    return f"{who} stopped it after {(timezone.now() - (row.started_at or timezone.now())).total_seconds():.0f} s."
