"""What people do with the clock and the stages of an engagement."""

from django.db import transaction
from django.utils import timezone

from portal.playbooks import PLAYBOOKS, snapshot
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement, IntakeAccess, Item, ParkedRequest, Pause, Stage
from portal.sprint.queries import clock_of, gate_of_stage, playbook_of, stages_of
from portal.tenancy.activity import record_activity
from portal.tenancy.models import Client, User


def _record(engagement: Engagement, user: User | None, verb: str, words: str, about: object | None = None) -> None:
    record_activity(engagement.consultancy_id, user, verb, words, about or engagement, engagement_id=engagement.pk)


@transaction.atomic
def create_engagement(*, client: Client, name: str, playbook_id: str, time_zone: str, acting_user: User) -> Engagement:
    """An engagement with its playbook frozen, its seven stages, their items and the accesses to ask for."""
    playbook = PLAYBOOKS[playbook_id]
    owned = {"consultancy_id": client.consultancy_id}
    engagement = Engagement.objects.create(
        **owned,
        client=client,
        name=name,
        playbook_id=playbook_id,
        playbook_snapshot=snapshot(playbook),
        time_zone=time_zone,
        created_by=acting_user,
    )
    for plan in playbook.stages:
        stage = Stage.objects.create(**owned, engagement=engagement, number=plan.number, line=plan.id)
        Item.objects.bulk_create(
            Item(**owned, stage=stage, line=line.line, position=position) for position, line in enumerate(plan.items)
        )
    IntakeAccess.objects.bulk_create(
        IntakeAccess(**owned, engagement=engagement, access_id=access.id) for access in playbook.accesses
    )
    _record(engagement, acting_user, "engagement.created", f"{name} was set up for {client.name}.")
    return engagement


@transaction.atomic
def start_sprint(*, engagement: Engagement, acting_user: User) -> None:
    """Start the 48 hours and the first stage."""
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    if engagement.started_at:
        raise RefusedError("The clock runs already.")
    engagement.started_at = timezone.now()
    engagement.save(update_fields=["started_at"])
    engagement.stages.filter(number=1).update(began_at=engagement.started_at)
    _record(engagement, acting_user, "sprint.started", "The 48 hours began.")


@transaction.atomic
def pause_sprint(*, engagement: Engagement, reason: str, acting_user: User) -> None:
    """Stand the clock still, with the reason the client reads."""
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    if not clock_of(engagement).is_running:
        raise RefusedError("The clock does not run, so there is nothing to pause.")
    Pause.objects.create(
        consultancy_id=engagement.consultancy_id,
        engagement=engagement,
        started_at=timezone.now(),
        reason=reason,
        paused_by=acting_user,
    )
    _record(engagement, acting_user, "sprint.paused", f"The clock was paused: {reason}")


@transaction.atomic
def resume_sprint(*, engagement: Engagement, acting_user: User) -> None:
    """Let the clock run on."""
    resumed = Pause.objects.filter(engagement=engagement, ended_at__isnull=True).update(ended_at=timezone.now())
    if not resumed:
        raise RefusedError("The clock is not paused.")
    _record(engagement, acting_user, "sprint.resumed", "The clock runs again.")


@transaction.atomic
def finish_sprint(*, engagement: Engagement, acting_user: User) -> None:
    """End the sprint; allowed when all seven gates are open."""
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    closed = engagement.stages.filter(closed_at__isnull=False).count()
    if not engagement.started_at or engagement.finished_at:
        raise RefusedError("Only a running sprint can be finished.")
    stages = len(playbook_of(engagement).stages)
    if closed < stages:
        raise RefusedError(f"{closed} of {stages} gates are open. Open the others first.")
    now = timezone.now()
    Pause.objects.filter(engagement=engagement, ended_at__isnull=True).update(ended_at=now)
    engagement.finished_at = now
    engagement.save(update_fields=["finished_at"])
    _record(engagement, acting_user, "sprint.finished", "The sprint was finished.")


