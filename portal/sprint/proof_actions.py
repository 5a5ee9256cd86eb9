"""What audits report down to the board: the proof of a playbook line, and what that settles or reopens."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from portal.playbooks import BY_CHECKS, BY_CHECKS_AND_PERSON
from portal.sprint.item_actions import take_question_back
from portal.sprint.models import Engagement, Item, Stage
from portal.sprint.queries import playbook_of, title_of, waiver_of
from portal.tenancy.activity import record_activity

PROVEN = {Item.Proof.PROVEN, Item.Proof.NOT_APPLICABLE}


@transaction.atomic
def record_proof(*, engagement: Engagement, line: str, proof: str, has_warning: bool, note: str, at: datetime) -> None:
    """The roll-up of a line's checks: `auto` items settle and reopen by themselves, `assisted` ones reopen if refuted.

    `line` is an item's or a failure signal's id; `note` is the news in one clause; `at` is when it was judged.
    """
    playbook = playbook_of(engagement)
    item = (
        Item.objects.select_for_update(of=("self",))
        .select_related("stage")
        .filter(stage__engagement=engagement, line=line)
        .first()
    )
    if item is None:
        _record_signal(engagement, line, proof, note, at)
        return
    before = item.state
    item.proof, item.has_warning, item.proof_note, item.proof_at = proof, has_warning, note[:200], at
    settled = playbook.item(line).settled
    if settled is BY_CHECKS:
        _settle_by_checks(item, at)
    elif settled is BY_CHECKS_AND_PERSON and proof == Item.Proof.REFUTED:
        _reopen(item)
    if item.state != before:
        item.revision = F("revision") + 1
        word = Item.State(item.state).label.lower()
        words = f"{title_of(item, playbook)}: {word} by audit. {note}"
        record_activity(engagement.consultancy_id, None, "item.proven", words, item, engagement_id=engagement.pk)
    item.save()


def _settle_by_checks(item: Item, at: datetime) -> None:
    if item.proof in PROVEN:
        if item.state != Item.State.SETTLED:
            item.state, item.settled_at, item.settled_by = Item.State.SETTLED, at, None
            take_question_back(item, None)
    elif item.proof == Item.Proof.REFUTED or not item.evidence.filter(withdrawn_at__isnull=True).exists():
        _reopen(item)


def _reopen(item: Item) -> None:
    """A settled item goes back to doing, unless a waiver carries it."""
    if item.state == Item.State.SETTLED and waiver_of(item) is None:
        item.state, item.settled_at, item.settled_by = Item.State.DOING, None, None


def _record_signal(engagement: Engagement, line: str, proof: str, note: str, at: datetime) -> None:
    """A failure signal's checks all hold: shown absent; one fails: seen; otherwise a person's word stands."""
    plan = next((plan for plan in playbook_of(engagement).stages if plan.failure_signal.line == line), None)
    if plan is None:
        return
    stage = engagement.stages.select_for_update(of=("self",)).get(number=plan.number)
    signal = _signal_by_checks(stage, proof, is_theirs=plan.failure_signal.settled is BY_CHECKS)
    stage.signal_proof = proof
    if signal:
        stage.signal, stage.signal_note, stage.signal_at = signal, note[:300], at
    stage.save(update_fields=["signal", "signal_proof", "signal_note", "signal_at"])


def _signal_by_checks(stage: Stage, proof: str, *, is_theirs: bool) -> str:
    """What the checks make of a signal; empty where they leave it as it is. What they saw does not outlive a pass."""
    if proof == Item.Proof.REFUTED:
        return Stage.Signal.SEEN
    if proof not in PROVEN:
        return ""
    if is_theirs:
        return Stage.Signal.ABSENT
    return Stage.Signal.NOT_LOOKED if stage.signal_proof == Item.Proof.REFUTED else ""
