"""What people do with an item, and what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.playbooks import BY_CHECKS, BY_CHECKS_AND_PERSON, BY_PERSON
from portal.sprint import item_actions
from portal.sprint.faults import RefusedError, StaleError
from portal.sprint.item_actions import (
    LONGEST_WAIVER,
    add_comment,
    add_item,
    answer_question,
    ask_client,
    assign_item,
    grant_waiver,
    leave_evidence,
    move_item,
    order_item,
    withdraw_evidence,
    withdraw_waiver,
)
from portal.sprint.models import Item
from portal.sprint.proof_actions import record_proof
from portal.sprint.queries import playbook_of, title_of, waiver_of
from portal.tenancy.models import Activity, Member


def first_item(world):
    items = Item.objects.select_related("stage__engagement").filter(stage__engagement=world.engagement)
    return items.order_by("stage__number", "position").first()


def item_settled(world, settled):
    line = next(line for line in playbook_of(world.engagement).items if line.settled is settled)
    return Item.objects.select_related("stage__engagement").get(stage__engagement=world.engagement, line=line.line)


def moved(item, state, world):
    item.refresh_from_db()
    return move_item(item=item, state=state, revision=item.revision, acting_user=world.owner)


def evidence_for(item, world):
    return leave_evidence(item=item, kind="text", text="Seen.", acting_user=world.owner)


def waived(item, world, days=7):
    until = timezone.now().date() + timedelta(days=days)
    return grant_waiver(item=item, owner="Olive", reason="Agreed.", until=until, acting_user=world.owner)


def proven(item, world, proof):
    told = {"has_warning": False, "note": "news", "at": timezone.now()}
    record_proof(engagement=world.engagement, line=item.line, proof=proof, **told)


def test_a_second_move_of_the_same_revision_is_told(inside):
    item = first_item(inside)
    move_item(item=item, state="doing", revision=0, acting_user=inside.owner)
    with pytest.raises(StaleError):
        move_item(item=item, state="waiting", revision=0, acting_user=inside.consultant)
    item.refresh_from_db()
    assert (item.state, item.revision) == ("doing", 1)


STALE = [
    (ask_client, {"question": "Which one?", "until": None}),
    (order_item, {"up": True}),
    (assign_item, {"member": None}),
]


@pytest.mark.parametrize(("action", "words"), STALE, ids=lambda part: getattr(part, "__name__", ""))
def test_every_change_refuses_a_stale_revision(inside, action, words):
    item = first_item(inside)
    moved(item, "doing", inside)
    with pytest.raises(StaleError):
        action(item=item, revision=0, acting_user=inside.owner, **words)
    action(item=item, revision=1, acting_user=inside.owner, **words)
    item.refresh_from_db()
    assert item.revision == 2


def test_settling_needs_evidence_or_proof(inside):
    item = first_item(inside)
    with pytest.raises(RefusedError):
        move_item(item=item, state="settled", revision=0, acting_user=inside.owner)
    evidence_for(item, inside)
    settled = move_item(item=item, state="settled", revision=0, acting_user=inside.owner)
    assert (settled.state, settled.settled_by) == ("settled", inside.owner)


SETTLING = [  # how the line is settled, its proof, and whether a person may settle it without evidence
    (BY_PERSON, "unknown", False),
    (BY_CHECKS_AND_PERSON, "unknown", False),
    (BY_CHECKS_AND_PERSON, "proven", True),
    (BY_CHECKS_AND_PERSON, "not-applicable", True),
    (BY_CHECKS_AND_PERSON, "refuted", False),
    (BY_CHECKS, "unknown", False),
    (BY_CHECKS, "refuted", False),
]


@pytest.mark.parametrize(("settled", "proof", "allowed"), SETTLING)
def test_person_settles_what_is_proven(inside, settled, proof, allowed):
    item = item_settled(inside, settled)
    proven(item, inside, proof)
    if allowed:
        assert moved(item, "settled", inside).state == "settled"
    else:
        with pytest.raises(RefusedError):
            moved(item, "settled", inside)


def test_evidence_does_not_settle_what_an_audit_refutes(inside):
    item = item_settled(inside, BY_CHECKS_AND_PERSON)
    evidence_for(item, inside)
    proven(item, inside, "refuted")
    with pytest.raises(RefusedError, match="refutes"):
        moved(item, "settled", inside)
    waived(item, inside)
    assert moved(item, "settled", inside).state == "settled"


def test_withdrawn_evidence_carries_nothing(inside):
    item = item_settled(inside, BY_PERSON)
    evidence = evidence_for(item, inside)
    moved(item, "settled", inside)
    withdraw_evidence(evidence=evidence, acting_user=inside.owner)
    item.refresh_from_db()
    assert (item.state, item.settled_by) == ("doing", None)


def test_second_evidence_carries_the_item_alone(inside):
    item = item_settled(inside, BY_PERSON)
    first = evidence_for(item, inside)
    evidence_for(item, inside)
    moved(item, "settled", inside)
    withdraw_evidence(evidence=first, acting_user=inside.owner)
    item.refresh_from_db()
    assert item.state == "settled"


def test_withdrawn_waiver_carries_nothing(inside):
    item = first_item(inside)
    waiver = waived(item, inside)
    moved(item, "settled", inside)
    withdraw_waiver(waiver=waiver, acting_user=inside.owner)
    item.refresh_from_db()
    assert (item.state, waiver_of(item)) == ("doing", None)


DAYS = [(-1, False), (0, True), (1, True), (LONGEST_WAIVER.days, True), (LONGEST_WAIVER.days + 1, False)]


@pytest.mark.parametrize(("days", "allowed"), DAYS)
def test_waiver_lasts_from_today_to_its_bound(inside, days, allowed):
    item = first_item(inside)
    if allowed:
        assert waived(item, inside, days) == waiver_of(item)
    else:
        with pytest.raises(RefusedError, match="Pick a day from today"):
            waived(item, inside, days)
        assert waiver_of(item) is None


def test_expired_waiver_is_none(inside):
    item = first_item(inside)
    waiver = waived(item, inside)
    waiver.until = timezone.now().date() - timedelta(days=1)
    waiver.save()
    assert waiver_of(item) is None


def test_question_is_kept_until_the_item_moves_on(inside):
    item = first_item(inside)
    until = timezone.now() + timedelta(hours=4)
    item = ask_client(item=item, question="Which one?", until=until, revision=0, acting_user=inside.owner)
    assert (item.state, item.waiting_for, item.waiting_until) == ("waiting", "Which one?", until)
    item = moved(item, "doing", inside)
    assert (item.state, item.waiting_for, item.waiting_until) == ("doing", "", None)


def test_answer_fits_the_question_that_was_read(inside):
    item = first_item(inside)
    ask_client(item=item, question="Which one?", until=None, revision=0, acting_user=inside.owner)
    with pytest.raises(RefusedError, match="question changed"):
        answer_question(item=item, question="Who?", answer="Maya", acting_user=inside.approver)
    item = answer_question(item=item, question="Which one?", answer="The blue one", acting_user=inside.approver)
    assert (item.state, item.waiting_for) == ("doing", "")
    comment = item.comments.get()
    assert (comment.visibility, comment.text) == ("client", "Asked: Which one?\n\nThe blue one")
    with pytest.raises(RefusedError, match="Nobody waits"):
        answer_question(item=item, question="Which one?", answer="Again", acting_user=inside.approver)


def titles(stage):
    return [item.title for item in Item.objects.filter(stage=stage).exclude(title="").order_by("position")]


@pytest.fixture
def added(inside):
    """Three items of one's own at the end of stage 1."""
    stage = inside.engagement.stages.get(number=1)
    return [add_item(stage=stage, title=title, acting_user=inside.owner) for title in ("one", "two", "three")]


