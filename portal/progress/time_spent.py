"""Where the time went: pauses, and stages that ran past their plan; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.progress.moments import length
from portal.sprint.clock import Span, Window


@dataclass(frozen=True)
class TimeSpent:
    """One line: what it was, and how long it took."""

    title: str
    says: str


def time_spent(windows: Sequence[tuple[int, Window]], pauses: Sequence[tuple[Span, str]]) -> tuple[TimeSpent, ...]:
    """Late stages by number, then pauses in their order; the windows are those of stages that began."""
    late = [_late(number, window) for number, window in windows if window.is_late]
    clocks = [window.clock for _, window in windows]
    paused = [_paused(span, reason, clocks[0].now) for span, reason in pauses] if clocks else []
    return (*late, *paused)


def _late(number: int, window: Window) -> TimeSpent:
    ended = "ended" if window.closed_at else "has run"
    return TimeSpent(f"Stage {number}", f"{ended} {length(window.left)} past its plan")


def _paused(span: Span, reason: str, now: datetime) -> TimeSpent:
    end = span.end or now
    says = f"{length(end - span.start)}, {reason.strip().rstrip('.')}"
    return TimeSpent("Paused", says if span.end else f"{says}, still paused")
