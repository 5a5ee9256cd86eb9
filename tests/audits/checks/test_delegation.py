from dataclasses import replace

import pytest

from audits.checks.delegation import (
    CHECK,
    DIFFERING,
    DOES_NOT_EXIST,
    MISMATCHED,
    NOWHERE,
    REFUSED,
    SERVED,
    SILENT,
    SINGLE,
    UNREGISTERED,
    UNSERVED,
    WITHDRAWN,
)
from audits.core.artifacts import Artifact
from audits.core.observed.dns import ZONE, NameServer, ParentAnswer, ServerAnswer, ZoneRecords
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, judged, records

ONE, TWO, THREE = "ns1.dns.example", "ns2.dns.example", "ns3.dns.example"
BOTH = (ONE, TWO)
NO_ANSWER = Unavailable("no answer")
THREE_TIMES = Unavailable("no answer", ("192.0.2.2 silent",) * 3)
ONCE = Unavailable("no answer", ("192.0.2.2 silent",))
SOA = "ns1.dns.example. host.dns.example. 7 7200 900 1209600 300"
PARENT = ParentAnswer("example", "a.nic.example", "192.0.2.9", "NOERROR", BOTH, is_referral=True)
HOLDS_BOTH = replace(PARENT, is_referral=False)
GONE_ABOVE = replace(PARENT, status="NXDOMAIN", name_servers=())


def server(name, address, status="NOERROR", *, authoritative=True, told=BOTH, soa=SOA, by=()):
    answer = ServerAnswer(address, status, authoritative, told, soa if status == "NOERROR" and authoritative else "")
    return NameServer(name, records(address, name=name), answer, by)


GOOD, ALSO_GOOD = server(ONE, "192.0.2.1"), server(TWO, "192.0.2.2")
NOT_ASKED_AGAIN = server(TWO, "192.0.2.2", told=())
SOLD = NameServer(TWO, records(name=TWO, status="NXDOMAIN", denied_by="example"))
ABOVE = server(THREE, "192.0.2.3", told=(), by=("parent",))
INSIDE = server(TWO, "192.0.2.2", told=(), by=("zone",))
LISTED = replace(GOOD, listed_by=("zone", "parent"))
TWO_MACHINES = replace(server(ONE, "192.0.2.1", told=(ONE,)), records=records("192.0.2.1", "192.0.2.3", name=ONE))


def second(answer, *addresses):
    return NameServer(TWO, records(*(addresses or ("192.0.2.2",)), name=TWO), answer)


def old_form(server):
    """The same server as it was recorded before anybody asked for the SOA record."""
    return replace(server, answer=replace(server.answer, soa=""))


CASES = [
    ((GOOD, ALSO_GOOD), SERVED),
    ((GOOD, NOT_ASKED_AGAIN), SERVED),
    ((old_form(GOOD), old_form(ALSO_GOOD)), SERVED),
    ((GOOD, server(TWO, "192.0.2.2", "REFUSED")), REFUSED),
    ((GOOD, server(TWO, "192.0.2.2", "NOTAUTH")), REFUSED),
    ((GOOD, server(TWO, "192.0.2.2", authoritative=False)), REFUSED),
    ((GOOD, server(TWO, "192.0.2.2", told=(), soa="")), REFUSED),
    ((GOOD, NameServer(TWO, records(name=TWO, status="NXDOMAIN"))), NOWHERE),
    ((GOOD, NameServer(TWO, records(name=TWO, status="NXDOMAIN", denied_by="dns.example"))), NOWHERE),
    ((GOOD, NameServer(TWO, records(("10.0.0.2", "private"), name=TWO))), NOWHERE),
    ((GOOD, SOLD), UNREGISTERED),
    ((GOOD, second(THREE_TIMES)), SILENT),
    ((server(ONE, "192.0.2.1", "REFUSED"), server(TWO, "192.0.2.2", "REFUSED")), UNSERVED),
    ((server(ONE, "192.0.2.1", "REFUSED"), NameServer(TWO, records(name=TWO, status="NXDOMAIN"))), UNSERVED),
    ((GOOD,), SINGLE),
    ((TWO_MACHINES,), SERVED),
    ((GOOD, server(TWO, "192.0.2.1")), SINGLE),
    ((GOOD, server(TWO, "192.0.2.2", told=(ONE,))), DIFFERING),
    ((LISTED, INSIDE), MISMATCHED),
    ((LISTED, server(TWO, "192.0.2.2", by=("zone", "parent")), ABOVE), MISMATCHED),
    ((LISTED, INSIDE, server(THREE, "192.0.2.2", told=(), by=("parent",))), SERVED),
    ((LISTED, server(TWO, "192.0.2.2"), server(THREE, "192.0.2.3", "REFUSED", by=("parent",))), REFUSED),
    ((GOOD, second(ONCE)), COULD_NOT_CHECK),
    ((GOOD, server(TWO, "192.0.2.2", "SERVFAIL")), COULD_NOT_CHECK),
    ((GOOD, NameServer(TWO, NO_ANSWER)), COULD_NOT_CHECK),
    ((second(THREE_TIMES),), COULD_NOT_CHECK),
    ((server(TWO, "192.0.2.2", authoritative=False),), COULD_NOT_CHECK),
]


