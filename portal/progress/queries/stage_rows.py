"""The stages and their items in the client's words, without proofs, notes or assignees."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from portal.playbooks import Playbook
from portal.progress.stages import StageBar, Step, stage_bar
from portal.sprint.clock import Clock
from portal.sprint.models import Engagement, Item, Stage, Waiver
from portal.sprint.queries import line_of, waiver_of, window_of

STATES = {
    Item.State.TO_DO: ("not-started", "To do"),
    Item.State.DOING: ("doing", "In work"),
    Item.State.WAITING: ("decide", "Waits for you"),
    Item.State.SETTLED: ("done", "Done"),
}
"""The sign and word of an item's state; violet is for members, so waiting has the sign of a decision."""


@dataclass(frozen=True)
class AskedItem:
    """One item as its own page shows it; `question` is empty unless it waits for the client."""

    title: str
    stage: str
    state: str
    word: str
    question: str
    until: datetime | None


def client_words(item: Item, playbook: Playbook) -> str:
    """What the item is called on the client's pages."""
    line = line_of(item, playbook)
    return line.client_title if line else item.title


def stages_with_items(engagement: Engagement) -> list[Stage]:
    """The seven stages with their items and live waivers, in order."""
    waivers = Waiver.objects.filter(withdrawn_at__isnull=True)
    items = Item.objects.order_by("position").prefetch_related(
        Prefetch("waivers", queryset=waivers, to_attr="live_waivers")
    )
    return list(engagement.stages.order_by("number").prefetch_related(Prefetch("items", queryset=items)))


def stage_bars(stages: list[Stage], playbook: Playbook, clock: Clock) -> tuple[StageBar, ...]:
    """Every stage with what the client may know of it."""
    return tuple(_bar(stage, playbook, clock) for stage in stages)


def asked_item(item: Item, playbook: Playbook) -> AskedItem:
    """One item's own page."""
    state, word = _state(item)
    plan = playbook.stage(item.stage.number)
    is_asked = item.state == Item.State.WAITING
    return AskedItem(
        title=client_words(item, playbook),
        stage=f"Stage {plan.number}, {plan.title}",
        state=state,
        word=word,
        question=item.waiting_for if is_asked else "",
        until=item.waiting_until if is_asked else None,
    )


def _bar(stage: Stage, playbook: Playbook, clock: Clock) -> StageBar:
    plan = playbook.stage(stage.number)
    steps = tuple(_step(item, playbook) for item in stage.items.all())
    window = window_of(stage, playbook, clock)
    return stage_bar(stage.number, plan.title, plan.for_client, window, stage.began_at, steps)


def _step(item: Item, playbook: Playbook) -> Step:
    state, word = _state(item)
    is_settled = state in {"done", "waived"}
    return Step(str(item.pk), client_words(item, playbook), state, word, is_settled)


def _state(item: Item) -> tuple[str, str]:
    waiver = waiver_of(item) if item.state != Item.State.SETTLED else None
    if waiver is not None:
        return "waived", f"Accepted, to {waiver.until:%-d %b %Y}"
    return STATES[Item.State(item.state)]
