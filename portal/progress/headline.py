"""The answer to "are we on course?", in two sentences a client understands; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.progress.moments import capital, counted, day_time, hour, length, near, sentence
from portal.sprint.clock import SPRINT, Clock

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class RunningStage:
    """The stage that is worked on, and how far it is past its planned end (nought while it is inside)."""

    number: int
    title: str
    late: timedelta = timedelta(0)


@dataclass(frozen=True)
class Standing:
    """What the headline is made from; `blockers` counts only risks the client may see.

    `forecast` is the sprint hour the work is likely to end at. `bar_open` is the number of lines of the minimum
    bar that are neither met nor waived, asked once finished.
    """

    clock: Clock
    zone: ZoneInfo
    consultancy: str
    stages: int = 7
    running: RunningStage | None = None
    forecast: timedelta = SPRINT
    blockers: int = 0
    blocker_word: str = "launch blocker"
    accesses_open: int = 0
    paused_since: datetime | None = None
    pause_reason: str = ""
    bar_open: int = 0
    bar_waived: int = 0


@dataclass(frozen=True)
class Headline:
    """The large sentence, and the one below it."""

    title: str
    lead: str


def headline(standing: Standing) -> Headline:
    """The headline for where the engagement stands."""
    clock = standing.clock
    if not clock.is_started:
        return _before(standing)
    if clock.is_finished:
        return _finished(standing)
    if clock.is_paused:
        return _paused(standing)
    return _over(standing) if clock.is_over else _running(standing)


def _before(standing: Standing) -> Headline:
    if not standing.accesses_open:
        lead = f"Every access is settled. {standing.consultancy} starts the clock next, and you see it here."
    else:
        open_ones = capital(counted(standing.accesses_open, "access is", "accesses are"))
        lead = f"{open_ones} still asked for. The clock starts once {standing.consultancy} has what it needs."
    return Headline("The 48 hours have not begun.", lead)


def _running(standing: Standing) -> Headline:
    clock, running = standing.clock, standing.running
    ends = near(clock.ends_at or clock.now, clock.now, standing.zone)
    if running is None:
        return Headline(
            f"All {counted(standing.stages, 'stage')} are through{_with_blockers(standing)}.",
            f"{hour(clock.left)} of the 48 hours are left. {standing.consultancy} closes the sprint next.",
        )
    if standing.forecast < SPRINT + MINUTE:
        holds = f" This stage runs {hour(running.late)} late, the end time holds." if running.late >= MINUTE else ""
        return Headline(f"On course for {ends}{_with_blockers(standing)}.", f"{_place(standing)}{holds}")
    return _behind(standing, running, ends)


def _behind(standing: Standing, running: RunningStage, ends: str) -> Headline:
    """The likely end beside the promised one, and how late the stage is."""
    clock = standing.clock
    likely = near(clock.moment_of(standing.forecast) or clock.now, clock.now, standing.zone)
    day, _, time = ends.rpartition(" ")
    ends = time if likely.startswith(f"{day} ") else ends
    late = f" This stage runs {hour(running.late)} late." if running.late >= MINUTE else ""
    return Headline(
        f"Behind plan: likely {likely}, not {ends}{_with_blockers(standing)}.",
        f"{_place(standing)}{late} At this pace the work takes {hour(standing.forecast)}, which is {length(standing.forecast - SPRINT)} more than the 48 hours.",
    )


def _over(standing: Standing) -> Headline:
    over = hour(standing.clock.left)
    return Headline(
        f"{over} over the 48 hours{_with_blockers(standing)}.",
        f"{_stage(standing)} The clock goes on until the work is done, so that you see the whole time.",
    )


def _paused(standing: Standing) -> Headline:
    clock = standing.clock
    left = f"{hour(clock.left)} of the 48 hours left" if not clock.is_over else f"{hour(clock.left)} over the 48 hours"
    since = day_time(standing.paused_since or clock.now, standing.zone)
    return Headline(
        f"Paused, with {left}{_and_blockers(standing)}.",
        f"Since {since}. {sentence(standing.pause_reason)} No time counts until {standing.consultancy} goes on.",
    )


def _finished(standing: Standing) -> Headline:
    clock = standing.clock
    ended = near(clock.finished_at or clock.now, clock.now, standing.zone)
    took = f"It took {hour(clock.elapsed)} of 48 hours."
    if clock.is_over:
        took = f"It took {hour(clock.elapsed)}, {length(clock.left)} more than the 48 hours."
    if standing.bar_open:
        lines = "line of the minimum bar is" if standing.bar_open == 1 else "lines of the minimum bar are"
        title = f"Finished {ended}, and not ready to launch{_with_blockers(standing)}."
        return Headline(title, f"{took} {capital(counted(standing.bar_open, lines, lines))} still open.")
    if standing.blockers:
        return Headline(f"Finished {ended}{_with_blockers(standing)}.", f"{took} {_bar(standing)}")
    return Headline(f"Finished {ended}, ready to launch.", f"{took} {_bar(standing)}")


def _bar(standing: Standing) -> str:
    if not standing.bar_waived:
        return "Every line of the minimum bar is met."
    waived = counted(standing.bar_waived, "line")
    return f"The minimum bar is met, with {waived} accepted until a set date."


def _place(standing: Standing) -> str:
    """How far the sprint is, in whole hours, and the stage it is in."""
    behind = int(standing.clock.elapsed.total_seconds()) // 3600
    hours = int(SPRINT.total_seconds()) // 3600
    if not behind:
        return f"The first hour of {hours} has begun and {_in_stage(standing)}."
    word = "hour is" if behind == 1 else "hours are"
    return f"{behind} of {hours} {word} behind us and {_in_stage(standing)}."


def _stage(standing: Standing) -> str:
    return (
        f"{capital(_in_stage(standing))}."
        if standing.running
        else f"All {counted(standing.stages, 'stage')} are through."
    )


def _in_stage(standing: Standing) -> str:
    running = standing.running
    return f"we are in stage {running.number} of {standing.stages}, {running.title}" if running else "all is through"


def _with_blockers(standing: Standing) -> str:
    """Says nothing without blockers: that there are none is told by the minimum bar, not by silence."""
    return f", with {_blockers(standing)} left" if standing.blockers else ""


def _and_blockers(standing: Standing) -> str:
    return f" and {_blockers(standing)} open" if standing.blockers else ""


def _blockers(standing: Standing) -> str:
    return counted(standing.blockers, standing.blocker_word)
