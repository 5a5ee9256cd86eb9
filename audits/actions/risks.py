"""What people make of a finding, or write by hand: words, rank, owner, acceptance, the end."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from audits.models import Finding, Risk
from audits.proofs import record_proofs
from portal.sprint.faults import RefusedError
from portal.sprint.item_actions import LONGEST_WAIVER
from portal.sprint.models import Engagement
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User


@dataclass(frozen=True)
class RiskWords:
    """What a person says of a risk; empty fields leave the audit's own words and rank."""

    title: str = ""
    cost: str = ""
    fix: str = ""
    before_words: str = ""
    after_words: str = ""
    owner: str = ""
    rank: str = ""
    place: str = ""
    line: str = ""


@transaction.atomic
def describe_risk(*, target: Finding | Risk, words: RiskWords, acting_user: User) -> Risk:
    """Say a risk in one's own words; a hand-written one needs a title and a rank."""
    risk = locked_risk(target)
    if risk.finding_id is None and not (words.title and words.rank):
        raise RefusedError("A risk written by hand needs a title and a rank.")
    _write(risk, words)
    risk.save()
    tell(risk, acting_user, "risk.described", "was described.")
    return risk


@transaction.atomic
def add_risk(*, engagement: Engagement, words: RiskWords, acting_user: User) -> Risk:
    """Write a risk that no check can see."""
    if not (words.title and words.rank):
        raise RefusedError("A risk written by hand needs a title and a rank.")
    risk = Risk(consultancy_id=engagement.consultancy_id, engagement=engagement)
    _write(risk, words)
    risk.save()
    tell(risk, acting_user, "risk.added", "was added by hand.")
    return risk


@transaction.atomic
def accept_risk(*, target: Finding | Risk, owner: str, reason: str, until: date, acting_user: User) -> Risk:
    """Bear a risk until a day instead of fixing it; until then its finding counts as passed."""
    risk = locked_risk(target)
    today = timezone.now().date()
    if not today <= until <= today + LONGEST_WAIVER:
        raise RefusedError(f"Pick a day from today up to {today + LONGEST_WAIVER:%-d %b %Y}.")
    if _is_over(risk):
        raise RefusedError("This is not open any more, so there is nothing to accept.")
    if not (owner and reason):
        raise RefusedError("Say who carries the risk, and what makes it bearable until then.")
    risk.owner, risk.accepted_reason, risk.accepted_until = owner, reason, until
    risk.accepted_by, risk.accepted_at = acting_user, timezone.now()
    risk.save()
    _prove_again(risk)
    tell(risk, acting_user, "risk.accepted", f"was accepted until {until:%-d %b %Y} by {owner}: {reason}")
    return risk


@transaction.atomic
def withdraw_acceptance(*, target: Finding | Risk, acting_user: User) -> Risk:
    """Bear it no longer: the risk is open again."""
    risk = locked_risk(target)
    if risk.accepted_at is None:
        raise RefusedError("This risk is not accepted.")
    risk.accepted_reason, risk.accepted_until, risk.accepted_by, risk.accepted_at = "", None, None, None
    risk.save()
    _prove_again(risk)
    tell(risk, acting_user, "acceptance.withdrawn", "is not accepted any more.")
    return risk


@transaction.atomic
def close_risk(*, risk: Risk, acting_user: User) -> Risk:
    """Say that a hand-written risk is over; a finding is closed by an audit alone."""
    risk = locked_risk(risk)
    if risk.finding_id is not None:
        raise RefusedError("An audit closes this one: run the audits again once it is fixed.")
    if risk.closed_at is not None:
        raise RefusedError("This risk is closed already.")
    risk.closed_at = timezone.now()
    risk.save(update_fields=["closed_at"])
    tell(risk, acting_user, "risk.closed", "was closed.")
    return risk


@transaction.atomic
def reopen_risk(*, risk: Risk, acting_user: User) -> Risk:
    """Say that a hand-written risk is there again."""
    risk = locked_risk(risk)
    if risk.finding_id is not None or risk.closed_at is None:
        raise RefusedError("Only a closed risk that was written by hand can be reopened.")
    risk.closed_at = None
    risk.save(update_fields=["closed_at"])
    tell(risk, acting_user, "risk.reopened", "is open again.")
    return risk


def locked_risk(target: Finding | Risk) -> Risk:
    """The risk of a finding, made on the first human act on it, or a risk itself; locked until the act is done."""
    if isinstance(target, Risk):
        return Risk.objects.select_for_update(of=("self",)).select_related("finding__before").get(pk=target.pk)
    finding = Finding.objects.select_for_update(of=("self",)).select_related("before").get(pk=target.pk)
    risk = Risk.objects.filter(finding=finding).first()
    risk = risk or Risk.objects.create(
        consultancy_id=finding.consultancy_id, engagement_id=finding.engagement_id, finding=finding
    )
    risk.finding = finding
    return risk


def tell(risk: Risk, acting_user: User | None, verb: str, words: str) -> None:
    """One line of history about a risk."""
    record_activity(
        risk.consultancy_id,
        acting_user,
        verb,
        f"{name_of(risk)} {words}",
        risk,
        engagement_id=risk.engagement_id,
    )


def name_of(risk: Risk) -> str:
    """What the history calls a risk; short, so that what happened to it stays readable."""
    title = risk.title or (risk.finding.before.headline if risk.finding else "")
    return f"“{title if len(title) <= 120 else title[:119] + '…'}”"


def _write(risk: Risk, words: RiskWords) -> None:
    risk.title, risk.cost, risk.fix = words.title, words.cost, words.fix
    risk.before_words, risk.after_words = words.before_words, words.after_words
    risk.owner, risk.rank = words.owner, words.rank
    if risk.finding_id is None:
        risk.place, risk.line = words.place, words.line


def _is_over(risk: Risk) -> bool:
    if risk.finding is None:
        return risk.closed_at is not None
    return risk.finding.state not in {Finding.State.OPEN, Finding.State.REGRESSED}


def _prove_again(risk: Risk) -> None:
    """An accepted finding counts as passed, so the lines its check proves are rolled up again."""
    if risk.finding is not None:
        record_proofs(risk.engagement, [risk.finding.check_id], timezone.now())
