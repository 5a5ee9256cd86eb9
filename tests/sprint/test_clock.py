from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.sprint.clock import SPRINT, Clock, Span, Window, shown

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def hours(count):
    return timedelta(hours=count)


def at(count):
    """The wall-clock moment so many hours after the start."""
    return START + hours(count)


def clock(now, *pauses, finished=None):
    """A started clock; pauses as hours after the start, the last one open where it has no end."""
    spans = tuple(Span(at(begin), None if end is None else at(end)) for begin, end in pauses)
    return Clock(at(now), START, None if finished is None else at(finished), spans)


ELAPSED = [
    (clock(0), 0),
    (clock(10), 10),
    (clock(10, (2, 5)), 7),
    (clock(10, (2, 5), (6, 7)), 6),
    (clock(10, (4, None)), 4),
    (clock(10, (2, 5), (8, None)), 5),
    (clock(60), 60),
    (clock(99, finished=40), 40),
    (clock(99, (30, 50), finished=60), 40),
    (clock(-3), 0),
    (Clock(at(5)), 0),
]


@pytest.mark.parametrize(("now", "elapsed"), ELAPSED)
def test_pauses_do_not_count(now, elapsed):
    assert now.elapsed == hours(elapsed)


STATES = [
    (Clock(at(5)), (False, False, False, False)),
    (clock(5), (True, True, False, False)),
    (clock(5, (1, 2)), (True, True, False, False)),
    (clock(5, (4, None)), (True, False, True, False)),
    (clock(50, finished=40), (True, False, False, True)),
    (clock(50, (39, None), finished=40), (True, False, False, True)),
]


@pytest.mark.parametrize(("now", "state"), STATES)
def test_clock_is_in_one_state(now, state):
    assert (now.is_started, now.is_running, now.is_paused, now.is_finished) == state


def test_overrun_goes_on_below_zero():
    late = clock(50, (10, 11))
    assert (late.left, late.is_over) == (hours(-1), True)
    assert (clock(48).left, clock(48).is_over) == (hours(0), False)


ENDS = [(clock(10), 48), (clock(10, (2, 5)), 51), (clock(10, (8, None)), 50), (clock(60, (2, 5)), 51)]


@pytest.mark.parametrize(("now", "ends"), ENDS)
def test_end_moves_with_every_pause(now, ends):
    assert now.ends_at == at(ends)


def test_clock_that_was_never_started_has_no_moments():
    assert Clock(at(5)).ends_at is None
    assert Clock(at(5)).moment_of(hours(1)) is None


MOMENTS = [(1, 1), (2, 2), (2.5, 5.5), (5, 8), (6, 12), (7, 13), (48, 54)]


@pytest.mark.parametrize(("hour", "moment"), MOMENTS)
def test_moment_of_an_hour_lies_after_the_pauses_before_it(hour, moment):
    assert clock(14, (2, 5), (8, 11)).moment_of(hours(hour)) == at(moment)


@st.composite
def clocks(draw):
    """A clock after any number of pauses, the last one perhaps open."""
    edges = sorted(draw(st.lists(st.integers(0, 4_000), unique=True, max_size=8)))
    now = draw(st.integers(edges[-1] + 1 if edges else 1, 5_000))
    pauses = [
        Span(START + timedelta(minutes=edges[i]), START + timedelta(minutes=edges[i + 1]))
        for i in range(0, len(edges) - 1, 2)
    ]
    if len(edges) % 2:
        pauses.append(Span(START + timedelta(minutes=edges[-1])))
    return Clock(START + timedelta(minutes=now), START, None, tuple(pauses))


@settings(max_examples=300, deadline=None)
@given(clocks(), st.integers(0, 6_000))
def test_moment_and_hour_answer_each_other(now, minutes):
    hour = timedelta(minutes=minutes)
    moment = now.moment_of(hour)
    if moment <= now.now:
        assert now.elapsed_at(moment) == hour
    else:
        assert moment - now.now == hour - now.elapsed


@settings(max_examples=300, deadline=None)
@given(clocks())
def test_time_is_either_run_or_paused(now):
    paused = sum((pause.within(START, now.now) for pause in now.pauses), timedelta(0))
    assert now.elapsed + paused == now.now - START
    assert now.elapsed + now.left == SPRINT


SHOWN = [
    (timedelta(0), "0:00"),
    (timedelta(hours=31, minutes=12, seconds=59), "31:12"),
    (timedelta(hours=-1, minutes=-10), "-1:10"),
    (timedelta(seconds=-59), "0:00"),
    (timedelta(seconds=-60), "-0:01"),
    (timedelta(days=5), "120:00"),
]


@pytest.mark.parametrize(("stretch", "text"), SHOWN)
def test_stretch_is_shown_in_hours(stretch, text):
    assert shown(stretch) == text


WINDOWS = [
    (clock(6), None, 2, False),
    (clock(8), None, 0, False),
    (clock(9), None, -1, True),
    (clock(9, (5, 7)), None, 1, False),
    (clock(30), 7, 1, False),
    (clock(30), 10, -2, True),
    (clock(2), None, 6, False),
]


@pytest.mark.parametrize(("now", "closed", "left", "is_late"), WINDOWS)
def test_window_is_held_against_the_clock(now, closed, left, is_late):
    window = Window(hours(4), hours(8), now, None if closed is None else at(closed))
    assert (window.left, window.is_late) == (hours(left), is_late)
