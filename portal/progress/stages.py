"""The seven stages as a client reads them: what each brings, how far it is, when it comes; pure."""

from dataclasses import dataclass
from datetime import datetime

from portal.progress.moments import hour
from portal.sprint.clock import Window


@dataclass(frozen=True)
class Step:
    """One item in the client's words; `state` names its sign, `word` says it, `key` leads to its page."""

    key: str
    title: str
    state: str
    word: str
    is_settled: bool


@dataclass(frozen=True)
class StageBar:
    """One stage of components/_stage_bars.html, with its items."""

    number: int
    name: str
    says: str
    when: str
    state: str
    share: int
    steps: tuple[Step, ...]

    @property
    def settled(self) -> int:
        return sum(step.is_settled for step in self.steps)


def stage_bar(
    number: int, name: str, says: str, window: Window, began_at: datetime | None, steps: tuple[Step, ...]
) -> StageBar:
    """A stage is done once its gate was opened, running once it began, else to come."""
    settled = sum(step.is_settled for step in steps)
    share = 100 * settled // len(steps) if steps else 0
    if window.closed_at is not None:
        when = f"Done at {hour(window.clock.elapsed_at(window.closed_at))}"
        return StageBar(number, name, says, when, "done", 100, steps)
    if window.clock.is_started and began_at is not None:
        late = f", {hour(window.left)} late" if window.is_late else ""
        word = "Paused" if window.clock.is_paused else "Now"
        return StageBar(number, name, says, f"{word}{late}", "checking", share, steps)
    # A window that has begun without its stage: it can begin now at the earliest.
    earliest = max(window.start, window.clock.elapsed)
    return StageBar(number, name, says, f"from {hour(earliest)}", "not-started", 0, steps)
