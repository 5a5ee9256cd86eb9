"""What a worker does with an audit run: gather outside any transaction, write each gatherer's share in one."""

import asyncio
import logging
import os
from datetime import datetime

from asgiref.sync import sync_to_async
from django.utils import timezone

from audits.core.artifacts import Artifact
from audits.engine import gather
from audits.findings import settle_findings
from audits.gatherers.gatherer import Gatherer
from audits.models import AuditRun
from audits.plan import Plan, plan_from
from audits.proofs import record_proofs
from audits.queries.credentials import door_credentials
from audits.queries.received_sources import received_sources
from audits.records import (
    begin_gatherer,
    begin_run,
    end_gatherer,
    known_artifacts,
    unfinished_gatherers,
)
from portal.jobs.claim import Claim
from portal.outbound.credentials import Credentials
from portal.outbound.door import Door
from portal.outbound.rules import Rules
from portal.sprint.models import Engagement
from portal.tenancy.activity import record_activity

logger = logging.getLogger(__name__)


def perform(claim: Claim) -> None:
    """Run the audit once; a second attempt goes on where a killed worker stopped."""
    with claim.writing():
        run = begin_run(claim.object_id)
        if run is None:
            return
        plan = plan_from(run.plan)
        known = known_artifacts(run)
        gatherers = unfinished_gatherers(run, plan)
        credentials = door_credentials(run.engagement)
        known = (*known, *received_sources(run.engagement, gatherers))
    asyncio.run(_gather(claim, run, plan, known, gatherers, credentials))
    with claim.writing():
        finish_run(run, plan)


def finish_run(run: AuditRun, plan: Plan, stopped: str = "") -> None:
    """What the run means: findings, the proof of each line, and its end; runs of an engagement end one by one.

    `stopped` says why it ended before its end; what it had seen counts as in any other run.
    """
    Engagement.objects.select_for_update(of=("self",)).get(pk=run.engagement_id)
    settle_findings(run, plan)
    record_proofs(run.engagement, plan.check_ids, run.started_at or timezone.now())
    state = AuditRun.State.STOPPED if stopped else AuditRun.State.FINISHED
    AuditRun.objects.filter(pk=run.pk).update(state=state, finished_at=timezone.now(), stop_reason=stopped[:400])
    ended = f"ended early: {stopped[:200]}" if stopped else f"finished: {run.judgements.count()} answers."
    words = f"{'Active' if run.is_active else 'Audit'} run {run.number} {ended}"
    record_activity(run.consultancy_id, None, "audit.finished", words, run, engagement_id=run.engagement_id)


def gave_up(claim: Claim, fault: str) -> None:
    """The job was tried too often: the run says so instead of turning for ever."""
    with claim.writing():
        run = AuditRun.objects.filter(pk=claim.object_id).first()
        if run is None:
            return
        AuditRun.objects.filter(pk=run.pk).update(
            state=AuditRun.State.FAILED, finished_at=timezone.now(), fault=fault[:300]
        )
        words = f"Audit run {run.number} broke on our side and was given up. Nothing it had seen is lost."
        record_activity(run.consultancy_id, None, "audit.failed", words, run, engagement_id=run.engagement_id)


async def _gather(
    claim: Claim,
    run: AuditRun,
    plan: Plan,
    known: tuple[Artifact, ...],
    gatherers: tuple[Gatherer, ...],
    credentials: Credentials,
) -> None:
    domain = plan.estate.domain.name if plan.estate.domain else None
    async with Door(Rules.from_environment(os.environ, domain), credentials) as door:
        await gather(plan.estate, gatherers, door, Writer(claim, run, plan), known)


class Writer:
    """Writes each gatherer's start and end down, fenced, from one thread beside the event loop."""

    def __init__(self, claim: Claim, run: AuditRun, plan: Plan) -> None:
        self.claim, self.run, self.plan = claim, run, plan
        self.now: datetime = run.started_at or timezone.now()

    async def started(self, gatherer: Gatherer) -> None:
        await sync_to_async(self._started)(gatherer)

    async def finished(self, gatherer: Gatherer, artifacts: tuple[Artifact, ...]) -> None:
        await sync_to_async(self._finished)(gatherer, artifacts)

    def _started(self, gatherer: Gatherer) -> None:
        with self.claim.writing():
            begin_gatherer(self.run, gatherer)

    def _finished(self, gatherer: Gatherer, artifacts: tuple[Artifact, ...]) -> None:
        with self.claim.writing():
            end_gatherer(self.run, self.plan, gatherer, artifacts, self.now)
