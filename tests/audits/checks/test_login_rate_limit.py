import pytest

from audits.checks.login_rate_limit import CHECK, LIMITED, SHORT, UNCLEAR, UNLIMITED
from audits.core.artifacts import Artifact
from audits.core.observed.http import HTTP, Visit
from audits.core.observed.log_ins import LOG_INS, MOST_TRIES, LogInTries, LogInTry
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NEEDS_PROOF, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, broken, chain, hop, judged, of_endpoint

LOGIN = of_endpoint()
TO = f"https://{ACME}/session"
HTML, JSON = "Content-Type: text/html", "Content-Type: application/json"
NO = "Wrong name or password"


def refused(status=200, text=NO, *fields, seconds=0.1, form=True, captcha=False, kind=HTML):
    return LogInTry(hop(TO, status, kind, *fields), seconds, form, captcha, text)


def said(status, text="", *fields):
    """An answer of an API."""
    return refused(status, text, *fields, form=False, kind=JSON)


def lost(reason="acme.example port 443 broke off"):
    return LogInTry(None, 0.0, missing=reason)


def seen_at(*tries, seconds=12.0, form=True, ended=""):
    value = LogInTries(LOGIN.url, TO, "launch-ready-1@example.com", tries, seconds, form, ended)
    return Artifact(LOG_INS, LOGIN.label, value)


THERE = Artifact(HTTP, LOGIN.label, Visit(ACME, chain(hop(LOGIN.url, 200, HTML))))
UNAUTHORIZED = '{"error": "invalid_credentials", "id": "8f21c40b1d"}'


def verdict_of(*tries, **more):
    return judged(CHECK, LOGIN, THERE, seen_at(*tries, **more))


def after(number, *rest, each=None):
    """A number of refusals, and what came then."""
    return (*((each or refused(),) * number), *rest)


CASES = [
    (after(20), UNLIMITED),
    (after(20, each=said(401, UNAUTHORIZED)), UNLIMITED),
    (after(20, each=said(400, '{"error":"invalid_grant"}')), UNLIMITED),
    (after(20, each=said(200, '{"ok":false,"error":"Invalid log-in"}')), UNLIMITED),
    (after(20, each=refused(302, "", "Location: /login?error=1")), UNLIMITED),
    (after(20, each=refused(422)), UNLIMITED),
    (tuple(refused(text=f"{NO}. Tried {number} times") for number in range(20)), UNLIMITED),
    (tuple(said(401, f'{{"error":"invalid","id":"{number * 7919:012x}"}}') for number in range(20)), UNLIMITED),
    (after(5, said(429, "", "Retry-After: 60")), LIMITED),
    (after(0, refused(429)), LIMITED),
    (after(3, said(423)), LIMITED),
    (after(3, refused(403, form=False)), LIMITED),
    (after(4, refused(200, "Just a moment", "CF-Mitigated: challenge", form=False)), LIMITED),
    (after(4, refused(captcha=True)), LIMITED),
    (after(5, refused(text="Too many attempts. Try again later.")), LIMITED),
    (after(5, refused(text="Zu viele Versuche", form=False)), LIMITED),
    (tuple(refused(seconds=0.1 + number / 4) for number in range(20)), LIMITED),
    (after(17), SHORT),
    (after(1), SHORT),
    (after(0, refused(403, form=False)), UNCLEAR),
    (after(20, each=refused(403, form=False)), UNCLEAR),
    (after(20, each=refused(404, form=False)), UNCLEAR),
    (after(20, each=said(405)), UNCLEAR),
    (after(20, each=refused(302, "", "Location: /welcome", form=False)), UNCLEAR),
    (after(20, each=refused(200, "Welcome", form=False)), UNCLEAR),
    (after(20, each=said(200, '{"token":"x"}')), UNCLEAR),
    (after(20, each=said(400, '{"error":"invalid JSON body"}')), UNCLEAR),
    (after(20, each=said(422, '{"detail":"Field required"}')), UNCLEAR),
    (after(6, refused(500, form=False)), UNCLEAR),
    (after(0, refused(503, form=False)), UNCLEAR),
    (after(6, lost()), UNCLEAR),
    (after(6, *after(14, each=refused(text="Odottakaa hetki, tunnus on nyt kiinni"))), UNCLEAR),
    (after(6, *after(14, each=said(401, UNAUTHORIZED))), UNCLEAR),
]


@pytest.mark.parametrize(("tries", "verdict"), CASES)
def test_answers_get_their_verdict(tries, verdict):
    assert verdict_of(*tries).verdict is verdict


def test_limit_before_any_refusal_says_nothing_of_an_api_that_was_never_seen():
    assert verdict_of(said(429), form=False).verdict is UNCLEAR
    assert verdict_of(said(401, UNAUTHORIZED), said(429), form=False).verdict is LIMITED


def test_numbers_and_place_are_told():
    found = verdict_of(*after(20), seconds=21.4)
    assert found.headline == f"{LOGIN.url} answered 20 wrong log-ins within 21 s all alike"
    assert "location = /session {" in found.fix
    limited = verdict_of(*after(5, said(429, "", "Retry-After: 60")))
    assert limited.headline.endswith("after 5 wrong log-ins: it asks to slow down (429, again after 60)")
    assert [one.observed for one in limited.evidence][1:] == [
        "200 Wrong name or password (at most 0.10 s)",
        "429 (at most 0.10 s)",
    ]


def test_reason_of_an_early_end_is_told():
    assert "Carl stopped it" in verdict_of(*after(7), ended="Carl stopped it after 4 s.").headline
    assert MOST_TRIES == 20


NO_FORM = Unavailable("no form stands there")
EXAMPLES = [
    (of_endpoint(purpose="home"), (), NOT_APPLICABLE),
    (of_endpoint(purpose="origin"), (), NOT_APPLICABLE),
    (LOGIN, (Artifact(HTTP, LOGIN.label, SILENT),), COULD_NOT_CHECK),
    (LOGIN, (Artifact(HTTP, LOGIN.label, Visit(ACME, broken(LOGIN.url))),), COULD_NOT_CHECK),
    (LOGIN, (THERE,), NEEDS_PROOF),
    (LOGIN, (THERE, Artifact(LOG_INS, LOGIN.label, NO_FORM)), COULD_NOT_CHECK),
    (LOGIN, (THERE, seen_at(ended="it was stopped")), COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("endpoint", "artifacts", "verdict"), EXAMPLES)
def test_without_tries_there_is_no_verdict(endpoint, artifacts, verdict):
    assert judged(CHECK, endpoint, *artifacts).verdict is verdict
