from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.board.clock_band import StageCourse, clock_band
from portal.sprint.clock import Clock, Span

START = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONE = ZoneInfo("Europe/Berlin")
PLAN = ((0, 4), (4, 12), (12, 20), (20, 30), (30, 36), (36, 42), (42, 48))


def courses(began=1, closed_at=(), open_share=1.0):
    found = []
    for number, (opens, closes) in enumerate(PLAN, 1):
        ended = closed_at[number - 1] * HOUR if number <= len(closed_at) else None
        is_begun = number <= max(began, len(closed_at))
        found.append(
            StageCourse(
                number,
                f"Stage {number}",
                opens * HOUR,
                closes * HOUR,
                opens * HOUR if is_begun else None,
                ended,
                open_share,
            )
        )
    return found


def band(clock, stages, asked=0, reason=""):
    return clock_band(clock, stages, asked=asked, pause_reason=reason, zone=ZONE)


def at(hours, **more):
    return Clock(START + hours * HOUR, START, **more)


def test_before_the_start_nothing_counts_and_what_lacks_is_said():
    shown = band(Clock(START), courses(began=0), asked=2)
    assert (shown.state, shown.hours, shown.ends) == ("before", "0:00", "Not started")
    assert shown.verdict.so == "2 accesses are asked for and not given."
    assert shown.ruler.now is None


def test_a_stage_in_time_says_what_is_left():
    shown = band(at(2), courses())
    assert shown.verdict.words == "Stage 1 has 2:00 left"
    assert shown.verdict.so == "Inside 48 h, nothing to spare"
    assert shown.ends == "Ends Wed 18 Nov, 10:00"


def test_a_late_stage_says_by_how_much_and_what_follows():
    shown = band(at(31.2), courses(began=4, closed_at=(4, 12, 20), open_share=0.5))
    assert shown.verdict.words == "Stage 4 is 1:12 over"
    assert shown.verdict.tone == "late"
    assert shown.verdict.so == "Inside 48 h, 2:48 to spare"


def test_a_forecast_past_the_end_is_told():
    shown = band(at(31), courses(began=4, closed_at=(4, 12, 20)))
    assert shown.verdict.so == "Forecast 59:00, 11:00 over"


def test_the_clock_goes_on_past_48_hours():
    shown = band(at(49 + 1 / 6), courses(began=7, closed_at=(4, 12, 20, 30, 36, 42)))
    assert (shown.state, shown.hours, shown.of) == ("over", "49:10", "1:10 over 48 hours")
    assert shown.verdict.words == "1:10 over 48 hours"
    assert shown.verdict.so == "1 gate is closed. Forecast 55:10."
    assert shown.ends == "Ended Wed 18 Nov, 10:00"
    assert shown.ruler.beyond is not None


def test_a_paused_clock_says_why_and_since_when():
    clock = at(30, pauses=(Span(START + 20 * HOUR),))
    shown = band(clock, courses(began=3, closed_at=(4, 12)), reason="Waiting for the registrar")
    assert (shown.state, shown.hours, shown.ends) == ("paused", "20:00", "28:00 left when it resumes")
    assert shown.verdict.words == "Paused since Tue 17 Nov, 06:00"
    assert shown.verdict.so == "Waiting for the registrar"


@pytest.mark.parametrize(
    ("hours", "words", "so"),
    [(47, "Finished at 47:00", "1:00 to spare"), (49, "Finished 1:00 over", "At 49:00 of 48 hours.")],
)
def test_a_finished_sprint_stands_still(hours, words, so):
    finished = START + hours * HOUR
    shown = band(at(hours + 10, finished_at=finished), courses(began=7, closed_at=(4, 12, 20, 30, 36, 42, hours)))
    assert (shown.state, shown.verdict.words, shown.verdict.so) == ("finished", words, so)


def test_all_gates_open_asks_to_finish():
    shown = band(at(47), courses(began=7, closed_at=(4, 12, 20, 30, 36, 42, 46)))
    assert shown.verdict.words == "All seven gates are open"
