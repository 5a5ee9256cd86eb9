import pytest

from audits.core.outcome import Outcome
from audits.core.rollup import Standing, rolled_up

PASS, WARN, FAIL = Outcome.PASS, Outcome.WARN, Outcome.FAIL
BLIND, NONE = Outcome.COULD_NOT_CHECK, Outcome.NOT_APPLICABLE

CASES = [  # the answers of check a and of check b, one a subject; the state, and whether a warning shows
    ([PASS], [PASS], "proven", False),
    ([PASS, PASS], [NONE], "proven", False),
    ([WARN], [PASS], "proven", True),
    ([WARN], [NONE], "proven", True),
    ([FAIL], [PASS], "refuted", False),
    ([FAIL, PASS], [PASS], "refuted", False),
    ([FAIL], [BLIND], "refuted", False),
    ([FAIL], [], "refuted", False),
    ([FAIL], [WARN], "refuted", True),
    ([PASS, BLIND], [PASS], "unknown", False),
    ([BLIND], [NONE], "unknown", False),
    ([WARN], [BLIND], "unknown", True),
    ([PASS], [], "unknown", False),
    ([], [], "unknown", False),
    ([NONE], [NONE], "not-applicable", False),
    ([NONE, NONE], [NONE], "not-applicable", False),
]


@pytest.mark.parametrize(("first", "second", "state", "warns"), CASES)
def test_answers_roll_up_to_one_proof(first, second, state, warns):
    proof = rolled_up(("a", "b"), {"a": [Standing(each) for each in first], "b": [Standing(each) for each in second]})
    assert (proof.state, proof.has_warning) == (state, warns)


ACCEPTED = [(FAIL, "proven", False), (WARN, "proven", False), (BLIND, "proven", False)]


@pytest.mark.parametrize(("outcome", "state", "warns"), ACCEPTED)
def test_accepted_risk_counts_as_passed(outcome, state, warns):
    proof = rolled_up(("a",), {"a": [Standing(outcome, is_accepted=True), Standing(PASS)]})
    assert (proof.state, proof.has_warning, proof.failing) == (state, warns, 0)


def test_one_accepted_risk_covers_no_other():
    proof = rolled_up(("a",), {"a": [Standing(FAIL, is_accepted=True), Standing(FAIL)]})
    assert (proof.state, proof.failing) == ("refuted", 1)


def test_line_without_checks_is_unknown():
    assert rolled_up((), {}).state == "unknown"


def test_missing_answers_are_counted():
    proof = rolled_up(("a", "b"), {"a": [Standing(BLIND), Standing(PASS)]})
    assert (proof.unknown, proof.answers) == (2, 2)


def test_checks_of_other_lines_do_not_count():
    assert rolled_up(("a",), {"a": [Standing(PASS)], "b": [Standing(FAIL)]}).state == "proven"
