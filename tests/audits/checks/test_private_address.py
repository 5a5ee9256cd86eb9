import pytest

from audits.checks.private_address import CHECK, INTERNAL, MIXED, PUBLIC, RESERVED, UNREACHABLE_MAIN
from audits.core.subject import Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from portal.outbound.addresses import nature
from tests.audits.seen import ACME, HOST, SILENT, dns, judged, records

INNER, LOOP, LOCAL = ("10.0.0.1", "private"), ("127.0.0.1", "loopback"), ("fd00::1", "unique local")
MANUAL = ("192.0.2.7", "documentation, 192.0.2.0/24")
STAFF = Host(f"staff.{ACME}", declared=True)

CASES = [
    (HOST, records("192.0.2.1", "2001:db8::1"), PUBLIC),
    (HOST, records(INNER), UNREACHABLE_MAIN),
    (HOST, records(LOOP, LOCAL), UNREACHABLE_MAIN),
    (STAFF, records(INNER, name=STAFF.name), INTERNAL),
    (STAFF, records(MANUAL, name=STAFF.name), RESERVED),
    (STAFF, records(MANUAL, INNER, name=STAFF.name), INTERNAL),
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


KINDS = [
    ("10.0.0.1", INTERNAL),
    ("172.16.0.1", INTERNAL),
    ("172.31.255.254", INTERNAL),
    ("192.168.1.1", INTERNAL),
    ("100.64.0.1", INTERNAL),
    ("127.0.0.1", INTERNAL),
    ("169.254.169.254", INTERNAL),
    ("fc00::1", INTERNAL),
    ("fd12:3456::1", INTERNAL),
    ("fe80::1", INTERNAL),
    ("fec0::1", INTERNAL),
    ("::1", INTERNAL),
    ("0.0.0.1", RESERVED),
    ("192.0.2.1", RESERVED),
    ("198.51.100.1", RESERVED),
    ("203.0.113.1", RESERVED),
    ("198.18.0.1", RESERVED),
    ("224.0.0.1", RESERVED),
    ("255.255.255.255", RESERVED),
    ("2001:db8::1", RESERVED),
    ("3fff::1", RESERVED),
    ("::ffff:10.0.0.1", RESERVED),
    ("64:ff9b::a00:1", RESERVED),
    ("100::1", RESERVED),
    ("172.32.0.1", PUBLIC),
    ("100.128.0.1", PUBLIC),
    ("11.0.0.1", PUBLIC),
    ("2606:4700::1", PUBLIC),
]


@pytest.mark.parametrize(("address", "verdict"), KINDS)
def test_every_kind_of_address_gets_its_verdict(address, verdict):
    value = records((address, nature(address)), name=STAFF.name)
    assert judged(CHECK, STAFF, dns(value)).verdict is verdict
