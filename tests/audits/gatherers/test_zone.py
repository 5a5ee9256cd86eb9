"""Zones as real servers tell them: the parent, every name server itself, versions, exchangers, invented names."""

import pytest

from audits.checks import (
    alias_chain,
    delegation,
    exchanger_names,
    name_server_agreement,
    private_address,
    record_ttl,
    zone_serial,
)
from audits.core.artifacts import Artifacts
from audits.core.estate import Estate
from audits.core.subject import Domain, Host
from audits.core.unavailable import Unavailable
from audits.gatherers.dns import DNS_GATHERER
from portal.outbound import lookups
from portal.outbound.door import Rules
from tests.audits.seen import NOW
from tests.closed_network import gathered
from tests.zone_servers import ZoneServers, held, zone

pytestmark = pytest.mark.network

ACME, WWW = "acme.test", "www.acme.test"
ONE, TWO, THREE, REGISTRY = "127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.9"

ABOVE = """
@ SOA a.nic host.nic 1 7200 900 1209600 300
@ NS a.nic
a.nic A 127.0.0.9
acme NS ns1.dns
acme NS ns2.dns
{more}
"""
DNS_TEST = """
@ SOA ns1 host 1 7200 900 1209600 300
@ NS ns1
ns1 A 127.0.0.1
ns2 A 127.0.0.2
ns3 A 127.0.0.3
inner A 10.0.0.7
"""
ZONE = """
@ SOA ns1.dns.test. host {serial} 7200 900 1209600 300
@ NS ns1.dns.test.
@ NS {second}.dns.test.
@ {life} A {site}
www {life} A {site}
@ MX 10 {exchanger}
mail A 127.0.0.1
docs CNAME a1
{more}
"""


def acme(serial=2025120101, *, second="ns2", life=300, site=ONE, exchanger="mail", more="", contact="host"):
    text = ZONE.format(serial=serial, second=second, life=life, site=site, exchanger=exchanger, more=more)
    return zone(ACME, text.replace(" host ", f" {contact} "))


def above(more="acme NS ns2.dns"):
    return zone("test", ABOVE.format(more=more))


def seen(first=None, second=None, *, more=None, hosts=(), parent=None, **servers):
    """The artifacts of a domain whose two servers hold these versions of its zone."""
    first = first or acme()
    holdings = {
        ONE: held(first, zone("dns.test", DNS_TEST)),
        TWO: held(second or first) if second is not False else {},
        REGISTRY: held(parent or above()),
        **(more or {}),
    }
    known = held(first, zone("dns.test", DNS_TEST), parent or above())
    estate = Estate(Domain(ACME), tuple(Host(name, declared=True) for name in hosts))
    with ZoneServers(holdings, resolver=known, **servers) as running:
        found = gathered(DNS_GATHERER, estate, Rules.from_environment(running.settings, ACME))
    return Artifacts(estate, NOW, found), running


def verdict(check, artifacts, subject=None):
    return check.CHECK.judgements(artifacts.about(subject or Domain(ACME)))[0].verdict


def test_each_server_tells_its_version_and_one_of_each_what_it_holds():
    artifacts, running = seen()
    whole = artifacts.gathered["zone", ACME]
    assert [server.name for server in whole.name_servers] == ["ns1.dns.test", "ns2.dns.test"]
    assert all(server.answer.soa.split()[2] == "2025120101" for server in whole.name_servers)
    assert all(server.listed_by == ("zone", "parent") for server in whole.name_servers)
    assert (whole.parent.zone, whole.parent.server, whole.parent.is_referral) == ("test", "a.nic.test", True)
    assert running.asked(ONE) == {(ACME, "SOA"), (ACME, "NS"), (ACME, "A"), (WWW, "A")}
    assert running.asked(TWO) == {(ACME, "SOA")}
    assert running.asked(REGISTRY) == {(ACME, "NS")}
    checks = (delegation, zone_serial, name_server_agreement, record_ttl, exchanger_names)
    assert [verdict(check, artifacts).id for check in checks] == ["served", "one-version", "alike", "quick", "owned"]


def test_lives_are_those_of_the_zone_and_not_what_a_resolver_has_left():
    artifacts, _ = seen(acme(life=259_200))
    assert verdict(record_ttl, artifacts) is record_ttl.LONG
    assert artifacts.gathered["zone", ACME].name_servers[0].answer.of(WWW, "A").ttl == 259_200


