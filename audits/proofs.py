"""From the latest answers to the proof of each playbook line, told down to the board."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from audits.core.outcome import Outcome
from audits.core.rollup import Proof, Standing, rolled_up
from audits.core.verdict import NEEDS_PROOF
from audits.models import Judgement, Risk
from audits.queries.evidence import visible
from audits.queries.latest import latest_judgements
from audits.queries.ranking import RANK_ORDER
from portal.playbooks.playbook import Settling
from portal.sprint.models import Engagement
from portal.sprint.proof_actions import record_proof
from portal.sprint.queries import playbook_of

UPLOAD_FIRST = "Upload a received password reset or alert: none was judged yet"
WAITS_FOR = {"received-message": UPLOAD_FIRST, "message-leads": UPLOAD_FIRST}
"""Checks that only judge what a person gives, with the words for the time before."""


def accepted_subjects(engagement: Engagement) -> set[tuple[str, str]]:
    """Check and subject of every finding whose risk is accepted today."""
    today = timezone.now().date()
    risks = Risk.objects.filter(
        engagement=engagement, finding__isnull=False, accepted_at__isnull=False, accepted_until__gte=today
    )
    return set(risks.values_list("finding__check_id", "finding__subject"))


def record_proofs(engagement: Engagement, check_ids: Iterable[str], at: datetime) -> None:
    """Tell the board the proof of every line that one of these checks has a say in."""
    playbook = playbook_of(engagement)
    lines: list[Settling] = [*playbook.items, *(stage.failure_signal for stage in playbook.stages)]
    touched = [line for line in lines if set(line.proven_by) & set(check_ids)]
    answers = latest_judgements(engagement, {check for line in touched for check in line.proven_by})
    accepted = accepted_subjects(engagement)
    for line in touched:
        rows = {check: answers.get(check, []) for check in line.proven_by}
        standings = {
            check: [
                Standing(Outcome(row.outcome), is_accepted=(row.check_id, row.subject) in accepted) for row in of_check
            ]
            for check, of_check in rows.items()
        }
        proof = rolled_up(line.proven_by, standings)
        record_proof(
            engagement=engagement,
            line=line.line,
            proof=proof.state,
            has_warning=proof.has_warning,
            note=_news(proof, [row for of_check in rows.values() for row in of_check], line.proven_by),
            at=at,
        )


def _news(proof: Proof, rows: list[Judgement], proven_by: tuple[str, ...]) -> str:
    """The line's news in one clause."""
    if proof.state == "refuted":
        failing = [row for row in rows if row.outcome == Outcome.FAIL.value]
        worst = min(failing, key=lambda row: RANK_ORDER[row.rank])
        return _told_of(worst)
    if proof.state == "unknown":
        return _what_waits(proof, rows, proven_by)
    if proof.has_warning:
        warning = next(row for row in rows if row.outcome == Outcome.WARN.value)
        return _told_of(warning)
    if proof.state == "not-applicable":
        return "Does not concern this estate"
    return f"Proven by {len(proven_by)} check{'s' if len(proven_by) > 1 else ''}"


def _what_waits(proof: Proof, rows: list[Judgement], proven_by: tuple[str, ...]) -> str:
    """What keeps a line unknown: a click, something a person has to give, or answers we did not get."""
    missing = [row for row in rows if row.outcome == Outcome.COULD_NOT_CHECK.value]
    if missing and len(missing) == proof.unknown and all(row.verdict == NEEDS_PROOF.id for row in missing):
        return "An active check waits for your click"
    judged = {row.check_id for row in rows}
    wanted = next((WAITS_FOR[check] for check in proven_by if check in WAITS_FOR and check not in judged), "")
    if wanted and proof.answers:
        return wanted
    return f"{proof.unknown} of {proof.answers} answers missing" if proof.answers else "No audit has looked yet"


def _told_of(row: Judgement) -> str:
    """The headline, after the subject's name where it does not say that itself."""
    return visible(row.headline if row.whole in row.headline else f"{row.whole}: {row.headline}")
