import pytest

from audits.checks.private_address import CHECK, INTERNAL, MIXED, PUBLIC, UNREACHABLE_MAIN
from audits.core.subject import Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, SILENT, dns, judged, records

INNER, LOOP, LOCAL = ("10.0.0.1", "private"), ("127.0.0.1", "loopback"), ("fd00::1", "unique local")
STAFF = Host(f"staff.{ACME}", declared=True)

CASES = [
    (HOST, records("192.0.2.1", "2001:db8::1"), PUBLIC),
    (HOST, records(INNER), UNREACHABLE_MAIN),
    (HOST, records(LOOP, LOCAL), UNREACHABLE_MAIN),
    (STAFF, records(INNER, name=STAFF.name), INTERNAL),
    (HOST, records("192.0.2.1", INNER), MIXED),
    (STAFF, records("192.0.2.1", LOCAL, name=STAFF.name), MIXED),
    (HOST, records(INNER, six=SILENT), UNREACHABLE_MAIN),
    (HOST, records("192.0.2.1", six=SILENT), COULD_NOT_CHECK),
    (HOST, records(), COULD_NOT_CHECK),
    (HOST, SILENT, COULD_NOT_CHECK),
    (Host(f"app.{ACME}"), records(name=f"app.{ACME}", status="NXDOMAIN"), NOT_APPLICABLE),
]


@pytest.mark.parametrize(("host", "value", "verdict"), CASES)
def test_records_get_their_verdict(host, value, verdict):
    assert judged(CHECK, host, dns(value)).verdict is verdict


def test_evidence_says_why_an_address_is_not_public():
    seen = judged(CHECK, HOST, dns(records("192.0.2.1", LOCAL))).evidence
    assert [(one.source, one.observed) for one in seen] == [
        (f"DNS {ACME} A", "192.0.2.1"),
        (f"DNS {ACME} AAAA", "fd00::1 (unique local)"),
    ]
