import pytest

from audits.checks.dangling_name import (
    CHECK,
    CLAIMABLE,
    EMPTY,
    GONE,
    LOOP,
    NO_ALIAS,
    RESOLVES,
    UNREGISTERED,
)
from audits.core.artifacts import Artifact
from audits.core.observed.hosting import HOSTING, HostingPage
from audits.core.subject import Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, dns, judged, records, zone

DOCS = f"docs.{ACME}"
FREE = "There isn't a GitHub Pages site here."
PAGES, AZURE = "acme.github.io", "acme.azurewebsites.net"


def alias(*targets, addresses=(), **more):
    return records(*addresses, name=DOCS, aliases=targets, **more)


def page(status, text):
    return HostingPage(DOCS, PAGES, status, text)


CASES = [
    (records("192.0.2.1", name=DOCS), None, NO_ALIAS),
    (alias("acme.host.example", addresses=["192.0.2.1"]), None, RESOLVES),
    (alias(PAGES, addresses=["192.0.2.1"]), page(200, "Welcome"), RESOLVES),
    (alias(PAGES, addresses=["192.0.2.1"]), page(404, "No such article"), RESOLVES),
    (alias(PAGES, addresses=["192.0.2.1"]), page(200, f"A post that quotes: {FREE}"), RESOLVES),
    (alias(PAGES, addresses=["192.0.2.1"]), page(404, f"<p>{FREE}</p>"), CLAIMABLE),
    (alias(AZURE, status="NXDOMAIN", denied_by="azurewebsites.net"), None, CLAIMABLE),
    (alias("shop.gone.example", status="NXDOMAIN", denied_by="example"), None, UNREGISTERED),
    (alias("shop.gone.co.uk", status="NXDOMAIN", denied_by="co.uk"), None, UNREGISTERED),
    (alias("shop.gone.example", status="NXDOMAIN", denied_by="gone.example"), None, GONE),
    (alias("shop.gone.example", status="NXDOMAIN"), None, GONE),
    (alias("old.host.example"), None, EMPTY),
    (alias(DOCS), None, LOOP),
    (alias("a.example", "b.example", "a.example"), None, LOOP),
    (records(name=DOCS, status="NXDOMAIN"), None, NOT_APPLICABLE),
    (alias(PAGES, addresses=["192.0.2.1"]), SILENT, COULD_NOT_CHECK),
    (alias(PAGES, addresses=["192.0.2.1"]), None, COULD_NOT_CHECK),
    (alias("old.host.example", four=SILENT), None, COULD_NOT_CHECK),
    (SILENT, None, COULD_NOT_CHECK),
]


def answered(value, shown=None, host=None):
    host = host or Host(DOCS, declared=True)
    records_seen = Artifact(dns(value).source, DOCS, value)
    return judged(CHECK, host, records_seen, *([Artifact(HOSTING, DOCS, shown)] if shown else []))


@pytest.mark.parametrize(("value", "shown", "verdict"), CASES)
def test_alias_gets_its_verdict(value, shown, verdict):
    assert answered(value, shown).verdict is verdict


def test_record_to_delete_is_the_hosts_own():
    fix = answered(alias("first.host.example", "last.gone.example", status="NXDOMAIN")).fix
    assert f"Delete the record {DOCS}. CNAME first.host.example. at" in fix
    assert "claim last.gone.example" in fix


def test_wildcard_alias_of_a_guessed_host_is_not_judged():
    guessed = Host(DOCS)
    found = dns(alias("parked.example", addresses=["192.0.2.1"]))
    assert judged(CHECK, guessed, found, zone("parked.example", "192.0.2.1")).verdict is NOT_APPLICABLE
    assert judged(CHECK, guessed, found, zone("other.example", "192.0.2.1")).verdict is RESOLVES
