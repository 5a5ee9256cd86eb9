import pytest

from audits.checks.exchanger_names import CHECK, OWNED, UNREGISTERED
from audits.core.artifacts import Artifact
from audits.core.observed.dns import ZONE, Exchanger, ZoneRecords
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, judged

GONE, SOLD = "mx.gone.example", "mx.gone.co.uk"
MX = (f"10 mx.{ACME}.",)
THERE = Exchanger(f"mx.{ACME}", "NOERROR")
FREE = Exchanger(GONE, "NXDOMAIN", "example")


def zone(mx, *hosts):
    return ZoneRecords(ACME, "NOERROR", (), mx, (), exchangers=hosts)


CASES = [
    (zone(MX, THERE), OWNED),
    (zone(MX, Exchanger(GONE, "NXDOMAIN", "gone.example")), OWNED),
    (zone(MX, Exchanger(f"mx.{ACME}", "NXDOMAIN", ACME)), OWNED),
    (zone(MX, Exchanger(GONE, "NXDOMAIN")), OWNED),
    (zone(MX, FREE), UNREGISTERED),
    (zone(MX, THERE, Exchanger(SOLD, "NXDOMAIN", "co.uk")), UNREGISTERED),
    (zone(MX, FREE, SILENT), UNREGISTERED),
    (zone(MX, THERE, SILENT), COULD_NOT_CHECK),
    (zone(MX), COULD_NOT_CHECK),
    (zone(SILENT), COULD_NOT_CHECK),
    (Unavailable("no"), COULD_NOT_CHECK),
    (zone(()), NOT_APPLICABLE),
    (zone(("0 .",)), NOT_APPLICABLE),
]


@pytest.mark.parametrize(("value", "verdict"), CASES)
def test_mail_hosts_get_their_verdict(value, verdict):
    assert judged(CHECK, Domain(ACME), Artifact(ZONE, ACME, value)).verdict is verdict


def test_record_to_delete_is_named():
    fix = judged(CHECK, Domain(ACME), Artifact(ZONE, ACME, zone(MX, FREE))).fix
    assert f"Delete the record {ACME}. MX {GONE}. at" in fix
