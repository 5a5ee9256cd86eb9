"""The sprint clock: running time without pauses, windows of hours, and what is late; pure, time is given."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SPRINT = timedelta(hours=48)


@dataclass(frozen=True)
class Span:
    """A stretch of wall-clock time; `end` is None while it lasts."""

    start: datetime
    end: datetime | None = None

    def within(self, start: datetime, end: datetime) -> timedelta:
        """How much of this span lies between two moments."""
        length = min(self.end or end, end) - max(self.start, start)
        return max(length, timedelta(0))


@dataclass(frozen=True)
class Clock:
    """One engagement's clock as it stands at `now`; not started while `started_at` is None."""

    now: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    pauses: tuple[Span, ...] = ()

    @property
    def is_started(self) -> bool:
        return self.started_at is not None

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_paused(self) -> bool:
        return not self.is_finished and any(pause.end is None for pause in self.pauses)

    @property
    def is_running(self) -> bool:
        return self.is_started and not self.is_finished and not self.is_paused

    @property
    def elapsed(self) -> timedelta:
        """Running time so far; goes on past 48 hours, never stops by itself."""
        return self.elapsed_at(self.finished_at or self.now)

    def elapsed_at(self, moment: datetime) -> timedelta:
        """The sprint hour of a moment in the past, as running time since the start."""
        if self.started_at is None:
            return timedelta(0)
        end = max(moment, self.started_at)
        paused = sum((pause.within(self.started_at, end) for pause in self.pauses), timedelta(0))
        return end - self.started_at - paused

    @property
    def left(self) -> timedelta:
        """Time left of the 48 hours; negative in overrun."""
        return SPRINT - self.elapsed

    @property
    def is_over(self) -> bool:
        """Whether the 48 hours have been used up."""
        return self.left < timedelta(0)

    @property
    def ends_at(self) -> datetime | None:
        """When the 48 hours end if nothing pauses from now on; None before the start."""
        return self.moment_of(SPRINT)

    def moment_of(self, hour: timedelta) -> datetime | None:
        """The wall-clock moment of a sprint hour: exact for the past, without further pauses for the future."""
        if self.started_at is None:
            return None
        if hour >= self.elapsed:
            return (self.finished_at or self.now) + (hour - self.elapsed)
        moment = self.started_at + hour
        for pause in self.pauses:
            if pause.end is not None and pause.start < moment:
                moment += pause.end - pause.start
        return moment


def shown(hours: timedelta) -> str:
    """A stretch of sprint time as `31:12`, negative as `-1:10`."""
    minutes = int(abs(hours).total_seconds()) // 60
    sign = "-" if hours < timedelta(0) and minutes else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02d}"


@dataclass(frozen=True)
class Window:
    """A stage's planned hours against the clock."""

    start: timedelta
    end: timedelta
    clock: Clock
    closed_at: datetime | None = None

    @property
    def left(self) -> timedelta:
        """Time left of the window; negative when the stage is late; at its closing once it is closed."""
        at = self.clock.elapsed_at(self.closed_at) if self.closed_at else self.clock.elapsed
        return self.end - at

    @property
    def is_late(self) -> bool:
        """Whether the stage ran, or runs, past its window."""
        return self.left < timedelta(0)
