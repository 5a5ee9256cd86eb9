import pytest

from audits.checks.cloudflare_owner import CHECK, INACTIVE, NAMED, PAUSED, UNNAMED
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.cloudflare_zone import AT_CLOUDFLARE, DOMAIN, WITHOUT, told, verdict_of
from tests.audits.seen import judged

CASES = [
    ({}, NAMED),
    ({"owner": ""}, NAMED),
    ({"account": ""}, UNNAMED),
    ({"is_paused": True}, PAUSED),
    ({"status": "pending"}, INACTIVE),
    ({"status": "moved", "name_servers": ()}, INACTIVE),
]
EXAMPLES = [COULD_NOT_CHECK]


@pytest.mark.parametrize(("parts", "verdict"), CASES)
def test_zone_gets_its_verdict(parts, verdict):
    assert verdict_of(CHECK, AT_CLOUDFLARE, told(**parts)) is verdict


def test_account_and_name_servers_are_told():
    assert '"Acme Inc"' in judged(CHECK, DOMAIN, told()).headline
    assert "lola.ns.cloudflare.com and kurt.ns.cloudflare.com" in judged(CHECK, DOMAIN, told(status="pending")).fix


@pytest.mark.parametrize(("what", "seen", "outcome"), WITHOUT)
def test_zone_that_was_not_told_is_not_judged(what, seen, outcome):
    assert verdict_of(CHECK, *seen).outcome.value == outcome
