"""The shapes a playbook is made of, and what can be asked of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NoReturn

RANKS = ("blocker", "incident", "cleanup")
"""The three levels of business impact, worst first; each playbook has its own words for them."""

SPRINT_HOURS = 48


class Settled(Enum):
    """Who settles a line."""

    BY_CHECKS = "by-checks"
    BY_CHECKS_AND_PERSON = "by-checks-and-person"
    BY_PERSON = "by-person"


BY_CHECKS = Settled.BY_CHECKS
BY_CHECKS_AND_PERSON = Settled.BY_CHECKS_AND_PERSON
BY_PERSON = Settled.BY_PERSON


@dataclass(frozen=True, kw_only=True)
class Settling:
    """A line with an answer: which checks prove it, and why a person has a say where one does."""

    line: str
    title: str
    settled: Settled
    proven_by: tuple[str, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.settled is BY_PERSON) == bool(self.proven_by):
            raise ValueError(f"{self.line}: checks are named exactly where checks have a say")
        if (self.settled is BY_CHECKS) == bool(self.reason):
            raise ValueError(f"{self.line}: a reason stands exactly where a person has a say")


@dataclass(frozen=True, kw_only=True)
class PlaybookItem(Settling):
    """One thing that is true when the stage is done."""

    why: str
    what_to_do: str
    for_client: str = ""
    documents: tuple[str, ...] = ()
    """Kinds of document that carry this line's answer, for a line the portal writes down itself."""

    @property
    def client_title(self) -> str:
        return self.for_client or self.title


@dataclass(frozen=True, kw_only=True)
class FailureSignal(Settling):
    """The sign that a stage did not reach its goal, and what shows that the sign is absent."""

    sentence: str
    absent_when: str


@dataclass(frozen=True, kw_only=True)
class Deliverable:
    """The paper a stage ends with; delivered means a published version of this kind of document."""

    line: str
    title: str
    document: str
    holds: str


@dataclass(frozen=True)
class Hours:
    """A stretch of running sprint time, in whole hours since the start."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= SPRINT_HOURS:
            raise ValueError(f"{self.start} to {self.end} is no stretch of a {SPRINT_HOURS} hour sprint")

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, kw_only=True)
class PlaybookStage:
    """One of the seven steps of a sprint."""

    id: str
    number: int
    title: str
    goal: str
    for_client: str
    window: Hours
    items: tuple[PlaybookItem, ...]
    deliverable: Deliverable
    failure_signal: FailureSignal

    @property
    def check_ids(self) -> tuple[str, ...]:
        """The checks that have a say in this stage, each once, in the order the stage names them."""
        lines = (*self.items, self.failure_signal)
        return tuple(dict.fromkeys(check for line in lines for check in line.proven_by))


@dataclass(frozen=True, kw_only=True)
class BarLine:
    """One line of the minimum bar; its state is the roll-up of the proofs of its items."""

    line: str
    title: str
    items: tuple[str, ...]
    sentence: str
    for_client: str = ""

    @property
    def client_title(self) -> str:
        return self.for_client or self.title


@dataclass(frozen=True, kw_only=True)
class Bottleneck:
    """A usual reason for a slow or fragile backend, and the items that deal with it."""

    line: str
    title: str
    sentence: str
    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A result promised for the 48 hours, the items that give its state, and the accesses it hangs on."""

    line: str
    title: str
    sentence: str
    items: tuple[str, ...]
    accesses: tuple[str, ...]
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Access:
    """Something only the client can open to us, asked for before the clock starts."""

    id: str
    title: str
    given_by: str
    ask_for: str
    without_it: str
    needed_for: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Automation:
    """Something small that keeps running at the client after the sprint."""

    line: str
    title: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Something a sprint does not build, why, what would change that, and the words that give it away."""

    line: str
    title: str
    reason: str
    unless: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FreeTool:
    """A small public tool that shows a visitor where they stand and leads into an engagement."""

    line: str
    title: str
    purpose: str
    leads_to: str


@dataclass(frozen=True, kw_only=True)
class Playbook:
    """A roadmap as data: seven stages, what they promise, and what they refuse."""

    id: str
    title: str
    from_to: str
    ranks: tuple[str, str, str]
    stages: tuple[PlaybookStage, ...]
    minimum_bar: tuple[BarLine, ...]
    bottlenecks: tuple[Bottleneck, ...]
    outcomes: tuple[Outcome, ...]
    accesses: tuple[Access, ...]
    automations: tuple[Automation, ...]
    refusals: tuple[Refusal, ...]

    @property
    def items(self) -> tuple[PlaybookItem, ...]:
        return tuple(item for stage in self.stages for item in stage.items)

    @property
    def check_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(check for stage in self.stages for check in stage.check_ids))

    def item(self, line: str) -> PlaybookItem:
        """The item with this line id, or KeyError."""
        return next((item for item in self.items if item.line == line), None) or _missing(line)

    def stage(self, number: int) -> PlaybookStage:
        """The stage with this number, 1 to 7, or KeyError."""
        return next((stage for stage in self.stages if stage.number == number), None) or _missing(number)

    def stage_of(self, line: str) -> PlaybookStage:
        """The stage that holds this item, deliverable or failure signal, or KeyError."""
        for stage in self.stages:
            settled = {item.line for item in stage.items}
            if line in settled | {stage.deliverable.line, stage.failure_signal.line}:
                return stage
        return _missing(line)

    def rank_word(self, rank: str) -> str:
        """The playbook's own word for one of RANKS."""
        return self.ranks[RANKS.index(rank)]


def lines_of_check(playbook: Playbook, check_id: str) -> tuple[str, ...]:
    """The lines a check has a say in: items, then failure signals, then the bar lines those items give a state."""
    items = [item.line for item in playbook.items if check_id in item.proven_by]
    signals = [stage.failure_signal for stage in playbook.stages]
    proven = [signal.line for signal in signals if check_id in signal.proven_by]
    bar = [line.line for line in playbook.minimum_bar if not set(items).isdisjoint(line.items)]
    return (*items, *proven, *bar)


def _missing(key: object) -> NoReturn:
    raise KeyError(key)
