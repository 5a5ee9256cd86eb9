"""Asking for a run over one stage or over all seven."""

from django.db import transaction
from django.db.models import Max

from audits.models import AuditRun, GathererProgress
from audits.plan import MESSAGE_CHECKS, Plan, plan_of
from audits.tasks import perform_audit
from portal.jobs.actions import enqueue
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.sprint.queries import playbook_of
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User


@transaction.atomic
def request_audit(*, engagement: Engagement, stage_number: int | None, acting_user: User | None) -> AuditRun:
    """A run over one stage's checks, or over all seven stages; its plan is frozen now."""
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    running = AuditRun.objects.filter(engagement=engagement, state__in=["queued", "running"], is_active=False)
    if running.filter(stage_number=stage_number).exclude(plan__checks=list(MESSAGE_CHECKS)).exists():
        raise RefusedError("These audits run already. Their progress is on the board.")
    plan = plan_of(engagement, playbook_of(engagement), stage_number)
    if not plan.checks:
        raise RefusedError("No check has a say in this stage yet. Its items are settled by people.")
    run = AuditRun.objects.create(
        consultancy_id=engagement.consultancy_id,
        engagement=engagement,
        stage_number=stage_number,
        number=next_number(engagement),
        plan=plan.stored(),
        requested_by=acting_user,
    )
    lay_out_progress(run, plan)
    scope = f"stage {stage_number}" if stage_number else "all seven stages"
    record_activity(
        run.consultancy_id,
        acting_user,
        "audit.requested",
        f"Audit run {run.number} was asked for, over {scope}.",
        run,
        engagement_id=engagement.pk,
    )
    enqueue(perform_audit, run.pk, consultancy_id=run.consultancy_id, queue="audits")
    return run


def next_number(engagement: Engagement) -> int:
    """The number of the next run; the engagement is locked."""
    last = AuditRun.objects.filter(engagement=engagement).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def lay_out_progress(run: AuditRun, plan: Plan) -> None:
    """One row a gatherer, with the number of checks that wait for it last."""
    gatherers = plan.gatherers
    waits = [plan.last_gatherer(check) for check in plan.checks]
    GathererProgress.objects.bulk_create(
        GathererProgress(
            consultancy_id=run.consultancy_id,
            run=run,
            gatherer=gatherer.source.name,
            title=gatherer.title,
            position=position,
            checks_total=waits.count(gatherer),
        )
        for position, gatherer in enumerate(gatherers)
    )