@transaction.atomic
def open_gate(*, stage: Stage, acting_user: User) -> None:
    """Open a stage's gate, which closes the stage and begins the next; needs every condition met."""
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=stage.engagement_id)
    fresh = stages_of(engagement).get(pk=stage.pk)
    gate = gate_of_stage(fresh, playbook_of(engagement))
    if not engagement.started_at:
        raise RefusedError("Start the sprint first.")
    before = engagement.stages.filter(number__lt=stage.number, closed_at__isnull=True).order_by("number").first()
    if before is not None:
        raise RefusedError(f"Gate {before.number} comes first. It is closed.")
    if not gate.can_open:
        raise RefusedError(f"Gate {stage.number} is closed. {gate.met} of {len(gate.conditions)} conditions are met.")
    now = timezone.now()
    Stage.objects.filter(pk=stage.pk).update(closed_at=now, closed_by=acting_user)
    engagement.stages.filter(number=stage.number + 1, began_at__isnull=True).update(began_at=now)
    _record(engagement, acting_user, "gate.opened", f"Gate {stage.number} was opened.", stage)


@transaction.atomic
def shut_gate(*, stage: Stage, acting_user: User) -> None:
    """Take an opened gate back, such as when an item reopened."""
    if stage.engagement.finished_at:
        raise RefusedError("The sprint is finished. Its gates stay as they are.")
    if not Stage.objects.filter(pk=stage.pk, closed_at__isnull=False).update(closed_at=None, closed_by=None):
        raise RefusedError(f"Gate {stage.number} is not open.")
    _record(stage.engagement, acting_user, "gate.shut", f"Gate {stage.number} was shut again.", stage)


@transaction.atomic
def judge_signal(*, stage: Stage, signal: str, note: str, acting_user: User) -> None:
    """Record whether a stage's failure signal was seen, and what shows it."""
    Stage.objects.filter(pk=stage.pk).update(signal=signal, signal_note=note, signal_at=timezone.now())
    word = Stage.Signal(signal).label.lower()
    _record(stage.engagement, acting_user, "signal.judged", f"Failure signal {stage.number}: {word}. {note}", stage)


@transaction.atomic
def record_delivery(*, engagement: Engagement, kind: str, version: int, acting_user: User) -> None:
    """A published version of a document of this kind delivers every stage whose deliverable names the kind."""
    numbers = [plan.number for plan in playbook_of(engagement).stages if plan.deliverable.document == kind]
    engagement.stages.filter(number__in=numbers).update(delivered_at=timezone.now(), delivered_version=version)
    _record(engagement, acting_user, "document.delivered", f"Version {version} of {kind} was published.")


@transaction.atomic
def note_access(*, access: IntakeAccess, state: str, giver: str, note: str, acting_user: User) -> None:
    """Write down where an access stands, and who gives it."""
    IntakeAccess.objects.filter(pk=access.pk).update(state=state, giver=giver, note=note, changed_at=timezone.now())
    word = IntakeAccess.State(state).label.lower()
    _record(access.engagement, acting_user, "access.noted", f"Access {access.access_id}: {word}.", access)


@transaction.atomic
def name_giver(*, access: IntakeAccess, giver: str, acting_user: User) -> None:
    """The client says who gives an access that is still asked for."""
    asked = IntakeAccess.objects.filter(pk=access.pk, state=IntakeAccess.State.ASKED)
    if not asked.update(giver=giver, changed_at=timezone.now()):
        raise RefusedError("This access is no longer asked for, so there is nothing to note.")
    words = f"Access {access.access_id}: {giver} gives it."
    _record(access.engagement, acting_user, "access.giver_named", words, access)


@transaction.atomic
def park_request(
    *, engagement: Engagement, refusal_line: str, request: str, reason: str, acting_user: User
) -> ParkedRequest:
    """Park a wish that falls under what a sprint refuses to build."""
    parked = ParkedRequest.objects.create(
        consultancy_id=engagement.consultancy_id,
        engagement=engagement,
        refusal_line=refusal_line,
        request=request,
        reason=reason,
        parked_by=acting_user,
    )
    _record(engagement, acting_user, "request.parked", f"Parked: {request}", parked)
    return parked
