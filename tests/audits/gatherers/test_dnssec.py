"""Chains of DNSSEC as real servers send them, signed here, whole and broken in every way that happens."""

from datetime import UTC, datetime

import dns.dnssec
import dns.rdata
import dns.rdataset
import dns.rdatatype
import pytest

from audits.checks import dnssec
from audits.core.artifacts import Artifact, Artifacts
from audits.core.estate import Estate
from audits.core.observed.dns import ZONE
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from audits.gatherers.dns import DNS_GATHERER
from audits.gatherers.dnssec import DNSSEC_GATHERER
from portal.outbound.door import Rules
from tests.closed_network import gathered
from tests.zone_servers import ZoneServers, held, signed, zone

pytestmark = pytest.mark.network

ACME, ADDRESS = "acme.test", "127.0.0.1"
TEXT = "@ SOA ns1.dns.test. host 7 7200 900 1209600 300\n@ NS ns1.dns.test.\n@ A 127.0.0.1"
DNS_TEST = "@ SOA ns1 host 1 7200 900 1209600 300\n@ NS ns1\nns1 A 127.0.0.1"
ABOVE = "@ SOA a.nic host.nic 1 7200 900 1209600 300\n@ NS a.nic\na.nic A 127.0.0.9\nacme NS ns1.dns\n"
BOGUS = {"bogus": (ACME,)}


def chain(*, since=-4, until=10, ds=None, served=None, known=None, **servers):
    """The artifact of a signed zone; `ds` and `served` change the record above and the zone that is served."""
    own = zone(ACME, TEXT)
    record = signed(own, since=since, until=until)
    record = ds(record) if ds else record
    own = served(own) if served else own
    above = zone("test", ABOVE + (f"acme DS {record}\n" if record else ""))
    others = zone("dns.test", DNS_TEST)
    holdings = {ADDRESS: held(own, others), "127.0.0.9": held(above)}
    estate = Estate(Domain(ACME))
    with ZoneServers(holdings, **servers) as running:
        rules = Rules.from_environment(running.settings, ACME)
        seen = gathered(DNS_GATHERER, estate, rules) if known is None else known
        known_zone = Artifact(ZONE, ACME, seen["zone", ACME])
        found = gathered(DNSSEC_GATHERER, estate, rules, known_zone)
    return found, running


def verdict(found):
    seen = Artifacts(Estate(Domain(ACME)), datetime.now(UTC), found, Domain(ACME))
    return dnssec.CHECK.judgements(seen)[0].verdict


def unsigned_copy(_):
    return zone(ACME, TEXT)


def changed(own):
    """The zone after somebody edited the signed file."""
    text = own.find_rdataset(f"{ACME}.", "SOA")[0].to_text().replace(" 7 7200", " 8 7200")
    own.replace_rdataset(f"{ACME}.", dns.rdataset.from_text("IN", "SOA", 300, text))
    return own


def keys_alone(own):
    """The zone with its keys but without signatures, as a broken server or something on the way leaves it."""
    for node in own.nodes.values():
        node.rdatasets = [each for each in node.rdatasets if each.rdtype != dns.rdatatype.RRSIG]
    return own


OTHER_KEY = "4711 13 2 " + "AB" * 32
CASES = [
    ({"ds": lambda _: ""}, dnssec.UNSIGNED),
    ({}, dnssec.VALID),
    ({"since": -1, "until": 1}, dnssec.VALID),
    ({"validates": True}, dnssec.VALID),
    ({"since": -28, "until": 2}, dnssec.ENDING),
    ({"since": -40, "until": -10}, dnssec.EXPIRED),
    ({"since": 2, "until": 20}, dnssec.EARLY),
    ({"ds": lambda _: OTHER_KEY}, dnssec.WRONG_KEY),
    ({"served": unsigned_copy}, dnssec.NO_KEY),
    ({"served": changed}, dnssec.FORGED),
]


@pytest.mark.parametrize(("how", "expected"), CASES)
def test_chain_of_real_servers_gets_its_verdict(how, expected):
    assert verdict(chain(**how)[0]) is expected


def test_unsigned_zone_costs_one_question():
    _, running = chain(ds=lambda _: "")
    assert [each[1:] for each in running.questions].count((ACME, "DS")) == 1
    assert (ACME, "DNSKEY") not in running.asked(ADDRESS)


def test_signatures_taken_out_on_the_way_prove_nothing_but_a_validating_resolver_does():
    assert verdict(chain(served=keys_alone)[0]).outcome == "could-not-check"
    assert verdict(chain(served=keys_alone, validates=True)[0]) is dnssec.VALID


def test_refusal_that_ends_without_checking_is_the_proof():
    found, running = chain(known={("zone", ACME): Unavailable("no answer to acme.test NS (SERVFAIL)")}, **BOGUS)
    answers = found["dnssec", ACME]
    assert (answers.resolver.status, answers.resolver.unchecked) == ("SERVFAIL", "NOERROR")
    assert verdict(found) is dnssec.REFUSED
    assert running.asked(ADDRESS) == set()


def test_fault_is_named_though_our_resolver_refuses_the_whole_zone():
    assert verdict(chain(since=-40, until=-10, **BOGUS)[0]) is dnssec.EXPIRED
    assert verdict(chain(ds=lambda _: OTHER_KEY, **BOGUS)[0]) is dnssec.WRONG_KEY


def test_unsigned_zone_that_fails_is_not_blamed_on_signatures():
    found, _ = chain(ds=lambda _: "", known={("zone", ACME): Unavailable("no")}, **BOGUS)
    assert verdict(found) is dnssec.UNSIGNED


def test_swarm_of_keys_is_looked_at_in_part(monkeypatch):
    """CVE-2023-50387: colliding keys and signatures must not cost their product."""
    looked, honest = [], dns.dnssec.validate_rrsig

    def counting(*given, **more):
        looked.append(1)
        return honest(*given, **more)

    monkeypatch.setattr(dns.dnssec, "validate_rrsig", counting)

    def swarm(own):
        signature = own.get_rdataset(f"{ACME}.", "RRSIG", "SOA")
        text = signature[0].to_text().split(" ")
        for number in range(60):
            text[6] = str(number)
            signature.add(dns.rdata.from_text("IN", "RRSIG", " ".join(text)))
        return own

    assert verdict(chain(served=swarm)[0]) in {dnssec.VALID, dnssec.FORGED}
    assert len(looked) <= 40
