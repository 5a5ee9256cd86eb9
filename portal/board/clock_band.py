"""The clock of the board: the hours, one judgement with its consequence, and the ruler; pure, time is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from portal.board.ruler import RulerDrawing, RulerStage, draw_ruler
from portal.board.words import counted, moment_words, stretch
from portal.sprint.clock import SPRINT, Clock, shown
from portal.sprint.forecast import Course, forecast_of

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True)
class StageCourse:
    """A stage's plan and what happened, in sprint time; `open_share` is the part of its items not settled, 0 to 1."""

    number: int
    name: str
    opens: timedelta
    closes: timedelta
    began: timedelta | None = None
    ended: timedelta | None = None
    open_share: float = 1.0


@dataclass(frozen=True)
class Verdict:
    """One judgement of the clock and its consequence; `tone` is late, well or plain."""

    words: str
    so: str
    tone: str = "plain"


@dataclass(frozen=True)
class ClockBand:
    """Everything the band at the top of the board shows; `state` is before, running, paused, over or finished."""

    state: str
    hours: str
    of: str
    ends: str
    verdict: Verdict
    ruler: RulerDrawing

    @property
    def is_before(self) -> bool:
        return self.state == "before"

    @property
    def is_paused(self) -> bool:
        return self.state == "paused"

    @property
    def is_over(self) -> bool:
        return self.of != "of 48 hours"

    @property
    def is_finished(self) -> bool:
        return self.state == "finished"


def _course(stage: StageCourse) -> Course:
    return Course(stage.opens, stage.closes, stage.began is not None, stage.ended is not None, stage.open_share)


def clock_band(
    clock: Clock, stages: Sequence[StageCourse], *, asked: int, pause_reason: str, zone: ZoneInfo
) -> ClockBand:
    """`asked` counts the accesses the client was asked for and has not given."""
    is_under_way = clock.is_started and not clock.is_finished
    forecast = forecast_of(clock.elapsed, [_course(stage) for stage in stages]) if is_under_way else None
    return ClockBand(
        state=_state(clock),
        hours=shown(clock.elapsed),
        of=f"{stretch(clock.left)} over 48 hours" if clock.left <= -MINUTE else "of 48 hours",
        ends=_ends(clock, zone),
        verdict=_verdict(clock, stages, forecast, asked, pause_reason, zone),
        ruler=_ruler(clock, stages, forecast),
    )


def _state(clock: Clock) -> str:
    if not clock.is_started:
        return "before"
    if clock.is_finished:
        return "finished"
    if clock.is_paused:
        return "paused"
    return "over" if clock.is_over else "running"


def _ends(clock: Clock, zone: ZoneInfo) -> str:
    if clock.ends_at is None:
        return "Not started"
    if clock.finished_at is not None:
        return f"Finished {moment_words(clock.finished_at, zone)}"
    if clock.is_over:
        ended = clock.moment_of(SPRINT) or clock.now
        return f"Ended {moment_words(ended, zone)}"
    if clock.is_paused:
        return f"{stretch(clock.left)} left when it resumes"
    return f"Ends {moment_words(clock.ends_at, zone)}"


def _verdict(
    clock: Clock, stages: Sequence[StageCourse], forecast: timedelta | None, asked: int, reason: str, zone: ZoneInfo
) -> Verdict:
    if forecast is None:
        return _before(asked) if not clock.is_started else _finished(clock)
    if clock.is_paused:
        since = next(pause.start for pause in clock.pauses if pause.end is None)
        return Verdict(f"Paused since {moment_words(since, zone)}", reason)
    running = next((stage for stage in stages if stage.ended is None), None)
    if running is None:
        return Verdict("All seven gates are open", "Finish the sprint to stop the clock.", "well")
    return _running(clock, running, forecast, sum(stage.ended is None for stage in stages))


def _before(asked: int) -> Verdict:
    if asked:
        words = counted(asked, "access is asked for and not given", "accesses are asked for and not given")
        return Verdict("The clock has not started", f"{words}.")
    return Verdict("Ready to start", "Every access is given or not needed.", "well")


def _finished(clock: Clock) -> Verdict:
    if clock.is_over:
        return Verdict(f"Finished {stretch(clock.left)} over", f"At {shown(clock.elapsed)} of 48 hours.", "late")
    return Verdict(f"Finished at {shown(clock.elapsed)}", f"{stretch(clock.left)} to spare", "well")


def _running(clock: Clock, stage: StageCourse, forecast: timedelta, closed: int) -> Verdict:
    spare = SPRINT - forecast
    course = f"Inside 48 h, {stretch(spare)} to spare"
    if abs(spare) < MINUTE:
        course = "Inside 48 h, nothing to spare"
    elif spare < timedelta(0):
        course = f"Forecast {shown(forecast)}, {stretch(spare)} over"
    if clock.is_over:
        gates = counted(closed, "gate is", "gates are")
        return Verdict(f"{stretch(clock.left)} over 48 hours", f"{gates} closed. Forecast {shown(forecast)}.", "late")
    late = clock.elapsed - stage.closes
    if late >= MINUTE:
        return Verdict(f"Stage {stage.number} is {stretch(late)} over", course, "late")
    return Verdict(
        f"Stage {stage.number} has {stretch(late)} left", course, "well" if spare >= timedelta(0) else "plain"
    )


def _ruler(clock: Clock, stages: Sequence[StageCourse], forecast: timedelta | None) -> RulerDrawing:
    drawn = [
        RulerStage(
            stage.number, stage.name, stage.opens / HOUR, stage.closes / HOUR, _hours(stage.began), _hours(stage.ended)
        )
        for stage in stages
    ]
    return draw_ruler(
        drawn,
        now=_hours(clock.elapsed) if clock.is_started else None,
        pauses=[clock.elapsed_at(pause.start) / HOUR for pause in clock.pauses],
        forecast=_hours(forecast),
        is_paused=clock.is_paused,
        is_finished=clock.is_finished,
    )


def _hours(length: timedelta | None) -> float | None:
    """Hours cut to the minute that has passed, as the clock shows them."""
    return None if length is None else length // MINUTE / 60
