"""The answer to "are we on course?", for every way an engagement can stand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.progress.headline import RunningStage, Standing, headline
from portal.sprint.clock import Clock, Span

START = datetime(2026, 11, 16, 8, 40, tzinfo=UTC)  # a Monday, 09:40 in Berlin
BERLIN = ZoneInfo("Europe/Berlin")


def clock(hours, *, pauses=(), finished=False):
    now = START + timedelta(hours=hours)
    return Clock(now, START, now if finished else None, pauses)


def standing(given, **more):
    return Standing(clock=given, zone=BERLIN, consultancy="Northmark", **more)


STAGE_4 = RunningStage(4, "Performance")
LATE = RunningStage(4, "Performance", timedelta(hours=1, minutes=12))
PAUSED_AT_31 = (Span(START + timedelta(hours=31, minutes=12)),)

CASES = [
    (
        "not started, accesses open",
        standing(Clock(START), accesses_open=2),
        "The 48 hours have not begun.",
        "Two accesses are still asked for. The clock starts once Northmark has what it needs.",
    ),
    (
        "not started, one access open",
        standing(Clock(START), accesses_open=1),
        "The 48 hours have not begun.",
        "One access is still asked for. The clock starts once Northmark has what it needs.",
    ),
    (
        "not started, ready",
        standing(Clock(START)),
        "The 48 hours have not begun.",
        "Every access is settled. Northmark starts the clock next, and you see it here.",
    ),
    (
        "the first hour",
        standing(clock(0.5), running=RunningStage(1, "Audit")),
        "On course for Wednesday 09:40.",
        "The first hour of 48 has begun and we are in stage 1 of 7, Audit.",
    ),
    (
        "on course with blockers",
        standing(clock(31.2), running=STAGE_4, blockers=1),
        "On course for Wednesday 09:40, with one launch blocker left.",
        "31 of 48 hours are behind us and we are in stage 4 of 7, Performance.",
    ),
    (
        "late stage, the end holds",
        standing(clock(31.2), running=LATE, forecast=timedelta(hours=47), blockers=2),
        "On course for Wednesday 09:40, with two launch blockers left.",
        (
            "31 of 48 hours are behind us and we are in stage 4 of 7, Performance. "
            "This stage runs 1:12 late, the end time holds."
        ),
    ),
    (
        "seconds are not late",
        standing(clock(30.001), running=RunningStage(4, "Performance", timedelta(seconds=3))),
        "On course for Wednesday 09:40.",
        "30 of 48 hours are behind us and we are in stage 4 of 7, Performance.",
    ),
    (
        "late inside the 48 hours",
        standing(clock(31.2), running=LATE, forecast=timedelta(hours=49, minutes=10)),
        "Behind plan: likely Wednesday 10:50, not 09:40.",
        (
            "31 of 48 hours are behind us and we are in stage 4 of 7, Performance. This stage runs 1:12 late. "
            "At this pace the work takes 49:10, which is 1 hour 10 minutes more than the 48 hours."
        ),
    ),
    (
        "late into the next day",
        standing(clock(47.5), running=RunningStage(7, "Handover"), forecast=timedelta(hours=63), blockers=1),
        "Behind plan: likely Thursday 00:40, not Wednesday 09:40, with one launch blocker left.",
        (
            "47 of 48 hours are behind us and we are in stage 7 of 7, Handover. "
            "At this pace the work takes 63:00, which is 15 hours more than the 48 hours."
        ),
    ),
    (
        "over the 48 hours",
        standing(clock(49.0 + 10 / 60), running=RunningStage(7, "Handover"), blockers=1),
        "1:10 over the 48 hours, with one launch blocker left.",
        "We are in stage 7 of 7, Handover. The clock goes on until the work is done, so that you see the whole time.",
    ),
    (
        "all gates open, not finished",
        standing(clock(45)),
        "All seven stages are through.",
        "3:00 of the 48 hours are left. Northmark closes the sprint next.",
    ),
    (
        "paused",
        standing(
            clock(33, pauses=PAUSED_AT_31),
            running=STAGE_4,
            paused_since=PAUSED_AT_31[0].start,
            pause_reason="waiting for registrar access",
            blockers=1,
        ),
        "Paused, with 16:48 of the 48 hours left and one launch blocker open.",
        "Since Tue 17 Nov, 16:52. Waiting for registrar access. No time counts until Northmark goes on.",
    ),
    (
        "paused in overrun",
        standing(
            clock(50, pauses=(Span(START + timedelta(hours=49)),)),
            paused_since=START + timedelta(hours=49),
            pause_reason="Night.",
        ),
        "Paused, with 1:00 over the 48 hours.",
        "Since Wed 18 Nov, 10:40. Night. No time counts until Northmark goes on.",
    ),
    (
        "finished, go",
        standing(clock(47.5, finished=True)),
        "Finished Wednesday 09:10, ready to launch.",
        "It took 47:30 of 48 hours. Every line of the minimum bar is met.",
    ),
    (
        "finished late, with waived lines",
        standing(clock(49.5, finished=True), bar_waived=2),
        "Finished Wednesday 11:10, ready to launch.",
        (
            "It took 49:30, 1 hour 30 minutes more than the 48 hours. "
            "The minimum bar is met, with two lines accepted until a set date."
        ),
    ),
    (
        "finished, no-go",
        standing(clock(47.5, finished=True), bar_open=1),
        "Finished Wednesday 09:10, and not ready to launch.",
        "It took 47:30 of 48 hours. One line of the minimum bar is still open.",
    ),
    (
        "finished, no-go with blockers",
        standing(clock(47.5, finished=True), bar_open=3, blockers=2),
        "Finished Wednesday 09:10, and not ready to launch, with two launch blockers left.",
        "It took 47:30 of 48 hours. Three lines of the minimum bar are still open.",
    ),
    (
        "finished, bar met, a blocker stays",
        standing(clock(47.5, finished=True), blockers=1),
        "Finished Wednesday 09:10, with one launch blocker left.",
        "It took 47:30 of 48 hours. Every line of the minimum bar is met.",
    ),
]


@pytest.mark.parametrize(("stands", "title", "lead"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_headline_says(stands, title, lead):
    said = headline(stands)
    assert (said.title, said.lead) == (title, lead)
