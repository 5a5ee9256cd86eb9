from dataclasses import replace

import pytest

from audits.checks.dangling_name import (
    CHECK,
    CLAIMABLE,
    EMPTY,
    GONE,
    LOOP,
    NO_ALIAS,
    PROOF,
    RESOLVES,
    UNREGISTERED,
)
from audits.core.artifacts import Artifact
from audits.core.observed.hosting import HOSTING, HostingPage
from audits.core.outcome import Outcome
from audits.core.parsing.hosting import SERVICES
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
    (alias("_x1.acm-validations.aws", status="NXDOMAIN", denied_by="aws"), None, PROOF),
    (alias("acme.us-east-1.elasticbeanstalk.com", status="NXDOMAIN"), None, CLAIMABLE),
    (alias("acme.surge.sh", addresses=["192.0.2.1"]), page(404, "project not found"), CLAIMABLE),
    (alias("acme.host.example", addresses=["192.0.2.1"]), page(404, FREE), RESOLVES),
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


def pages_at(target, status=200, text="Welcome"):
    """A live alias with the page its service shows."""
    return alias(target, addresses=["192.0.2.1"]), HostingPage(DOCS, target, status, text)


LEGAL = [
    ("www to the bare domain", DOCS, alias(ACME, addresses=["192.0.2.1"]), None),
    ("an edge", DOCS, alias("acme.cdn.cloudflare.net", addresses=["192.0.2.1"]), None),
    ("two aliases in a row", DOCS, alias("a.host.example", "b.host.example", addresses=["192.0.2.1"]), None),
    ("eight aliases in a row", DOCS, alias(*(f"n{n}.host.example" for n in range(8)), addresses=["192.0.2.1"]), None),
    ("IPv6 alone", DOCS, alias("six.host.example", addresses=["2001:db8::1"]), None),
    ("an A-label", DOCS, alias("xn--bcher-kva.example", addresses=["192.0.2.1"]), None),
    ("underscores in the target", DOCS, alias("_site.host.example", addresses=["192.0.2.1"]), None),
    ("a wildcard at the provider", DOCS, alias("anything.apps.host.example", addresses=["192.0.2.1"]), None),
    ("a site on GitHub Pages", DOCS, *pages_at(PAGES)),
    ("a page missing on GitHub Pages", DOCS, *pages_at(PAGES, 404, "<h1>404</h1> File not found")),
    ("a post that quotes the sign", DOCS, *pages_at(PAGES, 200, f"They say: {FREE}")),
    ("an app on Heroku that is down", DOCS, *pages_at("acme.herokudns.com", 503, "Application error")),
    ("a private bucket", DOCS, *pages_at("acme.s3.amazonaws.com", 403, "<Code>AccessDenied</Code>")),
    ("a bucket without this file", DOCS, *pages_at("acme.s3.amazonaws.com", 404, "<Code>NoSuchKey</Code>")),
    ("a load balancer", DOCS, *pages_at("acme-1.eu-west-1.elb.amazonaws.com", 503, "Service Unavailable")),
    ("a deployment on Vercel", DOCS, *pages_at("cname.vercel-dns.com", 401, "Authentication required")),
    ("a deployment on Netlify", DOCS, *pages_at("acme.netlify.app", 404, "Page not found")),
    ("an Azure site", DOCS, alias(AZURE, addresses=["192.0.2.1"]), None),
    ("a status page", DOCS, *pages_at("stats.uptimerobot.com", 200, "All systems up")),
    ("a target without address", DOCS, alias("text.host.example"), None),
    ("a target at a service without address", DOCS, alias(AZURE), None),
    ("a proof for a search console", DOCS, alias("gv-x1.dv.googlehosted.com"), None),
    ("a proof for Bing", DOCS, alias("verify.bing.com", addresses=["192.0.2.1"]), None),
    ("a proof for an authority", DOCS, alias("x1.y2.sectigo.com", status="NXDOMAIN", denied_by="sectigo.com"), None),
    ("ACME", f"_acme-challenge.{ACME}", alias("x.auth.example", status="NXDOMAIN", denied_by="example"), None),
    ("DKIM", f"s1._domainkey.{ACME}", alias("s1.domainkey.u1.wl.sendgrid.net"), None),
    ("DKIM that is not set up", f"k2._domainkey.{ACME}", alias("dkim2.mcsv.net", status="NXDOMAIN"), None),
    ("DMARC run by a service", f"_dmarc.{ACME}", alias("acme.dmarc.example", status="NXDOMAIN"), None),
    ("a service label", f"_sip._tcp.{ACME}", alias("sip.gone.example", status="NXDOMAIN", denied_by="example"), None),
    ("a report permission", f"x._report._dmarc.{ACME}", alias("gone.example", status="NXDOMAIN"), None),
    ("an underscore at the front", f"_github-challenge-acme.{ACME}", alias(PAGES, status="NXDOMAIN"), None),
]


@pytest.mark.parametrize(("name", "found", "shown"), [each[1:] for each in LEGAL], ids=[each[0] for each in LEGAL])
def test_legal_alias_is_left_alone(name, found, shown):
    value = replace(found, name=name)
    seen = [Artifact(HOSTING, name, replace(shown, name=name))] if shown else []
    verdict = judged(CHECK, Host(name, declared=True), Artifact(dns(value).source, name, value), *seen).verdict
    assert verdict.outcome in {Outcome.PASS, Outcome.NOT_APPLICABLE}


def test_no_body_alone_makes_a_takeover():
    for service in SERVICES:
        text = f"<p>{service.sign}</p>"
        elsewhere = alias("acme.host.example", addresses=["192.0.2.1"])
        assert answered(elsewhere, HostingPage(DOCS, "acme.host.example", 404, text)).verdict is RESOLVES


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_free_name_of_every_service_is_claimable(service):
    target = f"acme.{service.suffixes[-1]}"
    if service.sign:
        found, shown = pages_at(target, 404, f"<p>{service.sign}</p>")
        assert answered(found, shown).verdict is CLAIMABLE
    else:
        assert answered(alias(target, status="NXDOMAIN", denied_by=service.suffixes[-1])).verdict is CLAIMABLE


def test_forty_services_are_known_and_none_twice():
    suffixes = [suffix for service in SERVICES for suffix in service.suffixes]
    assert len(SERVICES) >= 40
    assert len(suffixes) == len(set(suffixes))
