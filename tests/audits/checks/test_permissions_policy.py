import pytest

from audits.checks.permissions_policy import ABSENT, CHECK, LIMITED, OLD_NAME, OPEN, UNQUOTED, UNREADABLE
from audits.core.artifacts import Artifact
from audits.core.observed.http import HTTP
from audits.core.outcome import Outcome
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, SILENT, THERE, home, judged


def sent(*values):
    return home(*(f"Permissions-Policy: {value}" for value in values))


CASES = [
    (sent('camera=(), microphone=(self), geolocation=(self "https://maps.example")'), LIMITED),
    (sent("camera=()", "microphone=self"), LIMITED),
    (sent("fullscreen=*, autoplay=*, camera=none, interest-cohort=()"), LIMITED),
    (sent("camera=*, camera=()"), LIMITED),
    (sent("unknown-feature=?1;x=1"), LIMITED),
    (sent(""), ABSENT),
    (sent("camera=*"), OPEN),
    (sent("microphone=(self *), fullscreen=()"), OPEN),
    (sent("camera=()", "geolocation=*"), OPEN),
    (sent("camera=*, geolocation=(self https://maps.example)"), UNQUOTED),
    (sent("camera 'none'; microphone 'none'"), UNREADABLE),
    (sent("camera=(), microphone=(self"), UNREADABLE),
    (sent("camera=(),"), UNREADABLE),
    (sent("camera=()", "microphone 'none'"), UNREADABLE),
    (sent("geolocation=(self https://maps.example)"), UNQUOTED),
    (sent("fullscreen=HTTPS://maps.example"), UNQUOTED),
    (home("Feature-Policy: camera 'none'"), OLD_NAME),
    (home("Feature-Policy: camera *", "Permissions-Policy: camera=()"), LIMITED),
    (home(), ABSENT),
    (home("Content-Type: application/json", html=False), NOT_APPLICABLE),
    (home(status=503), COULD_NOT_CHECK),
    ((THERE, Artifact(HTTP, ACME, SILENT)), COULD_NOT_CHECK),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "verdict"), CASES)
def test_policy_gets_its_verdict(seen, verdict):
    assert judged(CHECK, HOST, *seen).verdict is verdict


def test_feature_left_to_every_site_is_what_browsers_do_anyway():
    judgement = judged(CHECK, HOST, *sent("camera=*, usb=*, fullscreen=*"))
    assert judgement.outcome is Outcome.PASS
    assert "leaves camera, usb to" in judgement.headline
