import pytest

from audits.checks.host_answers import ANSWERS, CHECK, CLOSED, CLOSED_MAIN, PARTLY
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.reach import REACH, HostReach, PortAttempts
from audits.core.subject import Domain, Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, SILENT, dns, judged, records

DOCS = Host(f"docs.{ACME}", declared=True)
UP = PortAttempts("192.0.2.1", 443, ("open",))
UP_SIX = PortAttempts("2001:db8::1", 443, ("open",))
REFUSED = PortAttempts("192.0.2.2", 443, ("refused",) * 3)
ONCE = PortAttempts("192.0.2.2", 443, ("refused",))
QUIET = PortAttempts("192.0.2.2", 443, ("silent",) * 3)
QUIET_SIX = PortAttempts("2001:db8::2", 443, ("silent",) * 3)
NO_SIX = PortAttempts("2001:db8::2", 443, ("unreachable",) * 3)
INNER = PortAttempts("10.0.0.1", 443, ("not public",))

CASES = [
    ([UP], [], ANSWERS),
    ([UP, NO_SIX], [], ANSWERS),
    ([UP, QUIET_SIX], [], ANSWERS),
    ([UP, INNER], [], ANSWERS),
    ([UP, ONCE], [], ANSWERS),
    ([PortAttempts("192.0.2.1", 80, ("refused",) * 3), UP], [], ANSWERS),
    ([UP, REFUSED], [], PARTLY),
    ([UP, QUIET], [], PARTLY),
    ([UP, QUIET_SIX], [UP_SIX], PARTLY),
    ([REFUSED], [], CLOSED_MAIN),
    ([QUIET], [UP], CLOSED_MAIN),
    ([REFUSED, QUIET_SIX], [UP_SIX], CLOSED_MAIN),
    ([QUIET], [], COULD_NOT_CHECK),
    ([QUIET], [UP_SIX], COULD_NOT_CHECK),
    ([REFUSED, QUIET_SIX], [UP], COULD_NOT_CHECK),
    ([ONCE], [], COULD_NOT_CHECK),
    ([NO_SIX], [UP], COULD_NOT_CHECK),
    ([INNER], [UP], COULD_NOT_CHECK),
    ([], [UP], COULD_NOT_CHECK),
]


def answered(attempts, others, host=HOST):
    estate = Estate(domain=Domain(ACME), hosts=(HOST, DOCS))
    other = DOCS if host is HOST else HOST
    addresses = dict.fromkeys(each.address for each in attempts) or {"192.0.2.1": None}
    return judged(
        CHECK,
        host,
        dns(records(*addresses, name=host.name)),
        Artifact(REACH, host.name, HostReach(host.name, tuple(attempts))),
        Artifact(REACH, other.name, HostReach(other.name, tuple(others))),
        estate=estate,
    )


@pytest.mark.parametrize(("attempts", "others", "verdict"), CASES)
def test_connections_get_their_verdict(attempts, others, verdict):
    assert answered(attempts, others).verdict is verdict


EXAMPLES = [([REFUSED], CLOSED), ([UP, REFUSED], PARTLY)]


@pytest.mark.parametrize(("attempts", "verdict"), EXAMPLES)
def test_host_that_carries_no_launch_is_no_blocker(attempts, verdict):
    assert answered(attempts, [], host=DOCS).verdict is verdict


def test_dead_address_is_named():
    judgement = answered([UP, REFUSED], [])
    assert judgement.headline == f"{ACME} answers on 192.0.2.1 and not on 192.0.2.2"
    assert "192.0.2.2" in judgement.fix


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (records(("10.0.0.1", "private")), COULD_NOT_CHECK),
        (records(), COULD_NOT_CHECK),
        (SILENT, COULD_NOT_CHECK),
    ],
)
def test_host_without_public_address_is_not_knocked_at(value, verdict):
    assert judged(CHECK, HOST, dns(value)).verdict is verdict


def test_guessed_host_that_does_not_exist_is_not_asked():
    guessed = Host(f"docs.{ACME}")
    assert judged(CHECK, guessed, dns(records(name=guessed.name, status="NXDOMAIN"))).verdict is NOT_APPLICABLE
