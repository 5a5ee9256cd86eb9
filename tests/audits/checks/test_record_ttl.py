import pytest

from audits.checks.record_ttl import CHECK, LONG, LONG_ABSENCE, NO_RECORDS, QUICK
from audits.core.artifacts import Artifact
from audits.core.observed.dns import ZONE, HeldAnswer, ZoneRecords
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, judged
from tests.audits.zone_seen import held, holding, soa, version, zone_of

DAY = 86_400
WWW = f"www.{ACME}"
EMPTY = (held(ACME, "NS", "ns1.dns.example."), held(ACME, "A"), held(WWW, "A"))
SILENT_HELD = tuple(HeldAnswer(name, "A", missing=SILENT) for name in (ACME, WWW))

CASES = [
    (holding(), {}, QUICK),
    (holding(ttl=0, www_ttl=0), {}, QUICK),
    (holding(ttl=DAY, www_ttl=DAY), {}, QUICK),
    (holding(), {"soa_ttl": DAY * 7}, QUICK),
    (holding(), {"minimum": DAY * 7}, QUICK),
    (holding(ttl=DAY + 1), {}, LONG),
    (holding(www_ttl=259_200), {}, LONG),
    (holding(www="acme.host.example", www_ttl=259_200), {}, LONG),
    (holding(), {"mx_ttl": 172_800}, LONG),
    (holding(), {"mx_ttl": 12}, QUICK),
    (holding(), {"minimum": DAY * 7, "soa_ttl": DAY * 7}, LONG_ABSENCE),
    (EMPTY, {}, NO_RECORDS),
    (SILENT_HELD, {}, COULD_NOT_CHECK),
    ((), {}, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("told", "given", "verdict"), CASES)
def test_lives_get_their_verdict(told, given, verdict):
    text = soa(minimum=given.get("minimum", 300))
    server = version(1, text, told, soa_ttl=given.get("soa_ttl", 300))
    found = judged(CHECK, Domain(ACME), zone_of(server, version(2, text), mx_ttl=given.get("mx_ttl")))
    assert found.verdict is verdict


def test_life_is_told_in_words_with_the_record():
    found = judged(CHECK, Domain(ACME), zone_of(version(1, soa(), holding(www_ttl=216_000)), version(2, soa())))
    assert (
        found.headline == f"Others remember the A record of {WWW} for 2.5 days, so a move or a way back takes as long"
    )


def test_resolver_proves_a_long_life_and_never_a_short_one():
    silent = ZoneRecords(ACME, "NOERROR", (), (), (), zone="example")
    told = {each: judged(CHECK, Domain(ACME), Artifact(ZONE, ACME, replaced(silent, each))) for each in (600, 172_800)}
    assert told[600].verdict is NOT_APPLICABLE
    assert told[172_800].verdict is LONG
    assert judged(CHECK, Domain(ACME), Artifact(ZONE, ACME, Unavailable("no"))).verdict is COULD_NOT_CHECK


def replaced(zone, mx_ttl):
    return ZoneRecords(zone.name, zone.status, zone.name_servers, zone.mx, zone.wildcard, zone.zone, mx_ttl=mx_ttl)