def answered(value):
    return judged(CHECK, Domain(ACME), Artifact(ZONE, ACME, value))


def zone(servers, parent=PARENT):
    return ZoneRecords(ACME, "NOERROR", servers, (), (), parent=parent)


@pytest.mark.parametrize(("servers", "verdict"), CASES)
def test_servers_get_their_verdict(servers, verdict):
    assert answered(zone(servers)).verdict is verdict


OF_PARENTS = [
    (HOLDS_BOTH, SERVED),
    (GONE_ABOVE, WITHDRAWN),
    (Unavailable("no name server of the zone example told what it delegates"), COULD_NOT_CHECK),
    (None, COULD_NOT_CHECK),
]
WITHOUT_SERVERS = [
    (ZoneRecords(ACME, "NXDOMAIN", (), (), ()), DOES_NOT_EXIST),
    (ZoneRecords(ACME, "NOERROR", (), (), (), zone="example"), NOT_APPLICABLE),
    (ZoneRecords(ACME, "NOERROR", (), (), ()), COULD_NOT_CHECK),
    (NO_ANSWER, COULD_NOT_CHECK),
]
EXAMPLES = [OF_PARENTS, WITHOUT_SERVERS]


@pytest.mark.parametrize(("parent", "verdict"), OF_PARENTS)
def test_zone_above_has_its_say(parent, verdict):
    assert answered(zone((GOOD, ALSO_GOOD), parent)).verdict is verdict


@pytest.mark.parametrize(("value", "verdict"), WITHOUT_SERVERS)
def test_domain_without_name_servers(value, verdict):
    assert answered(value).verdict is verdict


def test_fault_is_told_though_another_server_and_the_zone_above_are_unclear():
    servers = (GOOD, server(TWO, "192.0.2.2", "REFUSED"), NameServer(THREE, NO_ANSWER))
    judgement = answered(zone(servers, NO_ANSWER))
    assert judgement.verdict is REFUSED
    assert TWO in judgement.fix
    assert ONE not in judgement.fix


def test_nobody_serving_is_proven_only_where_our_questions_get_through():
    servers = (server(ONE, "192.0.2.1", "REFUSED"), server(TWO, "192.0.2.2", "REFUSED"))
    assert answered(zone(servers, NO_ANSWER)).verdict is COULD_NOT_CHECK


def test_difference_says_who_names_whom():
    judgement = answered(zone((LISTED, INSIDE, ABOVE)))
    assert f"{THREE} at the registry alone, {TWO} in the zone alone" in judgement.headline
    assert f"The zone names {ONE}, {TWO}." in judgement.fix
    assert judgement.evidence[0].observed == f"delegates to {ONE}, {TWO}"
