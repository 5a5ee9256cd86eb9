"""Registries over RDAP, as real servers answer: kindly, late, elsewhere, in anger, and with malice."""

import json

import pytest

from audits.checks import domain_expiry
from audits.core.artifacts import Artifact, Artifacts
from audits.core.estate import Estate
from audits.core.observed.dns import ZONE, ParentAnswer, ZoneRecords
from audits.core.observed.dns import NameServer as Server
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from audits.gatherers.rdap_servers import server_for
from audits.gatherers.registration import REGISTRATION_GATHERER, registrable
from portal.outbound.door import Rules
from tests.audits.seen import NOW, SILENT
from tests.closed_network import gathered
from tests.loopback import NameServer
from tests.scripted_server import ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

ACME, RDAP = "acme.test", "rdap.test"
PARENT = ParentAnswer("test", "a.nic.test", "192.0.2.9", "NOERROR", (), is_referral=True)
OWN = ZoneRecords(ACME, "NOERROR", (Server("ns1.dns.test", SILENT),), (), (), parent=PARENT)


def domain(name=ACME, *, expires="2026-01-10T00:00:00Z", status=("active",), **more):
    events = [{"eventAction": "expiration", "eventDate": expires}] if expires else []
    said = {"objectClassName": "domain", "ldhName": name, "status": list(status), "events": events}
    return json.dumps(said | more)


def seen(script, zone=OWN, name=ACME, setting=f"test=http://{RDAP}/v1"):
    """What the gatherer records of a domain while a registry follows this script."""
    with ScriptedServer(script) as server, NameServer({(RDAP, "A"): ["127.0.0.1"]}, recursive=True) as resolver:
        rules = Rules.from_environment(
            {
                "LAUNCHREADY_NAMESERVERS": resolver.setting,
                "LAUNCHREADY_ALLOW_NETWORKS": "127.0.0.0/8",
                "LAUNCHREADY_PORTS": f"80={server.port}",
                "LAUNCHREADY_RDAP": setting,
            },
            name,
        )
        known = [Artifact(ZONE, name, zone)] if zone else []
        found = gathered(REGISTRATION_GATHERER, Estate(Domain(name)), rules, *known)
    return found["registration", name], server


def judged(value, name=ACME):
    estate = Estate(Domain(name))
    artifacts = Artifacts(estate, NOW, {("registration", name): value}, Domain(name))
    return domain_expiry.CHECK.judgements(artifacts)[0]


def test_registration_is_recorded_with_its_source():
    card = ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Names Ltd"]]]
    more = {
        "entities": [{"roles": ["registrar"], "vcardArray": card}],
        "nameservers": [{"ldhName": "NS1.dns.test"}, {"ldhName": "ns2.dns.test."}],
    }
    found, server = seen(lambda _: reply(200, domain(ACME.upper(), **more), kind="application/rdap+json"))
    assert found.registrar == "Names Ltd"
    assert (found.expires, found.statuses) == ("2026-01-10T00:00:00Z", ("active",))
    assert found.name_servers == ("ns1.dns.test", "ns2.dns.test")
    (asked,) = server.requests
    assert asked.path == f"/v1/domain/{ACME}"
    assert asked.fields["accept"] == "application/rdap+json"
    assert judged(found).verdict is domain_expiry.NEAR


def test_redirect_between_registries_is_followed():
    def script(request):
        return sent_on(f"http://{RDAP}/there") if request.path.startswith("/v1") else reply(200, domain())

    assert seen(script)[0].url == f"http://{RDAP}/there"


def test_zone_below_the_registered_domain_climbs_to_it():
    inner = f"eu.{ACME}"
    parent = ParentAnswer(ACME, "ns1.dns.test", "192.0.2.1", "NOERROR", (), is_referral=True)
    zone = ZoneRecords(inner, "NOERROR", (Server("ns1.dns.test", SILENT),), (), (), parent=parent)
    found, server = seen(lambda r: reply(200, domain()) if r.path.endswith(f"/{ACME}") else reply(404), zone, inner)
    assert found.name == ACME
    assert [request.path for request in server.requests] == [f"/v1/domain/{inner}", f"/v1/domain/{ACME}"]


