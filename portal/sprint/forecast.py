"""When a sprint is likely to end, from its windows and how much of each stage is still open; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Course:
    """One stage's window in sprint time, whether it began and ended, and the part of its items that is open, 0 to 1."""

    opens: timedelta
    closes: timedelta
    has_begun: bool
    has_ended: bool
    open_share: float = 1.0


def forecast_of(now: timedelta, courses: Sequence[Course]) -> timedelta:
    """The sprint hour the last gate opens at, when each stage takes its window's share of its open items.

    A stage still inside its window is trusted to end with it.
    """
    hour = now
    for course in courses:
        if course.has_ended:
            continue
        need = (course.closes - course.opens) * course.open_share
        is_in_window = course.has_begun and now < course.closes
        hour += min(need, course.closes - now) if is_in_window else need
    return hour