def test_old_version_is_told_with_what_it_answers():
    artifacts, running = seen(acme(2025120101), acme(2025110101, site=THREE))
    assert verdict(zone_serial, artifacts) is zone_serial.BEHIND
    assert verdict(name_server_agreement, artifacts) is name_server_agreement.SPLIT_SITE
    assert verdict(delegation, artifacts) is delegation.SERVED
    assert (ACME, "MX") in running.asked(TWO)


def test_change_on_its_way_is_no_finding():
    artifacts, _ = seen(acme(8), acme(7, site=THREE))
    assert verdict(zone_serial, artifacts) is zone_serial.CHANGING
    assert verdict(name_server_agreement, artifacts) is name_server_agreement.ON_ITS_WAY


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({}, name_server_agreement.SAME_ANSWERS),
        ({"site": THREE}, name_server_agreement.BY_PLACE),
        ({"exchanger": "other"}, name_server_agreement.SPLIT_MAIL),
        ({"site": THREE, "second": "ns3"}, name_server_agreement.SPLIT_SITE),
    ],
)
def test_two_providers_are_compared_by_what_they_answer(second, expected):
    artifacts, _ = seen(acme(), acme(1, contact="desk.other.test.", **second))
    assert verdict(name_server_agreement, artifacts) is expected
    assert verdict(zone_serial, artifacts) is zone_serial.COUNTED_APART


def test_server_without_the_zone_is_lame():
    artifacts, _ = seen(second=False)
    assert verdict(delegation, artifacts) is delegation.REFUSED
    assert verdict(zone_serial, artifacts) is zone_serial.ONE_VERSION


def test_quiet_server_is_told_after_three_tries(monkeypatch):
    monkeypatch.setattr(lookups, "ANSWER_SECONDS", 0.1)
    artifacts, _ = seen(quiet=(TWO,))
    assert verdict(delegation, artifacts) is delegation.SILENT
    assert artifacts.gathered["zone", ACME].name_servers[1].answer.tried[0].endswith("silent for 0.1 s")


def test_servers_of_the_registry_alone_are_asked_too():
    parent = above("acme NS ns3.dns")
    artifacts, running = seen(parent=parent, more={THREE: held(acme())})
    assert verdict(delegation, artifacts) is delegation.MISMATCHED
    assert running.asked(THREE) >= {(ACME, "SOA")}
    artifacts, _ = seen(parent=parent, more={THREE: {}})
    assert verdict(delegation, artifacts) is delegation.REFUSED


def test_name_server_in_a_domain_nobody_owns():
    gone = acme(more="@ NS ns1.gone.test.")
    artifacts, _ = seen(gone)
    assert verdict(delegation, artifacts) is delegation.UNREGISTERED


def test_exchanger_in_a_domain_nobody_owns():
    artifacts, _ = seen(acme(exchanger="mx.gone.test."))
    assert verdict(exchanger_names, artifacts) is exchanger_names.UNREGISTERED


def test_domain_that_the_registry_dropped():
    parent = zone("test", ABOVE.replace("acme NS ns1.dns\nacme NS ns2.dns\n", "").format(more=""))
    artifacts, _ = seen(parent=parent)
    assert verdict(delegation, artifacts) is delegation.WITHDRAWN


def test_registry_that_stays_quiet_proves_nothing(monkeypatch):
    monkeypatch.setattr(lookups, "ANSWER_SECONDS", 0.1)
    artifacts, _ = seen(quiet=(REGISTRY,))
    answer = delegation.CHECK.judgements(artifacts.about(Domain(ACME)))[0]
    assert isinstance(artifacts.gathered["zone", ACME].parent, Unavailable)
    assert answer.outcome == "could-not-check"
    assert verdict(zone_serial, artifacts) is zone_serial.ONE_VERSION


def test_parent_that_holds_the_zone_itself_answers_from_it():
    both = held(above(), acme())
    artifacts, _ = seen(more={REGISTRY: both})
    whole = artifacts.gathered["zone", ACME]
    assert whole.parent.is_referral is False
    assert verdict(delegation, artifacts) is delegation.SERVED


