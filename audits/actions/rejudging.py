"""Judging a finished run again: today's checks on the artifacts it stored, nothing is asked anew."""

from dataclasses import replace

from django.db import transaction
from django.db.models import Max

from audits.core.verdict import NEEDS_PROOF
from audits.engine import judge
from audits.findings import settle_findings
from audits.models import AuditRun, Judgement
from audits.plan import Plan, plan_from
from audits.proofs import record_proofs
from audits.records import keep_judgements, known_artifacts, ready_checks
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User


@transaction.atomic
def rejudge_run(*, run: AuditRun, acting_user: User | None) -> AuditRun:
    """A new run with today's answers about what `run` saw; both keep the time of the looking.

    Answers are never overwritten. What another version of a check says differently shows as re-judged, not as fixed
    or regressed.
    """
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=run.engagement_id)
    run.refresh_from_db()
    seen = _looked(run)
    plan = plan_from(seen.plan)
    _refuse_unless_newest(engagement, seen, plan)
    checks = [check for check in ready_checks(seen, plan) if plan.is_active or not check.is_active]
    if not checks:
        raise RefusedError("Nothing of this run can be judged again: none of its checks exists any more.")
    again = replace(plan, check_ids=tuple(check.id for check in checks), artifacts_of=str(seen.pk))
    rejudged = _recorded(seen, again, acting_user)
    keep_judgements(rejudged, judge(plan.estate, known_artifacts(seen), checks, seen.started_at))
    settle_findings(rejudged, again)
    record_proofs(engagement, again.check_ids, seen.started_at)
    words = f"What audit run {seen.number} saw was judged again, as run {rejudged.number}."
    record_activity(
        run.consultancy_id, acting_user, "audit.rejudged", words, rejudged, engagement_id=rejudged.engagement_id
    )
    return rejudged


def _looked(run: AuditRun) -> AuditRun:
    """The run that did the looking: this one, or the one it judged again."""
    source = plan_from(run.plan).artifacts_of
    return AuditRun.objects.get(pk=source) if source else run


def _refuse_unless_newest(engagement: Engagement, seen: AuditRun, plan: Plan) -> None:
    """An older look must never overrule a newer one; what a passive run did not ask it leaves to active ones."""
    if seen.state != AuditRun.State.FINISHED:
        raise RefusedError(f"Audit run {seen.number} has not finished. Only a finished one can be judged again.")
    if AuditRun.objects.filter(engagement=engagement, state__in=["queued", "running"]).exists():
        raise RefusedError("Audits are running. Judge again once they are through.")
    later = AuditRun.objects.filter(engagement=engagement, number__gt=seen.number)
    looks = [run.pk for run in later.only("plan") if plan_from(run.plan).artifacts_of != str(seen.pk)]
    checks = [check.id for check in plan.checks if plan.is_active or not check.is_active]
    answered = Judgement.objects.filter(run__in=looks, check_id__in=checks).exclude(verdict=NEEDS_PROOF.id)
    if answered.exists():
        raise RefusedError(f"A later run looked again since audit run {seen.number}. Judge that one.")


def _recorded(seen: AuditRun, plan: Plan, acting_user: User | None) -> AuditRun:
    last = AuditRun.objects.filter(engagement=seen.engagement_id).aggregate(last=Max("number"))["last"]
    return AuditRun.objects.create(
        consultancy_id=seen.consultancy_id,
        engagement_id=seen.engagement_id,
        stage_number=seen.stage_number,
        number=last + 1,
        plan=plan.stored(),
        state=AuditRun.State.FINISHED,
        requested_by=acting_user,
        is_active=seen.is_active,
        started_at=seen.started_at,
        finished_at=seen.finished_at,
    )
