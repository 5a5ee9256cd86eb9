"""The clock and the gates as people work them, and what each refuses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.sprint.actions import (
    create_engagement,
    finish_sprint,
    judge_signal,
    note_access,
    open_gate,
    park_request,
    pause_sprint,
    record_delivery,
    resume_sprint,
    shut_gate,
    start_sprint,
)
from portal.sprint.faults import RefusedError
from portal.sprint.item_actions import grant_waiver, leave_evidence, move_item
from portal.sprint.models import Engagement, IntakeAccess, Item, ParkedRequest, Pause, Stage
from portal.sprint.queries import clock_of, gate_of_stage, playbook_of, stages_of
from portal.tenancy.models import Activity


def fresh(world):
    return Engagement.objects.get(pk=world.engagement.pk)


def by(world):
    return {"acting_user": world.owner}


def started(world):
    start_sprint(engagement=world.engagement, **by(world))
    return fresh(world)


def stage(world, number):
    return Stage.objects.select_related("engagement").get(engagement=world.engagement, number=number)


def ready(world, number):
    """A stage whose every condition is met."""
    for item in Item.objects.filter(stage=stage(world, number)):
        leave_evidence(item=item, kind="text", text="Seen.", **by(world))
        move_item(item=item, state="settled", revision=item.revision, **by(world))
    judge_signal(stage=stage(world, number), signal="absent", note="Looked.", **by(world))
    kind = playbook_of(world.engagement).stage(number).deliverable.document
    record_delivery(engagement=world.engagement, kind=kind, version=1, **by(world))
    return stage(world, number)


def verbs(world):
    return list(
        Activity.objects.filter(engagement_id=world.engagement.pk).order_by("pk").values_list("verb", flat=True)
    )


def refused(action, words, **kwargs):
    with pytest.raises(RefusedError, match=words):
        action(**kwargs)


def test_engagement_begins_with_all_its_playbook_says(inside):
    playbook = playbook_of(inside.engagement)
    assert [each.number for each in inside.engagement.stages.all()] == list(range(1, 8))
    assert Item.objects.filter(stage__engagement=inside.engagement).count() == len(playbook.items)
    accesses = IntakeAccess.objects.filter(engagement=inside.engagement)
    assert [access.access_id for access in accesses] == [access.id for access in playbook.accesses]


def test_start_begins_the_clock_and_the_first_stage(inside):
    engagement = started(inside)
    assert clock_of(engagement).is_running
    assert stage(inside, 1).began_at == engagement.started_at
    assert stage(inside, 2).began_at is None
    assert verbs(inside)[-1] == "sprint.started"


def test_clock_starts_once(inside):
    began = started(inside).started_at
    refused(start_sprint, "runs already", engagement=inside.engagement, **by(inside))
    assert fresh(inside).started_at == began


def test_pause_stands_until_it_is_resumed(inside):
    started(inside)
    pause_sprint(engagement=inside.engagement, reason="The registrar's log-in is missing.", **by(inside))
    assert clock_of(fresh(inside)).is_paused
    refused(pause_sprint, "nothing to pause", engagement=inside.engagement, reason="Again.", **by(inside))
    resume_sprint(engagement=inside.engagement, **by(inside))
    assert clock_of(fresh(inside)).is_running
    refused(resume_sprint, "not paused", engagement=inside.engagement, **by(inside))
    assert Pause.objects.filter(engagement=inside.engagement).count() == 1


def test_clock_that_does_not_run_is_not_paused(inside):
    refused(pause_sprint, "nothing to pause", engagement=inside.engagement, reason="Early.", **by(inside))
    refused(resume_sprint, "not paused", engagement=inside.engagement, **by(inside))


def test_resuming_one_engagement_leaves_the_other_paused(inside):
    for engagement in (inside.engagement, inside.other_engagement):
        start_sprint(engagement=engagement, **by(inside))
        pause_sprint(engagement=engagement, reason="Waiting.", **by(inside))
    resume_sprint(engagement=inside.engagement, **by(inside))
    assert clock_of(Engagement.objects.get(pk=inside.other_engagement.pk)).is_paused


def test_gate_opens_when_everything_is_met(inside):
    started(inside)
    open_gate(stage=ready(inside, 1), **by(inside))
    first, second = stage(inside, 1), stage(inside, 2)
    assert first.closed_at == second.began_at
    assert (first.closed_by, verbs(inside)[-1]) == (inside.owner, "gate.opened")


def test_gate_of_a_sprint_not_started_stays_closed(inside):
    refused(open_gate, "Start the sprint first", stage=ready(inside, 1), **by(inside))


def test_gates_open_in_order(inside):
    started(inside)
    refused(open_gate, "Gate 1 comes first", stage=ready(inside, 2), **by(inside))


def unsettle(world):
    item = Item.objects.filter(stage=stage(world, 1)).first()
    move_item(item=item, state="doing", revision=item.revision, **by(world))


def see_signal(world):
    judge_signal(stage=stage(world, 1), signal="seen", note="There it is.", **by(world))


def take_back_delivery(world):
    Stage.objects.filter(pk=stage(world, 1).pk).update(delivered_at=None)


@pytest.mark.parametrize("spoil", [unsettle, see_signal, take_back_delivery])
def test_gate_with_one_condition_open_stays_closed(inside, spoil):
    started(inside)
    ready(inside, 1)
    spoil(inside)
    refused(open_gate, "conditions are met", stage=stage(inside, 1), **by(inside))
    assert stage(inside, 1).closed_at is None


def test_waiver_opens_a_gate_while_it_lasts(inside):
    started(inside)
    ready(inside, 1)
    unsettle(inside)
    item = Item.objects.filter(stage=stage(inside, 1), state="doing").get()
    until = timezone.now().date() + timedelta(days=3)
    waiver = grant_waiver(item=item, owner="Olive", reason="Agreed.", until=until, **by(inside))
    waiver.until = timezone.now().date() - timedelta(days=1)
    waiver.save()
    gate = gate_of_stage(stages_of(inside.engagement).get(number=1), playbook_of(inside.engagement))
    assert not gate.can_open
    waiver.until = timezone.now().date()
    waiver.save()
    open_gate(stage=stage(inside, 1), **by(inside))
    assert stage(inside, 1).closed_at


def test_gate_is_opened_once_and_shut_once(inside):
    started(inside)
    open_gate(stage=ready(inside, 1), **by(inside))
    refused(open_gate, "Gate 1 is", stage=stage(inside, 1), **by(inside))
    shut_gate(stage=stage(inside, 1), **by(inside))
    assert (stage(inside, 1).closed_at, stage(inside, 1).closed_by) == (None, None)
    refused(shut_gate, "not open", stage=stage(inside, 1), **by(inside))


def test_next_stage_keeps_its_beginning_when_a_gate_is_opened_again(inside):
    started(inside)
    open_gate(stage=ready(inside, 1), **by(inside))
    began = stage(inside, 2).began_at
    shut_gate(stage=stage(inside, 1), **by(inside))
    open_gate(stage=stage(inside, 1), **by(inside))
    assert stage(inside, 2).began_at == began


def test_sprint_is_finished_through_all_seven_gates(inside):
    refused(finish_sprint, "Only a running sprint", engagement=inside.engagement, **by(inside))
    started(inside)
    refused(finish_sprint, "0 of 7 gates are open", engagement=inside.engagement, **by(inside))
    for number in range(1, 8):
        open_gate(stage=ready(inside, number), **by(inside))
    pause_sprint(engagement=inside.engagement, reason="Lunch.", **by(inside))
    finish_sprint(engagement=inside.engagement, **by(inside))
    engagement = fresh(inside)
    assert clock_of(engagement).is_finished
    assert Pause.objects.get(engagement=engagement).ended_at == engagement.finished_at
    refused(finish_sprint, "Only a running sprint", engagement=inside.engagement, **by(inside))
    refused(shut_gate, "sprint is finished", stage=stage(inside, 7), **by(inside))


def test_document_delivers_the_stages_that_name_its_kind(inside):
    kinds = {plan.number: plan.deliverable.document for plan in playbook_of(inside.engagement).stages}
    record_delivery(engagement=inside.engagement, kind=kinds[2], version=3, **by(inside))
    delivered = {each.number for each in inside.engagement.stages.filter(delivered_version=3)}
    assert delivered == {number for number, kind in kinds.items() if kind == kinds[2]}


def test_access_is_noted(inside):
    access = IntakeAccess.objects.filter(engagement=inside.engagement).first()
    note_access(access=access, state="given", giver="Tomas", note="By mail.", **by(inside))
    access.refresh_from_db()
    assert (access.state, access.giver, access.note) == ("given", "Tomas", "By mail.")


def test_wish_is_parked_with_its_reason(inside):
    words = {"refusal_line": "R-1", "request": "A mobile app", "reason": "After the launch."}
    parked = park_request(engagement=inside.engagement, **words, **by(inside))
    assert ParkedRequest.objects.get(pk=parked.pk).parked_by == inside.owner


def test_new_engagement_is_the_clients(inside):
    made = create_engagement(
        client=inside.other_client, name="Second", playbook_id="ais", time_zone="UTC", acting_user=inside.owner
    )
    assert (made.client, made.consultancy_id, made.created_by) == (
        inside.other_client,
        inside.consultancy.pk,
        inside.owner,
    )
