"""The names on a certificate are climbed from, and no others are asked."""

import pytest

from audits.checks import caa
from audits.core.artifacts import Artifact, Artifacts
from audits.core.estate import Estate
from audits.core.observed.tls import TLS
from audits.core.subject import Domain, Host
from audits.gatherers.caa import CAA_GATHERER
from portal.outbound.door import Rules
from tests.audits.certificates import certificate, tls
from tests.audits.seen import NOW, SILENT, dns, records
from tests.closed_network import gathered
from tests.loopback import NameServer

pytestmark = pytest.mark.network

ACME, WWW, SHOP = "acme.test", "www.acme.test", "shop.eu.acme.test"


def seen(zone, *known, names=(ACME,)):
    """The artifacts of hosts with these certificates, and what was asked."""
    estate = Estate(Domain(ACME), tuple(Host(name, declared=True) for name in names))
    with NameServer({"zone": ACME, **zone}, recursive=True) as server:
        rules = Rules.from_environment({"LAUNCHREADY_NAMESERVERS": server.setting}, ACME)
        found = gathered(CAA_GATHERER, estate, rules, *known)
    shown = {(each.source.name, each.subject): each.value for each in known}
    there = {("dns", name): dns(records("192.0.2.1", name=name)).value for name in names}
    return Artifacts(estate, NOW, {**there, **shown, **found}), server.questions


def verdict(artifacts, name):
    return caa.CHECK.judgements(artifacts.about(Host(name, declared=True)))[0].verdict


def test_certificate_of_its_own_is_climbed_from_its_name():
    shown = tls(certificate(names=(ACME, SHOP)), host=SHOP)
    artifacts, asked = seen({(ACME, "CAA"): ['0 issue "example.net"']}, shown, names=(SHOP,))
    assert sorted(asked) == [(ACME, "CAA"), ("eu.acme.test", "CAA"), (SHOP, "CAA"), ("test", "CAA")]
    assert artifacts.gathered["caa", SHOP].climbs[0].lookups[2].records == ('0 issue "example.net"',)


def test_wildcard_certificate_of_many_hosts_is_climbed_once_from_what_it_stands_for():
    wide = certificate(names=(ACME, f"*.{ACME}"))
    known = [tls(wide, host=name) for name in (ACME, WWW, f"app.{ACME}")]
    artifacts, asked = seen({}, *known, names=(ACME, WWW, f"app.{ACME}"))
    assert sorted(asked) == [(ACME, "CAA"), ("test", "CAA")]
    assert verdict(artifacts, WWW) is caa.ANYBODY


def test_rule_for_wildcards_counts_for_hosts_behind_one():
    wide = certificate(names=(ACME, f"*.{ACME}"))
    zone = {(ACME, "CAA"): ['0 issue "example.net"', '0 issuewild ";"']}
    artifacts, _ = seen(zone, tls(wide, host=WWW), names=(WWW,))
    assert verdict(artifacts, WWW) is caa.NOBODY


def test_critical_record_nobody_knows():
    shown = tls(certificate(names=(ACME,)), host=ACME)
    artifacts, _ = seen({(ACME, "CAA"): ['128 future "x"']}, shown)
    assert verdict(artifacts, ACME) is caa.BLOCKED


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            ('0 issue "letsencrypt.org; validationmethods=dns-01; accounturi=https://ca.test/1"', '0 issuewild ";"'),
            caa.ALLOWED,
        ),
        (('0 issue "pki.goog"', '0 issue "letsencrypt.org"', '0 iodef "mailto:a@acme.test"'), caa.ALLOWED),
        (('0 issue "digicert.com"',), caa.FORBIDDEN),
        (('0 issue "https://letsencrypt.org"',), caa.UNREADABLE),
        (('0 issue "letsencrypt.org"', '0 issue "digicert.com."'), caa.PARTLY_UNREADABLE),
    ],
)
def test_authority_in_use_is_compared_with_the_records(told, expected):
    shown = tls(certificate(names=(ACME,), issuer="CN=R11,O=Let's Encrypt,C=US"), host=ACME)
    artifacts, _ = seen({(ACME, "CAA"): list(told)}, shown)
    assert verdict(artifacts, ACME) is expected


def test_failure_of_the_zone_is_no_verdict():
    artifacts, _ = seen({(ACME, "CAA"): "SERVFAIL"}, tls(certificate(names=(ACME,)), host=ACME))
    assert verdict(artifacts, ACME).outcome == "could-not-check"


def test_host_without_certificate_is_not_asked_for():
    for missing in (tls(certificates=SILENT, host=ACME), Artifact(TLS, ACME, SILENT)):
        artifacts, asked = seen({}, missing)
        assert asked == []
        assert verdict(artifacts, ACME).outcome == "could-not-check"
