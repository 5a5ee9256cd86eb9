import pytest

from audits.checks.name_server_agreement import (
    ALIKE,
    BY_PLACE,
    CHECK,
    ON_ITS_WAY,
    SAME_ANSWERS,
    SPLIT_MAIL,
    SPLIT_SITE,
)
from audits.core.artifacts import Artifact
from audits.core.observed.dns import ZONE, HeldAnswer
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.seen import ACME, SILENT, judged
from tests.audits.zone_seen import held, holding, soa, version, zone_of

OTHER = soa(1, contact="host.other.example.")
OLD, FRESH = soa(2025110101), soa(2025123101)
RIVAL = ("ns1.other.example", "ns2.other.example")
MOVED, OTHER_MAIL = holding("192.0.2.77", "192.0.2.77"), holding(mx="10 mx.other.example.")
SILENT_WWW = (*holding()[:2], HeldAnswer(f"www.{ACME}", "A", missing=SILENT), *holding()[3:])


def one(text=None, told=None):
    return version(1, text or soa(), told or holding())


ROUND_ROBIN = (*holding()[:1], held(ACME, "A", "192.0.2.1", "192.0.2.2"), *holding()[2:])
CASES = [
    ((one(), version(2, soa())), ALIKE),
    ((one(), version(2, OLD, holding())), SAME_ANSWERS),
    ((one(), version(2, OTHER, holding())), SAME_ANSWERS),
    ((one(), version(2, OTHER, ROUND_ROBIN)), SAME_ANSWERS),
    ((one(), version(2, OTHER, holding(mx="10 MAIL.acme.example."))), SAME_ANSWERS),
    ((one(), version(2, OTHER, MOVED)), BY_PLACE),
    ((one(), version(2, OTHER, holding(www="edge.other.example"))), BY_PLACE),
    ((one(), version(2, OTHER, MOVED, listed=RIVAL)), SPLIT_SITE),
    ((one(), version(2, OLD, MOVED)), SPLIT_SITE),
    ((one(FRESH), version(2, OLD, MOVED)), ON_ITS_WAY),
    ((one(soa(8)), version(2, soa(7), OTHER_MAIL)), ON_ITS_WAY),
    ((one(), version(2, OTHER, OTHER_MAIL)), SPLIT_MAIL),
    ((one(), version(2, OTHER, holding(mx=None))), SPLIT_MAIL),
    ((one(), version(2, OLD, OTHER_MAIL)), SPLIT_MAIL),
    ((one(), version(2, OTHER, SILENT_WWW)), COULD_NOT_CHECK),
    ((one(), version(2, OTHER)), COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("servers", "verdict"), CASES)
def test_answers_get_their_verdict(servers, verdict):
    assert judged(CHECK, Domain(ACME), zone_of(*servers)).verdict is verdict


def test_no_answer_of_the_zone_is_no_verdict():
    assert judged(CHECK, Domain(ACME), Artifact(ZONE, ACME, Unavailable("no"))).verdict is COULD_NOT_CHECK


def test_both_answers_stand_in_the_evidence():
    judgement = judged(CHECK, Domain(ACME), zone_of(one(), version(2, OTHER, MOVED, listed=RIVAL)))
    assert [each.observed for each in judgement.evidence[-2:]] == ["192.0.2.1", "192.0.2.77"]
    assert "ns2.dns.example" in judgement.fix
