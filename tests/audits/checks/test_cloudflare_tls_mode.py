import pytest

from audits.checks.cloudflare_tls_mode import CHECK, FLEXIBLE, FULL, OFF, STRICT, UNKNOWN
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.cloudflare_zone import AT_CLOUDFLARE, ELSEWHERE, REFUSED, WITHOUT, told, verdict_of

CASES = [
    ("off", OFF),
    ("flexible", FLEXIBLE),
    ("full", FULL),
    ("strict", STRICT),
    ("origin_pull", STRICT),
    ("sometimes", UNKNOWN),
    (REFUSED, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("mode", "verdict"), CASES)
def test_mode_gets_its_verdict(mode, verdict):
    assert verdict_of(CHECK, AT_CLOUDFLARE, told(tls_mode=mode)) is verdict


def test_zone_with_name_servers_of_its_own_name_is_judged_by_what_the_token_shows():
    assert verdict_of(CHECK, ELSEWHERE, told(tls_mode="full")) is FULL


@pytest.mark.parametrize(("what", "seen", "outcome"), WITHOUT)
def test_zone_that_was_not_told_is_not_judged(what, seen, outcome):
    assert verdict_of(CHECK, *seen).outcome.value == outcome
