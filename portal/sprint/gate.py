"""The gate of a stage: what must hold before the next one begins; pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Condition:
    """One thing a gate waits for; `state` is met, waived, open, unknown or running, for its sign."""

    title: str
    is_met: bool
    state: str
    item_id: str = ""


@dataclass(frozen=True)
class Gate:
    """Every condition of one stage; open once a person opened it, which needs every condition met."""

    stage_number: int
    conditions: tuple[Condition, ...]
    is_open: bool = False

    @property
    def met(self) -> int:
        return sum(condition.is_met for condition in self.conditions)

    @property
    def can_open(self) -> bool:
        return not self.is_open and self.met == len(self.conditions)

    @property
    def waivers(self) -> int:
        return sum(condition.state == "waived" for condition in self.conditions)


@dataclass(frozen=True)
class ItemStanding:
    """What a gate needs to know of one item."""

    id: str
    title: str
    is_settled: bool
    is_waived: bool
    proof: str


def gate_of(
    stage_number: int,
    items: tuple[ItemStanding, ...],
    *,
    deliverable: str,
    is_delivered: bool,
    signal: str,
    signal_state: str,
    is_open: bool,
) -> Gate:
    """The gate of a stage: every item settled or waived, the deliverable published, the failure signal shown absent.

    `signal_state` is not-looked, absent or seen.
    """
    conditions = [_item_condition(item) for item in items]
    conditions.append(Condition(f"{deliverable} published", is_delivered, "met" if is_delivered else "unknown"))
    state = {"absent": "met", "seen": "open"}.get(signal_state, "unknown")
    conditions.append(Condition(f"Not seen: {signal}", signal_state == "absent", state))
    return Gate(stage_number, tuple(conditions), is_open)


def _item_condition(item: ItemStanding) -> Condition:
    if item.is_settled:
        return Condition(item.title, is_met=True, state="met", item_id=item.id)
    if item.is_waived:
        return Condition(item.title, is_met=True, state="waived", item_id=item.id)
    state = "open" if item.proof == "refuted" else "unknown"
    return Condition(item.title, is_met=False, state=state, item_id=item.id)
