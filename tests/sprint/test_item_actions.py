import pytest

from portal.sprint.faults import RefusedError, StaleError
from portal.sprint.item_actions import leave_evidence, move_item
from portal.sprint.models import Item


def first_item(world):
    return Item.objects.filter(stage__engagement=world.engagement).order_by("stage__number", "position").first()


def test_a_second_move_of_the_same_revision_is_told(inside):
    item = first_item(inside)
    move_item(item=item, state="doing", revision=0, acting_user=inside.owner)
    with pytest.raises(StaleError):
        move_item(item=item, state="waiting", revision=0, acting_user=inside.consultant)
    item.refresh_from_db()
    assert item.state == "doing"


def test_settling_needs_evidence_or_proof(inside):
    item = first_item(inside)
    with pytest.raises(RefusedError):
        move_item(item=item, state="settled", revision=0, acting_user=inside.owner)
    leave_evidence(item=item, kind="text", text="seen", acting_user=inside.owner)
    assert move_item(item=item, state="settled", revision=0, acting_user=inside.owner).state == "settled"
