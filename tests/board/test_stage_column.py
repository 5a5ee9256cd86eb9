from datetime import timedelta

import pytest

from portal.board.clock_band import StageCourse
from portal.board.stage_column import countdown_words, course_words, gate_box, late_words, paper_words, signal_words
from portal.sprint.gate import Condition, Gate

HOUR = timedelta(hours=1)


def course(began=None, ended=None):
    return StageCourse(4, "Performance", 20 * HOUR, 30 * HOUR, began, ended)


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (course(), "1 of 4 done early"),
        (course(21 * HOUR), "1 of 4 settled"),
        (course(21 * HOUR, 29 * HOUR), "Closed 29:00"),
        (course(21 * HOUR, 31 * HOUR), "Closed 31:00, late"),
    ],
)
def test_the_second_line_tells_the_course(stage, words):
    assert course_words(stage, settled=1, items=4) == words


def test_only_what_began_can_be_late():
    assert late_words(course(), 40 * HOUR) == ""
    assert late_words(course(21 * HOUR), 31.2 * HOUR) == "1:12 over"
    assert late_words(course(21 * HOUR, 29 * HOUR), 40 * HOUR) == ""


@pytest.mark.parametrize(
    ("stage", "now", "words"),
    [
        (course(), None, ""),
        (course(), 15.5 * HOUR, "opens in 4:30"),
        (course(), 20 * HOUR, ""),
        (course(), 20.5 * HOUR, "30 min behind"),
        (course(19 * HOUR), 28 * HOUR, "2:00 left"),
        (course(19 * HOUR), 31 * HOUR, ""),
        (course(19 * HOUR, 28 * HOUR), 29 * HOUR, ""),
    ],
)
def test_each_stage_counts_down(stage, now, words):
    assert countdown_words(stage, now) == words


def test_a_deliverable_tells_the_clients_decision():
    assert paper_words(None, "", "")[0] == "Not written"
    assert paper_words(None, "", "ready")[0] == "Written, not published"
    assert paper_words(2, "", "") == ("Version 2, client to approve", "client")
    assert paper_words(2, "approved", "")[1] == "ok"
    assert paper_words(2, "changes", "")[1] == "warn"


def test_a_signal_seen_is_loud():
    assert signal_words("seen", "31:10") == ("open", "Seen at 31:10", "bad")
    assert signal_words("absent", "31:10") == ("done", "Not seen at 31:10", "ok")
    assert signal_words("not-looked", "")[1] == "Not looked yet"


def gate(*met, is_open=False):
    return Gate(
        2,
        tuple(Condition(str(place), is_met=one, state="met" if one else "open") for place, one in enumerate(met)),
        is_open,
    )


def test_a_gate_counts_its_conditions_and_waits_for_the_one_before():
    assert gate_box(gate(True, False), since="", waivers="", waits_for=None).note == "1 of 2 conditions met"
    assert gate_box(gate(True, True), since="", waivers="", waits_for=None).can_open
    assert not gate_box(gate(True, True), since="", waivers="", waits_for=1).can_open


def test_an_open_gate_whose_condition_fell_away_says_so():
    box = gate_box(gate(True, False, is_open=True), since="3:38", waivers="", waits_for=None)
    assert box.is_broken
    assert box.note == "1 condition no longer met"
