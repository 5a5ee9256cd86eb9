"""Zones whose name servers our resolver does not tell: the zone above names them, and they are asked themselves."""

import pytest

from audits.checks import alias_chain, delegation, zone_serial
from audits.core.artifacts import Artifacts
from audits.core.estate import Estate
from audits.core.subject import Domain, Host
from audits.gatherers.dns import DNS_GATHERER
from portal.outbound.door import Rules
from tests import closed_network
from tests.audits.gatherers.test_zone import ACME, CHAIN, DNS_TEST, ONE, REGISTRY, TWO, above, acme, seen, verdict
from tests.audits.seen import NOW
from tests.closed_network import gathered
from tests.loopback import NameServer
from tests.zone_servers import ZoneServers, held, zone

pytestmark = pytest.mark.network


def test_domain_that_our_resolver_gets_no_answer_about_is_asked_of_the_servers_the_registry_names():
    others = held(zone("dns.test", DNS_TEST))
    artifacts, running = seen(more={ONE: others, TWO: {}}, bogus=(ACME,))
    assert verdict(delegation, artifacts) is delegation.UNSERVED
    assert running.asked(ONE) >= {(ACME, "SOA")}
    artifacts, _ = seen(bogus=(ACME,))
    assert verdict(delegation, artifacts) is delegation.SERVED
    assert verdict(zone_serial, artifacts) is zone_serial.ONE_VERSION


def test_alias_at_the_bare_domain_is_seen_though_no_resolver_names_its_servers():
    alias = {(ACME, "CNAME"): ["site.test."], ("site.test", "A"): [ONE], ("site.test", "NS"): ["ns9.test."]}
    known = {("test", "NS"): ["a.nic.test."], ("a.nic.test", "A"): [REGISTRY], ("ns1.dns.test", "A"): [ONE]}
    estate = Estate(Domain(ACME), (Host(ACME, declared=True),))
    delegates = {(ACME, "NS"): ["ns1.dns.test."]}
    with (
        NameServer(alias | known, recursive=True) as resolver,
        NameServer(alias, address=ONE) as own,
        NameServer(delegates, address=REGISTRY, port=own.port),
    ):
        rules = closed_network.rules(resolver, dns=own.port)
        artifacts = Artifacts(estate, NOW, gathered(DNS_GATHERER, estate, rules))
    assert [server.name for server in artifacts.gathered["zone", ACME].name_servers] == ["ns1.dns.test"]
    assert verdict(alias_chain, artifacts, Host(ACME, declared=True)) is alias_chain.AT_APEX


def test_alias_below_the_domain_is_part_of_the_zone():
    estate = Estate(Domain(f"docs.{ACME}"))
    with ZoneServers({ONE: held(acme(more=CHAIN), zone("dns.test", DNS_TEST)), REGISTRY: held(above())}) as running:
        found = gathered(DNS_GATHERER, estate, Rules.from_environment(running.settings, ACME))
    whole = found["zone", f"docs.{ACME}"]
    assert (whole.zone, whole.name_servers) == (ACME, ())
