"""How the minimum bar follows from its items."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.sprint.item_actions import grant_waiver, leave_evidence, move_item
from portal.sprint.minimum_bar import bar_of, item_standing, line_state
from portal.sprint.models import Item
from portal.sprint.proof_actions import record_proof

STANDINGS = [
    ("to-do", "unknown", False, "unknown"),
    ("to-do", "unknown", True, "waived"),
    ("doing", "proven", False, "unknown"),  # a person still decides
    ("settled", "proven", False, "proven"),
    ("settled", "unknown", False, "proven"),  # by evidence
    ("settled", "not-applicable", False, "not-applicable"),
    ("doing", "refuted", False, "refuted"),
    ("settled", "refuted", True, "waived"),
    ("settled", "refuted", False, "refuted"),  # the waiver it was settled under has ended
]


@pytest.mark.parametrize(("state", "proof", "is_waived", "standing"), STANDINGS)
def test_item_says_to_the_bar(state, proof, is_waived, standing):
    assert item_standing(Item(state=state, proof=proof), is_waived=is_waived) == standing


LINES = [
    (["proven", "refuted", "waived"], "refuted"),
    (["proven", "unknown", "waived"], "unknown"),
    (["proven", "waived"], "waived"),
    (["proven", "not-applicable"], "proven"),
    (["not-applicable", "not-applicable"], "not-applicable"),
    ([], "unknown"),
]


@pytest.mark.parametrize(("standings", "state"), LINES)
def test_line_is_as_good_as_its_worst_item(standings, state):
    assert line_state(standings) == state


def item(world, line):
    return Item.objects.select_related("stage__engagement").get(stage__engagement=world.engagement, line=line)


def bar_line(world, line):
    return next(one for one in bar_of(world.engagement).lines if one.line == line)


def prove(world, line, proof):
    told = {"has_warning": False, "note": "news", "at": timezone.now()}
    record_proof(engagement=world.engagement, line=line, proof=proof, **told)


def test_new_engagement_is_no_go(inside):
    bar = bar_of(inside.engagement)
    assert not bar.is_go
    assert bar.headline == "No-go: 0 of 11 lines of the minimum bar are met."


def test_line_follows_the_proofs_of_its_items(inside):
    prove(inside, "OPS-1.1", "proven")
    assert bar_line(inside, "OPS-BAR.1").state == "unknown"
    prove(inside, "OPS-2.1", "proven")
    assert bar_line(inside, "OPS-BAR.1").state == "proven"
    prove(inside, "OPS-2.1", "refuted")
    line = bar_line(inside, "OPS-BAR.1")
    assert (line.state, [part.state for part in line.parts]) == ("refuted", ["proven", "refuted"])


def test_go_is_reached_by_evidence_and_waivers(inside):
    lines = {line for one in bar_of(inside.engagement).lines for line in (part.item.line for part in one.parts)}
    waived = max(lines)
    for line in lines - {waived}:
        row = item(inside, line)
        leave_evidence(item=row, kind="text", text="seen", acting_user=inside.owner)
        move_item(item=row, state="settled", revision=row.revision, acting_user=inside.owner)
    assert not bar_of(inside.engagement).is_go
    until = timezone.now().date() + timedelta(days=7)
    grant_waiver(item=item(inside, waived), owner="Ada", reason="Later", until=until, acting_user=inside.owner)
    bar = bar_of(inside.engagement)
    assert bar.is_go
    assert bar.headline == "Go, with 1 line waived."
