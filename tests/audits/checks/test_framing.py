import pytest

from audits.checks.framing import CHECK, IGNORED, MISSING, OPEN, PROTECTED
from audits.core.artifacts import Artifact
from audits.core.observed.http import HTTP
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, SILENT, THERE, home, judged

CSP, XFO = "Content-Security-Policy", "X-Frame-Options"

CASES = [
    ([f"{CSP}: frame-ancestors 'none'"], PROTECTED),
    ([f"{CSP}: frame-ancestors 'self' https://partner.example"], PROTECTED),
    ([f"{CSP}: frame-ancestors"], PROTECTED),
    ([f"{CSP}: default-src 'self'", f"{CSP}: frame-ancestors 'self'"], PROTECTED),
    ([f"{CSP}: frame-ancestors *", f"{CSP}: frame-ancestors 'self'"], PROTECTED),
    ([f"{XFO}: DENY"], PROTECTED),
    ([f"{XFO}: sameorigin"], PROTECTED),
    ([f"{XFO}: SAMEORIGIN, SAMEORIGIN"], PROTECTED),
    ([f"{XFO}: SAMEORIGIN", f"{XFO}: DENY"], PROTECTED),
    ([f"{XFO}: ALLOWALL, DENY"], PROTECTED),
    ([f"{CSP}: default-src 'none'", f"{XFO}: DENY"], PROTECTED),
    ([f"{CSP}: frame-ancestors *"], OPEN),
    ([f"{CSP}: frame-ancestors https:"], OPEN),
    ([f"{CSP}: frame-ancestors *", f"{XFO}: DENY"], OPEN),
    ([f"{XFO}: ALLOW-FROM https://partner.example"], IGNORED),
    ([f"{XFO}: ALLOWALL"], IGNORED),
    ([f"{XFO}: SAME-ORIGIN"], IGNORED),
    ([f"{XFO}: 'DENY'"], IGNORED),
    ([f"{XFO}: "], IGNORED),
    ([f"{XFO}: one, two"], IGNORED),
    ([f"{CSP}-Report-Only: frame-ancestors 'none'"], MISSING),
    ([f"{CSP}: default-src 'none'"], MISSING),
    ([], MISSING),
]


@pytest.mark.parametrize(("fields", "verdict"), CASES)
def test_fields_get_their_verdict(fields, verdict):
    assert judged(CHECK, HOST, *home(*fields)).verdict is verdict


PAGES = [
    (f'<meta http-equiv="{CSP}" content="frame-ancestors \'none\'">', MISSING),
    (f'<meta http-equiv="{XFO}" content="DENY">', MISSING),
]


@pytest.mark.parametrize(("text", "verdict"), PAGES)
def test_meta_element_does_not_count(text, verdict):
    assert judged(CHECK, HOST, *home(text=text)).verdict is verdict


OTHERS = [
    (home("Content-Type: image/png", html=False), NOT_APPLICABLE),
    (home(status=403), COULD_NOT_CHECK),
    ((THERE, Artifact(HTTP, ACME, SILENT)), COULD_NOT_CHECK),
]
EXAMPLES = OTHERS


@pytest.mark.parametrize(("seen", "verdict"), OTHERS)
def test_what_is_no_page(seen, verdict):
    assert judged(CHECK, HOST, *seen).verdict is verdict
