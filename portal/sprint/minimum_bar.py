"""The minimum bar of an engagement: each line's state from the standing of its items, and go or no-go."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from portal.playbooks import Playbook
from portal.playbooks.playbook import BarLine as PlannedLine
from portal.sprint.models import Engagement, Item, Waiver
from portal.sprint.queries import playbook_of, waiver_of

PROVEN, WAIVED, REFUTED, UNKNOWN, NOT_APPLICABLE = "proven", "waived", "refuted", "unknown", "not-applicable"
MET = frozenset({PROVEN, WAIVED, NOT_APPLICABLE})
"""The states of a line that stand in nobody's way."""


@dataclass(frozen=True)
class BarPart:
    """One item a line rests on; `note` is the news of its last audit, for members only."""

    item: Item
    title: str
    client_title: str
    state: str
    note: str


@dataclass(frozen=True)
class BarLine:
    """One line of the bar; `state` is proven, waived, refuted, unknown or not-applicable."""

    line: str
    title: str
    client_title: str
    sentence: str
    state: str
    parts: tuple[BarPart, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The titles of the items it rests on."""
        return tuple(part.title for part in self.parts)

    @property
    def is_met(self) -> bool:
        return self.state in MET


@dataclass(frozen=True)
class Bar:
    """Every line of the playbook's bar, in its order."""

    lines: tuple[BarLine, ...]

    @property
    def met(self) -> int:
        return sum(line.is_met for line in self.lines)

    @property
    def waived(self) -> int:
        return sum(line.state == WAIVED for line in self.lines)

    @property
    def is_go(self) -> bool:
        """Whether every line is met or carries a waiver."""
        return self.met == len(self.lines)

    @property
    def is_refuted(self) -> bool:
        """Whether something is known to be wrong, rather than only unproven."""
        return any(line.state == REFUTED for line in self.lines)

    @property
    def headline(self) -> str:
        """Go or no-go, in one sentence."""
        if not self.is_go:
            return f"No-go: {self.met} of {len(self.lines)} lines of the minimum bar are met."
        if self.waived:
            return f"Go, with {self.waived} line{'s' if self.waived > 1 else ''} waived."
        return "Go: every line of the minimum bar is met."


def item_standing(item: Item, *, is_waived: bool) -> str:
    """What one item says to the bar: a proof against it counts before a person's word, a waiver stands in for both."""
    if item.proof == Item.Proof.REFUTED:
        return WAIVED if is_waived else REFUTED
    if item.proof == Item.Proof.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if item.state == Item.State.SETTLED:
        return PROVEN
    return WAIVED if is_waived else UNKNOWN


def line_state(standings: Iterable[str]) -> str:
    """The state of a line: the worst of its items; not applicable only when all of them are."""
    found = set(standings)
    worst = next((state for state in (REFUTED, UNKNOWN, WAIVED, PROVEN) if state in found), None)
    return worst or (NOT_APPLICABLE if found else UNKNOWN)


def bar_of(engagement: Engagement) -> Bar:
    """The engagement's minimum bar as it stands now."""
    playbook = playbook_of(engagement)
    waivers = Waiver.objects.filter(withdrawn_at__isnull=True)
    rows = Item.objects.filter(stage__engagement=engagement).exclude(line="")
    rows = rows.prefetch_related(Prefetch("waivers", queryset=waivers, to_attr="live_waivers"))
    items = {item.line: item for item in rows}
    return Bar(tuple(_line(planned, playbook, items) for planned in playbook.minimum_bar))


def _line(planned: PlannedLine, playbook: Playbook, items: dict[str, Item]) -> BarLine:
    parts = tuple(_part(items[line], playbook) for line in planned.items)
    state = line_state(part.state for part in parts)
    return BarLine(planned.line, planned.title, planned.client_title, planned.sentence, state, parts)


def _part(item: Item, playbook: Playbook) -> BarPart:
    line = playbook.item(item.line)
    state = item_standing(item, is_waived=waiver_of(item) is not None)
    return BarPart(item, line.title, line.client_title, state, item.proof_note)
