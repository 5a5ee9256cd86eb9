"""From one run's judgements to findings that live across runs: opened, fixed, regressed, retired."""

from datetime import datetime

from django.utils import timezone

from audits.core.estate import Estate
from audits.core.outcome import Outcome
from audits.core.verdict import NEEDS_PROOF
from audits.models import AuditRun, Finding, Judgement
from audits.plan import Plan
from audits.queries.latest import still_counting

State = Finding.State
BAD = {Outcome.WARN.value, Outcome.FAIL.value}
OPEN = {State.OPEN, State.REGRESSED}


def settle_findings(run: AuditRun, plan: Plan) -> None:
    """Bring every finding of the run's checks up to date; could-not-check changes nothing, and what was not asked less.

    Of two runs at the same time the older one may end last: checks that a newer run has judged are left to that one. A
    received message that was deleted in the meantime opens nothing any more.
    """
    now = run.started_at or timezone.now()
    left = _judged_since(run)
    counting = still_counting(run.engagement, Judgement.objects.filter(run=run))
    judged = [row for row in counting if row.check_id not in left]
    unasked = {(row.check_id, row.subject) for row in judged if row.verdict == NEEDS_PROOF.id}
    answers = {(row.check_id, row.subject): row for row in judged if row.verdict != NEEDS_PROOF.id}
    findings = {
        (finding.check_id, finding.subject): finding
        for finding in Finding.objects.select_for_update(of=("self",)).filter(
            engagement=run.engagement, check_id__in=set(plan.check_ids) - left
        )
    }
    for key, answer in answers.items():
        _answered(run, findings.get(key), answer, now)
    for key, finding in findings.items():
        if key not in answers and finding.state in OPEN and (finding.check_id, finding.whole) not in unasked:
            _absent(finding, answers.get((finding.check_id, finding.whole)), plan.estate, now)


def _judged_since(run: AuditRun) -> set[str]:
    """The checks that a newer run, which was not given up, has judged."""
    newer = AuditRun.objects.filter(engagement=run.engagement, number__gt=run.number).exclude(
        state=AuditRun.State.FAILED
    )
    judged = Judgement.objects.filter(run__in=newer).exclude(verdict=NEEDS_PROOF.id)
    return set(judged.values_list("check_id", flat=True))


def _answered(run: AuditRun, finding: Finding | None, answer: Judgement, now: datetime) -> None:
    """One answer about one subject against the finding it may have."""
    if answer.outcome in BAD:
        if finding is None:
            _open(run, answer, now)
        else:
            _seen_bad(finding, answer, now)
    elif finding is None or finding.state not in OPEN:
        return
    elif answer.outcome == Outcome.COULD_NOT_CHECK.value:
        _not_confirmed(finding, now)
    elif answer.outcome == Outcome.PASS.value:
        _close(finding, State.FIXED, answer, now)
    else:
        _close(finding, State.RETIRED, answer, now)


def _open(run: AuditRun, answer: Judgement, now: datetime) -> None:
    Finding.objects.create(
        consultancy_id=run.consultancy_id,
        engagement=run.engagement,
        check_id=answer.check_id,
        check_version=answer.check_version,
        subject=answer.subject,
        whole=answer.whole,
        outcome=answer.outcome,
        rank=answer.rank,
        before=answer,
        opened_at=now,
        changed_at=now,
        confirmed_at=now,
    )


def _seen_bad(finding: Finding, answer: Judgement, now: datetime) -> None:
    """Still open, or back: regressed when the same version once saw it good, re-judged when the rule changed."""
    if finding.state not in OPEN:
        finding.was_rejudged = answer.check_version != finding.check_version
        came_back = finding.state == State.FIXED and not finding.was_rejudged
        finding.state = State.REGRESSED if came_back else State.OPEN
        finding.changed_at = now
    finding.before, finding.after = answer, None
    finding.outcome, finding.rank = answer.outcome, answer.rank
    finding.check_version = answer.check_version
    finding.confirmed_at, finding.not_confirmed_since = now, None
    finding.save()


def _not_confirmed(finding: Finding, now: datetime) -> None:
    finding.not_confirmed_since = finding.not_confirmed_since or now
    finding.save(update_fields=["not_confirmed_since"])


def _close(finding: Finding, state: State, answer: Judgement, now: datetime) -> None:
    """Fixed or retired, with the answer that shows it; a new version of the check re-judges, it fixes nothing."""
    finding.was_rejudged = answer.check_version != finding.check_version
    finding.state = State.RETIRED if finding.was_rejudged else state
    finding.after, finding.check_version = answer, answer.check_version
    finding.changed_at = finding.confirmed_at = now
    finding.not_confirmed_since = None
    finding.save()


def _absent(finding: Finding, whole: Judgement | None, estate: Estate, now: datetime) -> None:
    """A subject the run did not answer for: gone from the estate, gone from a whole that was judged, or not looked."""
    if finding.whole not in _labels(estate):
        finding.state, finding.changed_at = State.RETIRED, now
        finding.save(update_fields=["state", "changed_at"])
    elif whole is None or whole.outcome == Outcome.COULD_NOT_CHECK.value:
        _not_confirmed(finding, now)
    else:
        _close(finding, State.FIXED, whole, now)


def _labels(estate: Estate) -> set[str]:
    kinds = (estate.hosts, estate.endpoints, estate.repositories, estate.mail_domains, estate.messages)
    domain = {estate.domain.label} if estate.domain else set()
    return domain | {subject.label for kind in kinds for subject in kind}
