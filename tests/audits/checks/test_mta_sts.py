import pytest

from audits.checks.mta_sts import (
    ABSENT,
    CHECK,
    ENFORCED,
    IGNORED,
    NO_FILE,
    REFUSES_MAIL,
    REFUSES_SOME,
    SWITCHED_OFF,
    TESTING,
    UNREADABLE,
    WOULD_REFUSE,
)
from audits.core.artifacts import Artifact
from audits.core.observed.mail_transport import STS_POLICY, PolicyFile
from audits.core.outcome import Outcome
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.mail_zone import ACME, SILENT, judged

NAME, MX = "TXT _mta-sts.acme.example", "MX acme.example"
URL = "https://mta-sts.acme.example/.well-known/mta-sts.txt"
ONE, TWO = ["10 mx1.acme.example."], ["10 mx1.acme.example.", "20 mx2.acme.example."]
RECORD = "v=STSv1; id=20260101;"


def policy(mode="enforce", *patterns, age=604800, version="STSv1"):
    lines = [f"version: {version}", f"mode: {mode}", *(f"mx: {each}" for each in patterns), f"max_age: {age}"]
    return PolicyFile(URL, 200, "text/plain; charset=utf-8", "\r\n".join(lines) + "\r\n")


def served(text, *, status=200, kind="text/plain", is_too_long=False):
    return PolicyFile(URL, status, kind, text, is_too_long)


def zone(*texts, mx=ONE):
    return {NAME: list(texts), MX: mx}


FITS = policy("enforce", "mx1.acme.example")
CASES = [
    (zone(), None, ABSENT),
    (zone("v=spf1 -all"), None, ABSENT),
    (zone(RECORD), FITS, ENFORCED),
    (zone(RECORD, mx=TWO), policy("enforce", "*.acme.example"), ENFORCED),
    (zone(RECORD, mx=TWO), policy("enforce", "MX1.acme.example.", "mx2.acme.example"), ENFORCED),
    (zone(RECORD), policy("testing", "mx1.acme.example"), TESTING),
    (zone(RECORD), policy("none"), SWITCHED_OFF),
    (zone(RECORD), policy("none", "gone.acme.example"), SWITCHED_OFF),
    (zone(RECORD), policy("enforce", "mx9.acme.example"), REFUSES_MAIL),
    (zone(RECORD), policy("enforce", "*.mx1.acme.example"), REFUSES_MAIL),
    (zone(RECORD, mx=["10 a.b.acme.example."]), policy("enforce", "*.acme.example"), REFUSES_MAIL),
    (zone(RECORD, mx=TWO), FITS, REFUSES_SOME),
    (zone(RECORD), policy("testing", "mx9.acme.example"), WOULD_REFUSE),
    (zone(RECORD, RECORD), None, IGNORED),
    (zone("v=STSv1"), None, IGNORED),
    (zone("v=STSv1; id=2026-01-01"), None, IGNORED),
    (zone(RECORD), served("", status=404), NO_FILE),
    (zone(RECORD), served("", status=301), NO_FILE),
    (zone(RECORD), Unavailable("certificate of mta-sts.acme.example is not accepted: expired"), NO_FILE),
    (zone(RECORD), Unavailable("mta-sts.acme.example has no address"), NO_FILE),
    (zone(RECORD), served(FITS.text, kind="text/html"), UNREADABLE),
    (zone(RECORD), served(FITS.text, kind=""), UNREADABLE),
    (zone(RECORD), served(FITS.text, is_too_long=True), UNREADABLE),
    (zone(RECORD), served("<html>"), UNREADABLE),
    (zone(RECORD), served(""), UNREADABLE),
    (zone(RECORD), policy("enforced", "mx1.acme.example"), UNREADABLE),
    (zone(RECORD), policy("enforce"), UNREADABLE),
    (zone(RECORD), policy("enforce", "mx1.*.example"), UNREADABLE),
    (zone(RECORD), policy("enforce", "mx1.acme.example", age="1 week"), UNREADABLE),
    (zone(RECORD), policy("enforce", "mx1.acme.example", age=99_999_999), UNREADABLE),
    (zone(RECORD), policy("enforce", "mx1.acme.example", version="STSv2"), UNREADABLE),
    (zone(RECORD), served("", status=503), COULD_NOT_CHECK),
    (zone(RECORD), served("", status=403), COULD_NOT_CHECK),
    (zone(RECORD), served("", status=429), COULD_NOT_CHECK),
    (zone(RECORD), Unavailable("no answer from mta-sts.acme.example port 443 within 10 s"), COULD_NOT_CHECK),
    (zone(RECORD), None, COULD_NOT_CHECK),
    ({NAME: SILENT, MX: ONE}, None, COULD_NOT_CHECK),
    ({NAME: [RECORD], MX: SILENT}, None, COULD_NOT_CHECK),
    (zone(RECORD, mx=["0 ."]), None, NOT_APPLICABLE),
    (zone(mx=[]), None, NOT_APPLICABLE),
]


def judgement_of(literals, file):
    known = () if file is None else (Artifact(STS_POLICY, ACME, file),)
    return judged(CHECK, literals, *known)[0]


@pytest.mark.parametrize(("literals", "file", "verdict"), CASES)
def test_policy_gets_its_verdict(literals, file, verdict):
    judgement = judgement_of(literals, file)
    assert judgement.verdict is verdict
    assert judgement.headline
    assert bool(judgement.fix) is (verdict.outcome not in {Outcome.PASS, Outcome.NOT_APPLICABLE})


def test_fix_holds_the_policy_that_fits():
    fix = judgement_of(zone(RECORD, mx=TWO), FITS).fix
    assert "version: STSv1 / mode: enforce / mx: mx1.acme.example / mx: mx2.acme.example / max_age: 604800" in fix


def test_file_is_shown_as_it_was_served():
    evidence = judgement_of(zone(RECORD), policy("enforce", "mx9.acme.example")).evidence
    assert any(URL in each.source and "mx: mx9.acme.example" in each.observed for each in evidence)