def test_added_item_stands_last_and_is_settled_by_a_person(inside, added):
    stage = added[0].stage
    positions = [item.position for item in Item.objects.filter(stage=stage).order_by("position")]
    assert positions == list(range(len(positions)))
    assert titles(stage) == ["one", "two", "three"]
    item = added[0]
    assert (item.line, title_of(item, playbook_of(inside.engagement))) == ("", "one")
    with pytest.raises(RefusedError, match="evidence"):
        moved(item, "settled", inside)
    evidence_for(item, inside)
    assert moved(item, "settled", inside).state == "settled"


def test_item_changes_place_with_its_neighbour(inside, added):
    one, _, three = added
    order_item(item=three, up=True, revision=0, acting_user=inside.owner)
    assert titles(one.stage) == ["one", "three", "two"]
    order_item(item=one, up=False, revision=0, acting_user=inside.owner)
    assert titles(one.stage) == ["three", "one", "two"]


def test_item_at_the_end_stays_there(inside, added):
    order_item(item=added[2], up=False, revision=0, acting_user=inside.owner)
    first = first_item(inside)
    order_item(item=first, up=True, revision=0, acting_user=inside.owner)
    assert titles(added[0].stage) == ["one", "two", "three"]
    assert first_item(inside).pk == first.pk


def test_item_is_given_to_a_member_and_to_nobody(inside):
    item, member = first_item(inside), Member.objects.get(user=inside.consultant)
    item = assign_item(item=item, member=member, revision=0, acting_user=inside.owner)
    assert item.assignee == member
    item = assign_item(item=item, member=None, revision=1, acting_user=inside.owner)
    assert item.assignee is None


def test_every_act_leaves_a_line_of_history(inside):
    item = first_item(inside)
    evidence_for(item, inside)
    add_comment(item=item, text="Said.", visibility="internal", acting_user=inside.owner)
    moved(item, "doing", inside)
    waived(item, inside)
    lines = Activity.objects.filter(object_id=str(item.pk)).order_by("pk")
    assert [line.verb for line in lines] == ["evidence.left", "item.commented", "item.moved", "item.waived"]
    assert all(line.engagement_id == inside.engagement.pk for line in lines)
    assert "Said." not in "".join(line.words for line in lines)


def test_stage_takes_only_so_many_added_items(inside, added, monkeypatch):
    monkeypatch.setattr(item_actions, "MOST_ADDED_ITEMS", 3)
    with pytest.raises(RefusedError, match="3 added items"):
        add_item(stage=added[0].stage, title="four", acting_user=inside.owner)
    assert titles(added[0].stage) == ["one", "two", "three"]


def test_item_takes_only_so_many_comments(inside, added, monkeypatch):
    monkeypatch.setattr(item_actions, "MOST_COMMENTS", 1)
    said = {"item": added[0], "visibility": "client", "acting_user": inside.viewer}
    item_actions.add_comment(text="first", **said)
    with pytest.raises(RefusedError, match="takes no more"):
        item_actions.add_comment(text="second", **said)
    assert added[0].comments.count() == 1


def test_question_that_is_taken_back_stays_to_be_read(inside, added):
    item = item_actions.ask_client(
        item=added[0], question="Who pays for it?", until=None, revision=added[0].revision, acting_user=inside.owner
    )
    moved(item, "doing", inside)
    (comment,) = added[0].comments.all()
    assert (comment.visibility, comment.author) == ("client", inside.owner)
    assert comment.text == "Asked: Who pays for it?\n\nNo answer is needed any more."
    assert Item.objects.get(pk=item.pk).waiting_for == ""
