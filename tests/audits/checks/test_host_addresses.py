import pytest

from audits.checks.host_addresses import CHECK, MISSING, MISSING_MAIN, PUBLISHED
from audits.core.subject import Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, SILENT, dns, judged, records, zone

DOCS, APP = f"docs.{ACME}", f"app.{ACME}"
GONE = ("gone.host.example",)

CASES = [
    (HOST, records("192.0.2.1"), PUBLISHED),
    (HOST, records("2001:db8::1"), PUBLISHED),
    (HOST, records("192.0.2.1", six=SILENT), PUBLISHED),
    (HOST, records(), MISSING_MAIN),
    (Host(APP, declared=True), records(name=APP, status="NXDOMAIN"), MISSING_MAIN),
    (Host(APP, declared=True), records(name=APP, aliases=GONE, status="NXDOMAIN"), MISSING_MAIN),
    (Host(DOCS, declared=True), records(name=DOCS), MISSING),
    (Host(DOCS, declared=True), records(name=DOCS, aliases=GONE, status="NXDOMAIN"), NOT_APPLICABLE),
    (Host(DOCS, declared=True), records(name=DOCS, aliases=GONE), MISSING),
    (Host(DOCS), records(name=DOCS), NOT_APPLICABLE),
    (HOST, records(four=SILENT), COULD_NOT_CHECK),
    (HOST, records(six=SILENT), COULD_NOT_CHECK),
    (HOST, SILENT, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("host", "value", "verdict"), CASES)
def test_records_get_their_verdict(host, value, verdict):
    assert judged(CHECK, host, dns(value)).verdict is verdict


def test_wildcard_alone_makes_no_host():
    host = Host(DOCS)
    assert judged(CHECK, host, dns(records("192.0.2.9", name=DOCS)), zone("192.0.2.9")).verdict is NOT_APPLICABLE
    assert judged(CHECK, host, dns(records("192.0.2.8", name=DOCS)), zone("192.0.2.9")).verdict is PUBLISHED


def test_headline_names_the_first_addresses():
    many = [f"192.0.2.{number}" for number in range(1, 7)]
    headline = judged(CHECK, HOST, dns(records(*many))).headline
    assert headline == f"{ACME} leads to 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4 and 2 more"
