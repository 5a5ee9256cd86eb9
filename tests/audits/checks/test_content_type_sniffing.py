import pytest

from audits.checks.content_type_sniffing import CHECK, IGNORED, MISSING, OFF
from audits.core.artifacts import Artifact
from audits.core.observed.http import HTTP
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, SILENT, THERE, chain, home, hop, judged, visited

FIELD = "X-Content-Type-Options"

CASES = [
    (home(f"{FIELD}: nosniff"), OFF),
    (home(f"{FIELD}: NoSniff"), OFF),
    (home(f"{FIELD}: nosniff, nosniff"), OFF),
    (home(f"{FIELD}: nosniff, whatever"), OFF),
    (home(f"{FIELD}: nosniff", f"{FIELD}: whatever"), OFF),
    (home(f"{FIELD}:\t nosniff\t"), OFF),
    (home(f"{FIELD}: nosniff", "Content-Type: application/json", html=False), OFF),
    (home(f"{FIELD}: whatever, nosniff"), IGNORED),
    (home(f"{FIELD}: ,nosniff"), IGNORED),
    (home(f"{FIELD}: ", f"{FIELD}: nosniff"), IGNORED),
    (home(f'{FIELD}: "nosniff"'), IGNORED),
    (home(f"{FIELD}: nosniff;"), IGNORED),
    (home(f"{FIELD}: no-sniff"), IGNORED),
    (home(), MISSING),
    (home(status=401), COULD_NOT_CHECK),
    ((THERE, Artifact(HTTP, ACME, SILENT)), COULD_NOT_CHECK),
    ((THERE, visited(chain(hop(f"https://{ACME}/", 301), hop("https://other.example/")))), NOT_APPLICABLE),
]


@pytest.mark.parametrize(("seen", "verdict"), CASES)
def test_fields_get_their_verdict(seen, verdict):
    assert judged(CHECK, HOST, *seen).verdict is verdict
