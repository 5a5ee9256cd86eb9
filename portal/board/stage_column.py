"""One stage on the board: its window against the clock, failure signal, deliverable and gate in words; pure."""

from dataclasses import dataclass
from datetime import timedelta

from portal.board.clock_band import StageCourse
from portal.board.item_row import ItemLook
from portal.board.words import counted, stretch
from portal.sprint.clock import shown
from portal.sprint.gate import Gate

CONDITION_SIGNS = {
    "met": ("done", "Met"),
    "waived": ("waived", "Waived"),
    "open": ("open", "Refuted"),
    "unknown": ("not-started", "Not met yet"),
    "running": ("checking", "Being checked"),
}
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Row:
    """An item on the board; `rank` is that of its worst open finding, empty without one."""

    id: str
    revision: int
    title: str
    line: str
    way: str
    look: ItemLook
    state: str
    rank: str = ""
    rank_word: str = ""
    owner: str = ""
    is_with_client: bool = False
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class Signal:
    """A stage's failure signal and what is known of it."""

    title: str
    sentence: str
    sign: str
    words: str
    tone: str
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """A stage's deliverable; `number` is the published version's, None before one is."""

    title: str
    holds: str
    words: str
    tone: str
    number: int | None = None


@dataclass(frozen=True)
class ConditionLine:
    """One condition of a gate: its sign, and the word that says the same."""

    title: str
    sign: str
    word: str


@dataclass(frozen=True)
class GateBox:
    """The gate in words: `note` beside it, `since` the hour it opened at."""

    number: int
    is_open: bool
    can_open: bool
    note: str
    since: str
    conditions: tuple[ConditionLine, ...]
    is_waiting_for: int | None = None
    is_broken: bool = False


@dataclass(frozen=True)
class StageColumn:
    """A stage as the board draws it; `kind` is past, running or next."""

    number: int
    title: str
    goal: str
    kind: str
    is_opened: bool
    window: str
    says: str
    late: str
    countdown: str
    began: str
    rows: tuple[Row, ...]
    signal: Signal
    paper: Paper
    gate: GateBox

    @property
    def sign(self) -> str:
        return {"past": "done", "running": "doing", "next": "not-started"}[self.kind]


def kind_of(stage: StageCourse) -> str:
    """Whether the stage is past, running or next."""
    if stage.ended is not None:
        return "past"
    return "running" if stage.began is not None else "next"


def window_words(stage: StageCourse) -> str:
    hours = timedelta(hours=1)
    return f"Window {stage.opens // hours} to {stage.closes // hours}"


def course_words(stage: StageCourse, settled: int, items: int) -> str:
    """The second line under a folded stage's name."""
    if stage.ended is not None:
        late = ", late" if stage.ended - stage.closes >= MINUTE else ""
        return f"Closed {shown(stage.ended)}{late}"
    if stage.began is not None:
        return f"{settled} of {items} settled"
    return f"{settled} of {items} done early" if settled else counted(items, "item", "items")


def late_words(stage: StageCourse, now: timedelta) -> str:
    """`1:12 over` for a stage past its window, empty for one in time; a closed stage as it was when it closed."""
    if stage.began is None:
        return ""
    late = (now if stage.ended is None else stage.ended) - stage.closes
    return f"{stretch(late)} over" if late >= MINUTE else ""


def countdown_words(stage: StageCourse, now: timedelta | None) -> str:
    """`1:20 left` of a running stage's window, `opens in 4:10` before it; empty once late, closed, or without a clock."""
    if now is None or stage.ended is not None:
        return ""
    if stage.began is not None:
        return f"{stretch(stage.closes - now)} left" if stage.closes - now >= MINUTE else ""
    if stage.opens - now >= MINUTE:
        return f"opens in {stretch(stage.opens - now)}"
    return f"{stretch(now - stage.opens)} behind" if now - stage.opens >= MINUTE else ""


def signal_words(state: str, at: str) -> tuple[str, str, str]:
    """Sign, words and tone of a failure signal; `at` is the hour somebody looked."""
    when = f" at {at}" if at else ""
    return {
        "absent": ("done", f"Not seen{when}", "ok"),
        "seen": ("open", f"Seen{when}", "bad"),
    }.get(state, ("not-started", "Not looked yet", "quiet"))


def paper_words(number: int | None, decision: str, draft: str) -> tuple[str, str]:
    """Words and tone of a deliverable: its published version, the client's decision on it, else its newest draft."""
    if number is None:
        return {
            "queued": ("Being written", "accent"),
            "rendering": ("Being written", "accent"),
            "ready": ("Written, not published", "accent"),
            "failed": ("Could not be written", "bad"),
        }.get(draft, ("Not written", "quiet"))
    return {
        "approved": (f"Version {number} approved", "ok"),
        "changes": (f"Client asks for changes to version {number}", "warn"),
    }.get(decision, (f"Version {number}, client to approve", "client"))


def gate_box(gate: Gate, *, since: str, waivers: str, waits_for: int | None) -> GateBox:
    """`waivers` names what the gate opened with, such as `1 waiver, to 1 Dec`; `waits_for` is the gate before it."""
    met = f"{gate.met} of {len(gate.conditions)} conditions met"
    is_broken = gate.is_open and gate.met < len(gate.conditions)
    reopened = counted(len(gate.conditions) - gate.met, "condition", "conditions")
    note = f"{reopened} no longer met" if is_broken else waivers if gate.is_open else met
    return GateBox(
        number=gate.stage_number,
        is_open=gate.is_open,
        can_open=gate.can_open and waits_for is None,
        note=note,
        since=since,
        conditions=tuple(ConditionLine(one.title, *CONDITION_SIGNS[one.state]) for one in gate.conditions),
        is_waiting_for=waits_for,
        is_broken=is_broken,
    )
