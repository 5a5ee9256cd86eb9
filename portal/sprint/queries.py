"""Reads of the sprint: the clock, the items, the gates, what waits for whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from portal.playbooks import Playbook, restore
from portal.playbooks.playbook import PlaybookItem
from portal.sprint.clock import Clock, Span, Window
from portal.sprint.gate import Gate, ItemStanding, gate_of
from portal.sprint.models import Engagement, Item, ParkedRequest, Stage, Waiver


def playbook_of(engagement: Engagement) -> Playbook:
    """The engagement's own frozen playbook, restored once for each object that is read from the database."""
    if "restored_playbook" not in vars(engagement):
        engagement.restored_playbook = restore(engagement.playbook_snapshot)
    return engagement.restored_playbook


def clock_of(engagement: Engagement, now: datetime | None = None) -> Clock:
    """The engagement's clock as it stands now."""
    pauses = tuple(Span(pause.started_at, pause.ended_at) for pause in engagement.pauses.all())
    return Clock(now or timezone.now(), engagement.started_at, engagement.finished_at, pauses)


def stages_of(engagement: Engagement) -> QuerySet[Stage]:
    """The seven stages with their items, assignees and live waivers, in order."""
    waivers = Waiver.objects.filter(withdrawn_at__isnull=True)
    items = Item.objects.select_related("assignee__user", "settled_by").prefetch_related(
        Prefetch("waivers", queryset=waivers, to_attr="live_waivers"), "evidence"
    )
    return engagement.stages.order_by("number").prefetch_related(Prefetch("items", queryset=items.order_by("position")))


def window_of(stage: Stage, playbook: Playbook, clock: Clock) -> Window:
    """The stage's planned hours against the clock."""
    hours = playbook.stage(stage.number).window
    return Window(timedelta(hours=hours.start), timedelta(hours=hours.end), clock, stage.closed_at)


def line_of(item: Item, playbook: Playbook) -> PlaybookItem | None:
    """The playbook line of an item; None for one the consultant added."""
    return playbook.item(item.line) if item.line else None


def title_of(item: Item, playbook: Playbook) -> str:
    """What the item is called on the board."""
    line = line_of(item, playbook)
    return line.title if line else item.title


def waiver_of(item: Item) -> Waiver | None:
    """The unexpired waiver of an item, if it has one."""
    live = item.live_waivers if hasattr(item, "live_waivers") else item.waivers.filter(withdrawn_at__isnull=True)
    today = timezone.now().date()
    return next((waiver for waiver in live if waiver.until >= today), None)


def gate_of_stage(stage: Stage, playbook: Playbook) -> Gate:
    """The stage's gate; the stage comes from `stages_of`."""
    plan = playbook.stage(stage.number)
    items = tuple(
        ItemStanding(
            id=str(item.pk),
            title=title_of(item, playbook),
            is_settled=item.state == Item.State.SETTLED,
            is_waived=waiver_of(item) is not None,
            proof=item.proof,
        )
        for item in stage.items.all()
    )
    return gate_of(
        stage.number,
        items,
        deliverable=plan.deliverable.title,
        is_delivered=stage.delivered_at is not None,
        signal=plan.failure_signal.title,
        signal_state=stage.signal,
        is_open=stage.closed_at is not None,
    )


def running_stage(stages: list[Stage]) -> Stage | None:
    """The first stage whose gate is not open yet; None when all seven are through."""
    return next((stage for stage in stages if stage.closed_at is None), None)


@dataclass(frozen=True)
class Parked:
    """One parked wish; `refusal` is the title of what it falls under, `unless` what would change that."""

    row: ParkedRequest
    refusal: str
    unless: str


def parked_requests(engagement: Engagement) -> tuple[Parked, ...]:
    """Every parked wish of an engagement, the oldest first."""
    refusals = {refusal.line: refusal for refusal in playbook_of(engagement).refusals}
    rows = ParkedRequest.objects.filter(engagement=engagement, refusal_line__in=refusals)
    return tuple(Parked(row, refusals[row.refusal_line].title, refusals[row.refusal_line].unless) for row in rows)
