import pytest

from audits.checks.referrer_policy import CHECK, KEPT, LEAKS, UNKNOWN, UNSET
from audits.core.artifacts import Artifact
from audits.core.observed.http import HTTP
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, SILENT, THERE, home, judged


def sent(*values, text="<title>Acme</title>"):
    return home(*(f"Referrer-Policy: {value}" for value in values), text=text)


def meta(value, attribute="name"):
    return f'<meta {attribute}="referrer" content="{value}">'


CASES = [
    (sent("strict-origin-when-cross-origin"), KEPT),
    (sent("No-Referrer"), KEPT),
    (sent("no-referrer, strict-origin-when-cross-origin"), KEPT),
    (sent("unsafe-url, same-origin"), KEPT),
    (sent("unsafe-url", "same-origin"), KEPT),
    (sent("same-origin, future-policy"), KEPT),
    (sent("unsafe-url", text=meta("origin")), KEPT),
    (sent("unsafe-url", text=f"<body>{meta('never')}"), KEPT),
    (sent("unsafe-url"), LEAKS),
    (sent("no-referrer-when-downgrade"), LEAKS),
    (sent("same-origin, unsafe-url"), LEAKS),
    (sent("same-origin", text=meta("ALWAYS")), LEAKS),
    (sent("unsafe-url", text=meta("future-policy")), LEAKS),
    (sent("unsafe-url", text=meta("no-referrer", "http-equiv")), LEAKS),
    (sent("future-policy"), UNKNOWN),
    (sent("same origin"), UNKNOWN),
    (sent("never"), UNKNOWN),
    (sent(text=meta("none")), UNKNOWN),
    (sent(""), UNSET),
    (sent(), UNSET),
    (sent(text=meta("")), UNSET),
    (home("Content-Type: text/plain", html=False), NOT_APPLICABLE),
    (home(status=429), COULD_NOT_CHECK),
    ((THERE, Artifact(HTTP, ACME, SILENT)), COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("seen", "verdict"), CASES)
def test_policy_gets_its_verdict(seen, verdict):
    assert judged(CHECK, HOST, *seen).verdict is verdict