def test_nested_registry_is_found_by_its_cut():
    estate = Estate(Domain("acme.co.test"))
    nested = zone("co.test", "@ SOA a host 1 2 3 4 5\n@ NS a.nic.test.\nacme NS ns1.dns.test.")
    own = zone("acme.co.test", "@ SOA ns1.dns.test. host 1 7200 900 1209600 300\n@ NS ns1.dns.test.\n@ A 127.0.0.1")
    top = zone("test", ABOVE.format(more="co NS a.nic"))
    holdings = {ONE: held(own, zone("dns.test", DNS_TEST)), REGISTRY: held(top, nested)}
    with ZoneServers(holdings) as running:
        found = gathered(DNS_GATHERER, estate, Rules.from_environment(running.settings, "acme.co.test"))
    assert found["zone", "acme.co.test"].parent.zone == "co.test"


def test_subdomain_of_a_zone_asks_no_parent():
    estate = Estate(Domain(f"app.{ACME}"))
    own = acme(more="app A 127.0.0.1")
    with ZoneServers({ONE: held(own, zone("dns.test", DNS_TEST))}) as running:
        found = gathered(DNS_GATHERER, estate, Rules.from_environment(running.settings, ACME))
    assert (found["zone", f"app.{ACME}"].zone, found["zone", f"app.{ACME}"].parent) == (ACME, None)


CHAIN = "\n".join(f"a{number} CNAME a{number + 1}" for number in range(1, 7)) + "\na7 A 127.0.0.1"


def test_aliases_and_inner_addresses_of_hosts():
    own = acme(more=f"{CHAIN}\nstaff A 10.0.0.8\nv6 AAAA ::ffff:10.0.0.8")
    names = [f"{label}.{ACME}" for label in ("docs", "staff", "v6")]
    artifacts, _ = seen(own, hosts=names)
    assert verdict(alias_chain, artifacts, Host(names[0])).id == "short"
    assert verdict(private_address, artifacts, Host(names[1])) is private_address.INTERNAL
    assert verdict(private_address, artifacts, Host(names[2])) is private_address.RESERVED


def only(text):
    """A version of the zone written by itself."""
    return zone(ACME, text)


ALONE = "@ SOA ns1.dns.test. host 7 7200 900 1209600 300\n@ NS ns1.dns.test.\n@ A 127.0.0.1"
ONE_ABOVE = ABOVE.replace("acme NS ns2.dns\n", "").format(more="")
ABSENT = ALONE.replace("1209600 300", "1209600 172800").replace("@ SOA", "@ 172800 SOA")


def test_one_server_alone_is_told():
    artifacts, _ = seen(only(ALONE), parent=zone("test", ONE_ABOVE))
    assert verdict(delegation, artifacts) is delegation.SINGLE


def test_servers_that_list_others_are_told():
    artifacts, _ = seen(acme(), acme(2025120102, second="ns3"))
    assert verdict(delegation, artifacts) is delegation.DIFFERING


def test_name_server_without_public_address_leads_nowhere():
    artifacts, _ = seen(acme(more="@ NS inner.dns.test."))
    assert verdict(delegation, artifacts) is delegation.NOWHERE


def test_domain_nobody_serves():
    others = held(zone("dns.test", DNS_TEST))
    artifacts, _ = seen(more={ONE: others, TWO: {}})
    assert verdict(delegation, artifacts) is delegation.UNSERVED


def test_domain_that_does_not_exist():
    estate = Estate(Domain("gone.test"))
    with ZoneServers({REGISTRY: held(above())}) as running:
        found = gathered(DNS_GATHERER, estate, Rules.from_environment(running.settings, "gone.test"))
    artifacts = Artifacts(estate, NOW, found)
    assert verdict(delegation, artifacts, Domain("gone.test")) is delegation.DOES_NOT_EXIST


def test_times_of_the_zone_are_those_of_its_record():
    artifacts, _ = seen(only(ALONE.replace("1209600", "3600")), parent=zone("test", ONE_ABOVE))
    assert verdict(zone_serial, artifacts) is zone_serial.SHORT_LIVED
    artifacts, _ = seen(only(ABSENT), parent=zone("test", ONE_ABOVE))
    assert verdict(record_ttl, artifacts) is record_ttl.LONG_ABSENCE
