"""Moments, lengths, stages and where time went, as a client reads them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.progress.moments import counted, length, near, sentence
from portal.progress.stages import Step, stage_bar
from portal.progress.time_spent import TimeSpent, time_spent
from portal.sprint.clock import Clock, Span, Window

START = datetime(2026, 11, 16, 8, 40, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def hours(number):
    return timedelta(hours=number)


LENGTHS = [
    (timedelta(seconds=20), "less than a minute"),
    (timedelta(minutes=1), "1 minute"),
    (timedelta(minutes=40), "40 minutes"),
    (timedelta(minutes=65), "1 hour 5 minutes"),
    (timedelta(hours=2), "2 hours"),
    (timedelta(hours=-1), "1 hour"),
]


@pytest.mark.parametrize(("time", "words"), LENGTHS)
def test_length_in_words(time, words):
    assert length(time) == words


def test_counts_are_words_up_to_twelve():
    assert [counted(number, "risk") for number in (0, 1, 12, 13)] == [
        "no risks",
        "one risk",
        "twelve risks",
        "13 risks",
    ]


def test_typed_words_become_a_sentence():
    assert [sentence(text) for text in (" waiting for keys ", "Why?", "")] == ["Waiting for keys.", "Why?", ""]


def test_a_moment_in_another_week_has_its_date():
    assert near(START + timedelta(days=2), START, BERLIN) == "Wednesday 09:40"
    assert near(START + timedelta(days=6), START, BERLIN) == "Sun 22 Nov, 09:40"


def window(start, end, now, closed=None, pauses=()):
    clock = Clock(START + hours(now), START, None, pauses)
    return Window(hours(start), hours(end), clock, START + hours(closed) if closed else None)


DONE, OPEN = Step("1", "one", "done", "Done", True), Step("2", "two", "doing", "In work", False)
BARS = [
    ("closed", window(0, 4, 6, closed=3.5), START, "Done at 3:30", "done", 100),
    ("running", window(4, 12, 6), START, "Now", "checking", 50),
    ("running late", window(4, 12, 13.2), START, "Now, 1:12 late", "checking", 50),
    ("paused", window(4, 12, 6, pauses=(Span(START + hours(5)),)), START, "Paused", "checking", 50),
    ("to come", window(12, 20, 6), None, "from 12:00", "not-started", 0),
    ("kept waiting", window(12, 20, 13.5), None, "from 13:30", "not-started", 0),
]


@pytest.mark.parametrize(
    ("stood", "began", "when", "state", "share"), [bar[1:] for bar in BARS], ids=[b[0] for b in BARS]
)
def test_stage_bar(stood, began, when, state, share):
    bar = stage_bar(2, "Entry point", "One address", stood, began, (DONE, OPEN))
    assert (bar.when, bar.state, bar.share, bar.settled) == (when, state, share, 1)


def test_time_went_into_late_stages_and_pauses():
    pauses = (Span(START + hours(5), START + hours(5) + timedelta(minutes=40)), Span(START + hours(14)))
    windows = [(1, window(0, 4, 15, closed=3)), (2, window(4, 12, 15, closed=13)), (3, window(12, 13, 15))]
    reasons = ["waiting for registrar access.", "night"]
    assert time_spent(windows, list(zip(pauses, reasons, strict=True))) == (
        TimeSpent("Stage 2", "ended 1 hour past its plan"),
        TimeSpent("Stage 3", "has run 2 hours past its plan"),
        TimeSpent("Paused", "40 minutes, waiting for registrar access"),
        TimeSpent("Paused", "1 hour, night, still paused"),
    )