NAMES = [
    (ACME, OWN, (ACME,)),
    (f"app.{ACME}", ZoneRecords(f"app.{ACME}", "NOERROR", (), (), (), zone=ACME), (ACME,)),
    ("acme.co.test", None, ("acme.co.test", "co.test")),
    ("a.b.c.d.acme.test", None, ("a.b.c.d.acme.test", "b.c.d.acme.test", "c.d.acme.test")),
]


@pytest.mark.parametrize(("name", "zone", "expected"), NAMES)
def test_registered_name_is_looked_for_along_the_zones(name, zone, expected):
    assert registrable(name, zone) == expected


BAD = [
    (lambda _: reply(404), "the registry of .test does not know acme.test"),
    (lambda _: reply(429), "the registry answers no more questions from here for now (429)"),
    (lambda _: reply(403), "the registry's server answered 403"),
    (lambda _: reply(503), "the registry's server answered 503"),
    (lambda _: reply(200, "<html>"), "the registry's answer about acme.test is not one about that domain"),
    (lambda _: reply(200, "[" * 100_000), "the registry's answer about acme.test is not one about that domain"),
    (lambda _: reply(200, domain("rival.test")), "the registry's answer about acme.test is not one about that domain"),
    (lambda _: reply(200, " " * 600_000 + domain()), "the registry's answer about acme.test is not one about"),
    (lambda _: sent_on(f"http://{RDAP}/again"), "the registry's server leads on more than 3 times"),
    (lambda _: sent_on("http://127.0.0.9/"), "127.0.0.9"),
    (lambda _: sent_on("file:///etc/passwd"), "file"),
    (lambda _: sent_on("http://169.254.169.254/"), "169.254.169.254 is not a public address"),
]


@pytest.mark.parametrize(("script", "reason"), BAD, ids=[each[1][:40] for each in BAD])
def test_answer_that_is_none_is_no_verdict(script, reason):
    found, _ = seen(script)
    assert isinstance(found, Unavailable)
    assert reason in found.reason
    assert judged(found).outcome == "could-not-check"


JUDGED = [
    ({"expires": "2027-01-01T00:00:00Z"}, domain_expiry.LASTING),
    ({"expires": "2026-01-29T00:00:00Z"}, domain_expiry.SOON),
    ({"expires": "2026-01-02T12:00:00+02:00"}, domain_expiry.IMMINENT),
    ({"expires": "2025-12-31T23:00:00Z"}, domain_expiry.OVER),
    ({"status": ["client hold"]}, domain_expiry.ON_HOLD),
    ({"status": ["redemption period"]}, domain_expiry.DELETED),
    ({"status": ["pendingDelete"]}, domain_expiry.LOST_SOON),
]


@pytest.mark.parametrize(("said", "verdict"), JUDGED)
def test_answer_of_a_registry_gets_its_verdict(said, verdict):
    assert judged(seen(lambda _: reply(200, domain(**said)))[0]).verdict is verdict


def test_last_day_is_not_called_zero_days():
    found, _ = seen(lambda _: reply(200, domain(expires="2026-01-01T06:00:00Z")))
    assert judged(found).headline == f"{ACME} is registered for less than a day more: then site and mail stop"


def test_registry_without_server_or_date_says_where_to_look():
    found, server = seen(lambda _: reply(500), setting="")
    assert found.reason == "the registry of .test publishes no RDAP server"
    assert "in the account at the registrar" in judged(found).fix
    assert server.requests == []
    undated, _ = seen(lambda _: reply(200, domain(expires="")))
    assert "does not publish until when" in judged(undated).facts["reason"]


def test_published_servers_are_found_by_the_longest_suffix():
    assert server_for("acme.com", {}) == "https://rdap.verisign.com/com/v1/"
    assert server_for("acme.co.uk", {}) == "https://rdap.nominet.uk/uk/"
    assert server_for("acme.de", {}) == "https://rdap.denic.de/"
    assert server_for("ACME.Dev.", {}) == "https://pubapi.registry.google/rdap/"
    assert server_for("acme.co.uk", {"co.uk": "https://rdap.example"}) == "https://rdap.example/"
    assert server_for("acme.invalid", {}) is None
