"""Moments and numbers as a paper writes them."""

import pytest

from handover.contents.moments import counted, day, hour, moment, sentence, short_moment, took


def test_a_moment_is_told_in_the_zone_of_the_engagement():
    assert moment("2026-11-18T08:02:00+00:00", "Europe/Berlin") == "Wed 18 Nov 2026, 09:02 UTC+01:00"
    assert short_moment("2026-11-18T23:30:00+00:00", "Europe/Berlin") == "Thu 19 Nov, 00:30"
    assert day("2027-02-14") == "14 Feb 2027"


@pytest.mark.parametrize(("hours", "text"), [(31.2, "31:12"), (0, "0:00"), (-1.1666, "-1:10"), (49.999, "50:00")])
def test_hours_read_as_a_clock(hours, text):
    assert hour(hours) == text


@pytest.mark.parametrize(("number", "text"), [(0, "no risk"), (1, "one risk"), (12, "twelve risks"), (31, "31 risks")])
def test_small_numbers_are_words(number, text):
    assert counted(number, "risk") == text


@pytest.mark.parametrize(
    ("text", "told"),
    [("no answer", "No answer."), ("old.example refused", "old.example refused."), ("", ""), ("Done!", "Done!")],
)
def test_a_sentence_begins_large_unless_a_name_does(text, told):
    assert sentence(text) == told


def test_short_answers_are_milliseconds():
    assert (took(0.0004), took(0.14), took(1.84)) == ("1 ms", "140 ms", "1.8 s")
