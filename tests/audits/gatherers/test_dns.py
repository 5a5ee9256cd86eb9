"""Records as a real name server gives them: aliases, absences, silence, and the zone's own servers."""

import pytest

from audits.core.estate import Estate
from audits.core.observed.dns import AddressRecord
from audits.core.subject import Domain, Host
from audits.core.unavailable import Unavailable
from audits.gatherers.dns import DNS_GATHERER
from portal.outbound import lookups
from portal.outbound.door import Rules
from tests.closed_network import DOMAIN, gathered
from tests.loopback import SILENT, NameServer

pytestmark = pytest.mark.network


def seen(records, *names, domain=None):
    records = {"zone": DOMAIN, **records}
    with NameServer(records, recursive=True) as server:
        settings = {"LAUNCHREADY_NAMESERVERS": server.setting, "LAUNCHREADY_ALLOW_NETWORKS": "127.0.0.0/8"}
        settings["LAUNCHREADY_PORTS"] = f"53={server.port}"
        covered = Estate(domain, tuple(Host(name) for name in names))
        found = gathered(DNS_GATHERER, covered, Rules.from_environment(settings, DOMAIN))
    return found, server


def test_addresses_and_their_nature_are_recorded():
    found, _ = seen({(DOMAIN, "A"): ["127.0.0.1", "10.0.0.1"], (DOMAIN, "AAAA"): ["2606:4700::1"]}, DOMAIN)
    host = found["dns", DOMAIN]
    assert host.ipv4 == (AddressRecord("10.0.0.1", "private, 10.0.0.0/8"), AddressRecord("127.0.0.1"))
    assert host.ipv6 == (AddressRecord("2606:4700::1"),)


def test_aliases_are_followed_to_a_name_that_is_gone():
    name = f"status.{DOMAIN}"
    host = seen({(name, "CNAME"): ["desk.provider.test."]}, name)[0]["dns", name]
    assert (host.status, host.aliases, host.addresses, host.exists) == ("NXDOMAIN", ("desk.provider.test",), (), True)


def test_name_that_does_not_exist_is_asked_once():
    _, server = seen({(DOMAIN, "A"): ["127.0.0.1"]}, f"no.{DOMAIN}")
    assert server.questions == [(f"no.{DOMAIN}", "A")]


def test_absent_name_is_told_with_the_zone_that_denies_it():
    host = seen({(DOMAIN, "A"): ["127.0.0.1"]}, f"no.{DOMAIN}")[0]["dns", f"no.{DOMAIN}"]
    assert (host.status, host.exists, host.denied_by) == ("NXDOMAIN", False, DOMAIN)


def test_one_family_may_stay_silent(monkeypatch):
    monkeypatch.setattr(lookups, "ANSWER_SECONDS", 0.1)
    host = seen({(DOMAIN, "A"): ["127.0.0.1"], (DOMAIN, "AAAA"): SILENT}, DOMAIN)[0]["dns", DOMAIN]
    assert [record.address for record in host.addresses] == ["127.0.0.1"]
    assert host.unanswered.reason == f"no answer to {DOMAIN} AAAA (silent for 0.1 s)"


@pytest.mark.parametrize("status", ["SERVFAIL", "REFUSED"])
def test_failure_of_a_server_says_nothing_about_the_name(status):
    host = seen({(DOMAIN, "A"): status, (DOMAIN, "AAAA"): status}, DOMAIN)[0]["dns", DOMAIN]
    assert isinstance(host, Unavailable)
    assert len(host.tried) == 2


def test_zone_asks_each_of_its_servers_itself():
    records = {
        (DOMAIN, "NS"): [f"ns1.{DOMAIN}.", f"ns2.{DOMAIN}."],
        (f"ns1.{DOMAIN}", "A"): ["127.0.0.1"],
        (DOMAIN, "SOA"): [f"ns1.{DOMAIN}. host.{DOMAIN}. 1 7200 900 1209600 300"],
        (DOMAIN, "MX"): [f"10 mail.{DOMAIN}."],
    }
    found, server = seen(records, domain=Domain(DOMAIN))
    zone = found["zone", DOMAIN]
    first, second = zone.name_servers
    assert (first.answer.status, first.answer.authoritative) == ("NOERROR", True)
    assert first.answer.name_servers == (f"ns1.{DOMAIN}", f"ns2.{DOMAIN}")
    assert (second.records.exists, second.answer) == (False, None)
    assert (zone.mx, zone.wildcard) == ((f"10 mail.{DOMAIN}.",), ())
    twice = {each for each in server.questions if server.questions.count(each) > 1}
    assert twice == {(DOMAIN, "NS")}  # asked of the resolver and of ns1, which is the same server here


def test_wildcard_shows_by_a_name_nobody_made():
    class Everything(dict):
        def get(self, key, default=None):
            return ["127.0.0.7"] if key[1] == "A" else super().get(key, default)

    records = Everything({(DOMAIN, "NS"): [f"ns1.{DOMAIN}."]})
    with NameServer(records, recursive=True) as server:
        settings = {"LAUNCHREADY_NAMESERVERS": server.setting}
        found = gathered(DNS_GATHERER, Estate(Domain(DOMAIN)), Rules.from_environment(settings, DOMAIN))
    assert found["zone", DOMAIN].wildcard == ("127.0.0.7",)
