import pytest

from audits.checks.cloudflare_firewall import ABSENT, CHECK, DISABLED, FREE, ON
from audits.core.observed.cloudflare import ManagedRules
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.cloudflare_zone import AT_CLOUDFLARE, REFUSED, WITHOUT, told, verdict_of

ACTIVE = ManagedRules("Cloudflare Managed Ruleset", is_on=True, state="on")
LOGGING = ManagedRules("Cloudflare OWASP Core Ruleset", is_on=False, state="logs and stops nothing")

CASES = [
    ("pro", (ACTIVE,), ON),
    ("free", (ACTIVE,), ON),
    ("business", (LOGGING, ACTIVE), ON),
    ("pro", (LOGGING,), DISABLED),
    ("free", (), FREE),
    ("pro", (), ABSENT),
    ("enterprise", (), ABSENT),
    ("pro", REFUSED, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("plan", "rules", "verdict"), CASES)
def test_rules_get_their_verdict(plan, rules, verdict):
    assert verdict_of(CHECK, AT_CLOUDFLARE, told(plan=plan, managed_rules=rules)) is verdict


@pytest.mark.parametrize(("what", "seen", "outcome"), WITHOUT)
def test_zone_that_was_not_told_is_not_judged(what, seen, outcome):
    assert verdict_of(CHECK, *seen).outcome.value == outcome
