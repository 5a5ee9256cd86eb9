import pytest

from audits.checks.delegation import (
    CHECK,
    DIFFERING,
    DOES_NOT_EXIST,
    NOWHERE,
    REFUSED,
    SERVED,
    SILENT,
    SINGLE,
    UNSERVED,
)
from audits.core.artifacts import Artifact
from audits.core.observed.dns import ZONE, NameServer, ServerAnswer, ZoneRecords
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, judged, records

ONE, TWO = "ns1.dns.example", "ns2.dns.example"
BOTH = (ONE, TWO)
NO_ANSWER = Unavailable("no answer")
THREE_TIMES = Unavailable("no answer", ("192.0.2.2 silent",) * 3)
ONCE = Unavailable("no answer", ("192.0.2.2 silent",))


def server(name, address, status="NOERROR", *, authoritative=True, told=BOTH):
    return NameServer(name, records(address, name=name), ServerAnswer(address, status, authoritative, told))


GOOD, ALSO_GOOD = server(ONE, "192.0.2.1"), server(TWO, "192.0.2.2")


def second(answer, *addresses):
    return NameServer(TWO, records(*(addresses or ("192.0.2.2",)), name=TWO), answer)


CASES = [
    ((GOOD, ALSO_GOOD), SERVED),
    ((GOOD, server(TWO, "192.0.2.2", "REFUSED")), REFUSED),
    ((GOOD, server(TWO, "192.0.2.2", "NOTAUTH")), REFUSED),
    ((GOOD, server(TWO, "192.0.2.2", authoritative=False)), REFUSED),
    ((GOOD, NameServer(TWO, records(name=TWO, status="NXDOMAIN"))), NOWHERE),
    ((GOOD, NameServer(TWO, records(("10.0.0.2", "private"), name=TWO))), NOWHERE),
    ((GOOD, second(THREE_TIMES)), SILENT),
    ((server(ONE, "192.0.2.1", "REFUSED"), server(TWO, "192.0.2.2", "REFUSED")), UNSERVED),
    ((server(ONE, "192.0.2.1", "REFUSED"), NameServer(TWO, records(name=TWO, status="NXDOMAIN"))), UNSERVED),
    ((GOOD,), SINGLE),
    ((GOOD, server(TWO, "192.0.2.1")), SINGLE),
    ((GOOD, server(TWO, "192.0.2.2", told=(ONE,))), DIFFERING),
    ((GOOD, second(ONCE)), COULD_NOT_CHECK),
    ((GOOD, server(TWO, "192.0.2.2", "SERVFAIL")), COULD_NOT_CHECK),
    ((GOOD, NameServer(TWO, NO_ANSWER)), COULD_NOT_CHECK),
    ((second(THREE_TIMES),), COULD_NOT_CHECK),
    ((server(TWO, "192.0.2.2", authoritative=False),), COULD_NOT_CHECK),
]


def answered(value):
    return judged(CHECK, Domain(ACME), Artifact(ZONE, ACME, value))


@pytest.mark.parametrize(("servers", "verdict"), CASES)
def test_servers_get_their_verdict(servers, verdict):
    assert answered(ZoneRecords(ACME, "NOERROR", servers, (), ())).verdict is verdict


WITHOUT_SERVERS = [
    (ZoneRecords(ACME, "NXDOMAIN", (), (), ()), DOES_NOT_EXIST),
    (ZoneRecords(ACME, "NOERROR", (), (), (), zone="example"), NOT_APPLICABLE),
    (ZoneRecords(ACME, "NOERROR", (), (), ()), COULD_NOT_CHECK),
    (NO_ANSWER, COULD_NOT_CHECK),
]
EXAMPLES = WITHOUT_SERVERS


@pytest.mark.parametrize(("value", "verdict"), WITHOUT_SERVERS)
def test_domain_without_name_servers(value, verdict):
    assert answered(value).verdict is verdict


def test_fault_is_told_though_another_server_is_unclear():
    servers = (GOOD, server(TWO, "192.0.2.2", "REFUSED"), NameServer("ns3.dns.example", NO_ANSWER))
    judgement = answered(ZoneRecords(ACME, "NOERROR", servers, (), ()))
    assert judgement.verdict is REFUSED
    assert TWO in judgement.fix
    assert ONE not in judgement.fix
