import pytest

from audits.checks.response_time import CHECK, FAST, TARDY, TOO_FEW, TOO_SLOW
from audits.core.artifacts import Artifact
from audits.core.observed.timing import TIMING, ResponseTimes, TimedAnswer
from audits.core.subject import Endpoint
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, judged

LOGIN = Endpoint(f"https://{ACME}/login", "login")


def times(*seconds, status=200):
    return ResponseTimes(LOGIN.url, tuple(TimedAnswer(status, each) for each in seconds))


CASES = [
    (times(*[0.1] * 20), FAST),
    (times(*[0.5] * 20), FAST),
    (times(*[0.1] * 19, 9.0), FAST),
    (times(*[0.1] * 20, status=401), FAST),
    (times(0.3), FAST),
    (times(*[0.1] * 18, 0.6, 9.0), TARDY),
    (times(*[0.501] * 20), TARDY),
    (times(*[2.0] * 20), TARDY),
    (times(9.0, 9.0, *[0.1] * 18), TOO_SLOW),
    (times(2.01, 2.02), TOO_SLOW),
    (times(2.01, 0.1, 2.02, 0.1, 0.1), TOO_SLOW),
    (times(0.6, 0.7), TARDY),
    (times(0.1, 9.0), FAST),
    (times(0.1, 9.0, 0.1, 0.1, 0.1), FAST),
    (times(2.01), TOO_FEW),
    (times(0.501), TOO_FEW),
    (times(), COULD_NOT_CHECK),
    (times(0.1, status=503), COULD_NOT_CHECK),
    (times(0.1, status=429), COULD_NOT_CHECK),
    (SILENT, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("value", "verdict"), CASES)
def test_times_get_their_verdict(value, verdict):
    assert judged(CHECK, LOGIN, Artifact(TIMING, LOGIN.url, value)).verdict is verdict


HEADLINES = [
    (times(3.0, 0.1, 0.2, 2.5), f"{LOGIN.url} takes 2.5 s (second slowest of 4, median 200 ms)"),
    (times(*[0.1] * 19, 9.0), f"{LOGIN.url} answers within 100 ms (p95 of 20, median 100 ms)"),
    (times(0.1), f"{LOGIN.url} answers within 100 ms (timed once)"),
    (times(0.7), f"{LOGIN.url} took 700 ms the one time it was timed, which may have been chance"),
]


@pytest.mark.parametrize(("value", "headline"), HEADLINES)
def test_headline_tells_how_many_requests_it_stands_on(value, headline):
    assert judged(CHECK, LOGIN, Artifact(TIMING, LOGIN.url, value)).headline == headline


def test_origin_is_not_timed():
    origin = Endpoint(LOGIN.url, "origin")
    assert judged(CHECK, origin, Artifact(TIMING, LOGIN.url, times(9.0))).verdict is NOT_APPLICABLE


def test_log_in_that_takes_json_is_not_timed():
    log_in = Endpoint(LOGIN.url, "login", "email", "password")
    assert judged(CHECK, log_in, Artifact(TIMING, LOGIN.url, times(9.0))).verdict is NOT_APPLICABLE
