"""Starting what sends more than a visitor does, and stopping it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from audits.actions.runs import lay_out_progress, next_number
from audits.models import AuditRun
from audits.plan import Plan, active_checks, estate_value
from audits.tasks import perform_active_audit
from portal.estate.queries import control_proofs
from portal.jobs.actions import enqueue
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User

WAITING = (AuditRun.State.QUEUED, AuditRun.State.RUNNING)


@transaction.atomic
def request_active_audit(*, engagement: Engagement, check_ids: Iterable[str], acting_user: User) -> AuditRun:
    """A run over these active checks; one at a time, and only over names whose control is proven."""
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    wanted = set(check_ids)
    checks = [check for check in active_checks() if check.id in wanted]
    if not checks:
        raise RefusedError("Tick at least one of the checks.")
    if AuditRun.objects.filter(engagement=engagement, is_active=True, state__in=WAITING).exists():
        raise RefusedError("An active run is on its way. Stop it first, or wait for its end.")
    if not any(proof.is_proven for proof in control_proofs(engagement)):
        raise RefusedError("Control of no name is proven. Prove it on the estate's page first.")
    plan = Plan(estate_value(engagement), tuple(check.id for check in checks), is_active=True)
    run = AuditRun.objects.create(
        consultancy_id=engagement.consultancy_id,
        engagement=engagement,
        number=next_number(engagement),
        plan=plan.stored(),
        is_active=True,
        requested_by=acting_user,
    )
    lay_out_progress(run, plan)
    titles = " and ".join(check.title for check in checks)
    _told(run, acting_user, "audit.sent", f"Active run {run.number} was started: {titles}.")
    enqueue(perform_active_audit, run.pk, consultancy_id=run.consultancy_id, queue="audits")
    return run


@transaction.atomic
def stop_run(*, run: AuditRun, acting_user: User) -> None:
    """Nothing more is sent: a worker notices within a second; a run nobody took yet ends here."""
    row = AuditRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not row.is_active or row.state not in WAITING:
        raise RefusedError("This run sends nothing any more.")
    if row.stop_asked_at is not None:
        raise RefusedError("It is being stopped already.")
    row.stop_asked_at, row.stop_asked_by = timezone.now(), acting_user
    if row.state == AuditRun.State.QUEUED:
        row.state, row.finished_at = AuditRun.State.STOPPED, row.stop_asked_at
        row.stop_reason = f"{acting_user.short_name} stopped it before it began. Nothing was sent."
    row.save(update_fields=["stop_asked_at", "stop_asked_by", "state", "finished_at", "stop_reason"])
    _told(row, acting_user, "audit.stopped", f"Active run {row.number} was stopped.")


def _told(run: AuditRun, acting_user: User, verb: str, words: str) -> None:
    record_activity(run.consultancy_id, acting_user, verb, words, run, engagement_id=run.engagement_id)
