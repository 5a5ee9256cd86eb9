import pytest

from audits.checks.zone_serial import BEHIND, CHANGING, CHECK, COUNTED_APART, ONE_VERSION, SHORT_LIVED
from audits.core.artifacts import Artifact
from audits.core.observed.dns import ZONE, NameServer, ZoneRecords
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, judged, records
from tests.audits.zone_seen import holding, soa, version, zone_of

OTHER = "host.other.example."
YESTERDAY = 1767139200  # 2025-12-31, as seconds

CASES = [
    ((soa(), soa()), ONE_VERSION),
    ((soa(0), soa(0)), ONE_VERSION),
    ((soa(4294967295), soa(4294967295)), ONE_VERSION),
    ((soa(2031010101), soa(2031010101)), ONE_VERSION),
    ((soa(), soa().replace("ns1.", "ns2.", 1)), ONE_VERSION),
    ((soa(7), soa(8)), CHANGING),
    ((soa(4294967295), soa(0)), CHANGING),
    ((soa(2025123101), soa(2025120101)), CHANGING),
    ((soa(2025122901, refresh=864000), soa(2025120101, refresh=864000)), CHANGING),
    ((soa(2025120101), soa(2025110101)), BEHIND),
    ((soa(2025110101), soa(2025120101)), BEHIND),
    ((soa(YESTERDAY - 864000), soa(YESTERDAY - 1728000)), BEHIND),
    ((soa(2025120101), soa(2025110101, contact=OTHER)), COUNTED_APART),
    ((soa(1), soa(2025110101, contact=OTHER)), COUNTED_APART),
    ((soa(refresh=7200, expire=3600), soa(refresh=7200, expire=3600)), SHORT_LIVED),
    (("no SOA at all", soa()), COULD_NOT_CHECK),
    ((soa(4294967296), soa()), COULD_NOT_CHECK),
]


def answered(*servers):
    return judged(CHECK, Domain(ACME), zone_of(*servers))


@pytest.mark.parametrize(("texts", "verdict"), CASES)
def test_versions_get_their_verdict(texts, verdict):
    assert answered(version(1, texts[0], holding()), version(2, texts[1])).verdict is verdict


def test_fix_names_the_server_that_stayed_behind():
    judgement = answered(version(1, soa(2025120101)), version(2, soa(2025110101)))
    assert judgement.headline.startswith("ns2.dns.example still serves version 2025110101")
    assert "rndc retransfer acme.example" in judgement.fix


def test_short_life_is_mended_with_the_whole_record():
    fix = answered(version(1, soa(7, expire=60)), version(2, soa(7, expire=60))).fix
    assert fix.endswith("ns1.dns.example. host.dns.example. 8 7200 900 1209600 300")


def test_server_that_was_not_understood_proves_nothing():
    silent = NameServer("ns2.dns.example", records("192.0.2.2"), SILENT)
    assert answered(version(1, soa()), silent).verdict is COULD_NOT_CHECK


def test_domain_inside_another_zone_has_no_version_of_its_own():
    value = ZoneRecords(f"app.{ACME}", "NOERROR", (), (), (), zone=ACME)
    assert judged(CHECK, Domain(ACME), Artifact(ZONE, ACME, value)).verdict is NOT_APPLICABLE
    assert judged(CHECK, Domain(ACME), Artifact(ZONE, ACME, Unavailable("no"))).verdict is COULD_NOT_CHECK
