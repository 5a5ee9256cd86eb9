"""What judging a run again changed."""

from dataclasses import dataclass

from audits.models import AuditRun, Judgement


@dataclass(frozen=True)
class ChangedAnswer:
    """One check on one subject, with its verdicts before and after; an empty one was not given."""

    check_id: str
    subject: str
    before: str
    after: str


def changed_answers(before: AuditRun, after: AuditRun) -> tuple[ChangedAnswer, ...]:
    """Every answer that differs between two runs over the same artifacts, for the checks both judged."""
    old, new = _verdicts(before), _verdicts(after)
    judged = {check_id for check_id, _ in new}
    return tuple(
        ChangedAnswer(check_id, subject, old.get((check_id, subject), ""), new.get((check_id, subject), ""))
        for check_id, subject in sorted(old.keys() | new.keys())
        if check_id in judged and old.get((check_id, subject)) != new.get((check_id, subject))
    )


def _verdicts(run: AuditRun) -> dict[tuple[str, str], str]:
    rows = Judgement.objects.filter(run=run).values_list("check_id", "subject", "verdict")
    return {(check_id, subject): verdict for check_id, subject, verdict in rows}
