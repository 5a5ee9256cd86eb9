import pytest

from audits.checks.cloudflare_minimum_tls import CHECK, CURRENT, OLD, UNKNOWN
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.cloudflare_zone import AT_CLOUDFLARE, REFUSED, WITHOUT, told, verdict_of

CASES = [
    ("1.0", OLD),
    ("1.1", OLD),
    ("1.2", CURRENT),
    ("1.3", CURRENT),
    ("2.0", UNKNOWN),
    (REFUSED, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("value", "verdict"), CASES)
def test_version_gets_its_verdict(value, verdict):
    assert verdict_of(CHECK, AT_CLOUDFLARE, told(minimum_tls=value)) is verdict


@pytest.mark.parametrize(("what", "seen", "outcome"), WITHOUT)
def test_zone_that_was_not_told_is_not_judged(what, seen, outcome):
    assert verdict_of(CHECK, *seen).outcome.value == outcome
