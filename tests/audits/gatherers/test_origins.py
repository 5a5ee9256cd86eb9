"""Addresses asked for a site over real TLS and without: by its name, once a port, and never where the guard says no."""

import asyncio
import ssl
import time

import pytest

from audits.checks.origin_access import CHECK
from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.estate import Estate
from audits.core.observed.dns import DNS, AddressRecord, HostRecords
from audits.core.observed.http import ANSWERED, HTTP, Hop, HttpHeader, PageBody, RedirectChain, Visit
from audits.core.observed.mail import MAIL, MailAnswers, MailLookup, MailReply
from audits.core.observed.origins import ORIGINS
from audits.core.observed.reach import REACH, HostReach, PortAttempts
from audits.core.subject import Domain, Endpoint, Host, MailDomain
from audits.gatherers import origins
from audits.gatherers.origins import ORIGINS_GATHERER
from audits.gatherers.permit import Permit, Proven
from portal.outbound.door import Door
from tests.audits.seen import NOW, PAGE, body
from tests.closed_network import DOMAIN, gathered, rules
from tests.loopback import Canary, closed_port
from tests.scripted_server import HANG, ScriptedServer, reply
from tests.throwaway_authority import leaf, server_context

pytestmark = pytest.mark.network

SITE = f"https://app.{DOMAIN}/login"
EDGE = "104.16.1.1"
OTHER = "<title>Other</title><p>Quite another page that has its own words for everybody who comes by</p>"


def host(name, *addresses):
    """The records of a host; an address that the operator did not allow has its nature beside it."""
    told = tuple(AddressRecord(each, "private" if each.startswith("10.") else None) for each in addresses)
    return Artifact(DNS, name, HostRecords(name, "NOERROR", (), told, ()))


def site(text=PAGE):
    """The visit through the edge."""
    html = (HttpHeader("Content-Type", "text/html"),)
    first, last = Hop(f"https://app.{DOMAIN}/", 302, html, EDGE), Hop(SITE, 200, html, EDGE)
    chain = RedirectChain(f"https://app.{DOMAIN}/", (first, last), ANSWERED, body=body(text))
    return Artifact(HTTP, f"app.{DOMAIN}", Visit(f"app.{DOMAIN}", chain))


DIRECT = f"direct.{DOMAIN}"
ESTATE = Estate(Domain(DOMAIN), (Host(f"app.{DOMAIN}", declared=True), Host(DIRECT, declared=True)))
KNOWN = (host(f"app.{DOMAIN}", EDGE), site())


def asked(resolver, *artifacts, http, https=None, estate=ESTATE, networks="127.0.0.0/8", permit=None):
    """What the gatherer recorded for the site and the check's judgement."""
    known = (*KNOWN, *artifacts)
    found = gathered(
        ORIGINS_GATHERER,
        estate,
        rules(resolver, http=http, https=https or closed_port(), networks=networks),
        *known,
        permit=permit or Permit((Proven(DOMAIN, below=True),)),
    )
    seen = Artifacts(estate, NOW, {**collect(known), **found}).about(estate.hosts[0])
    return found.get((ORIGINS.name, f"app.{DOMAIN}")), CHECK.judgements(seen)[0]


@pytest.fixture
def own_context(root, tmp_path):
    """The origin's own certificate bears another name, as they do."""
    return server_context(tmp_path, leaf(root, "internal.test"))


def test_origin_that_answers_for_the_site_is_open(resolver, own_context):
    names = []
    own_context.sni_callback = lambda _, name, __: names.append(name)
    with ScriptedServer(lambda _: reply(200, PAGE), context=own_context) as server:
        found, judgement = asked(resolver, host(DIRECT, "127.0.0.1"), http=closed_port(), https=server.port)
    assert judgement.verdict.id == "open"
    assert names == [f"app.{DOMAIN}"]
    assert [(one.host, one.path, one.method) for one in server.requests] == [(f"app.{DOMAIN}", "/login", "GET")]
    assert [one.outcome for one in found.answers] == ["answered", "refused"]


def test_origin_that_answers_without_encryption_alone_is_open(resolver):
    with ScriptedServer(lambda _: reply(200, PAGE)) as server:
        found, judgement = asked(resolver, host(DIRECT, "127.0.0.1"), http=server.port)
    assert judgement.verdict.id == "open"
    assert [one.outcome for one in found.answers] == ["refused", "answered"]


@pytest.mark.parametrize("answer", [reply(403, OTHER), reply(200, OTHER), reply(421, ""), reply(400, OTHER)])
def test_other_answer_is_a_closed_door(resolver, answer):
    with ScriptedServer(lambda _: answer) as server:
        _, judgement = asked(resolver, host(DIRECT, "127.0.0.1"), http=server.port)
    assert judgement.verdict.id == "closed"


def test_refusal_on_both_ports_is_a_closed_door(resolver):
    found, judgement = asked(resolver, host(DIRECT, "127.0.0.1"), http=closed_port())
    assert judgement.verdict.id == "closed"
    assert {one.outcome for one in found.answers} == {"refused"}


def test_alert_is_a_refusal_of_the_server_itself(resolver, own_context):
    own_context.sni_callback = lambda *_: ssl.AlertDescription.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
    with ScriptedServer(lambda _: reply(200, PAGE), context=own_context) as server:
        found, judgement = asked(resolver, host(DIRECT, "127.0.0.1"), http=closed_port(), https=server.port)
    assert [one.outcome for one in found.answers] == ["tls-refused", "refused"], found.answers
    assert judgement.verdict.id == "closed"


def test_silence_and_server_errors_say_nothing(resolver, monkeypatch):
    monkeypatch.setattr(origins, "ANSWER_SECONDS", 0.2)
    for said in (HANG, reply(502, "bad")):
        with ScriptedServer(lambda _, said=said: said) as server:
            _, judgement = asked(resolver, host(DIRECT, "127.0.0.1"), http=server.port)
        assert judgement.verdict.id == "quiet"


def test_ports_that_refused_before_are_not_asked_again(resolver):
    shut = tuple(PortAttempts("127.0.0.1", port, ("refused",) * 3) for port in (443, 80))
    known = Artifact(REACH, DIRECT, HostReach(DIRECT, shut))
    with ScriptedServer(lambda _: reply(200, PAGE)) as server:
        found, judgement = asked(resolver, host(DIRECT, "127.0.0.1"), known, http=server.port, https=server.port)
    assert (found.answers, judgement.verdict.id) == ((), "closed")
    assert server.connections == 0


def test_address_the_guard_refuses_is_not_asked(resolver):
    look = MailLookup(DOMAIN, "TXT", MailReply("NOERROR", ("v=spf1 ip4:127.0.0.2 -all",)))
    none = MailLookup(DOMAIN, "MX", MailReply("NOERROR"))
    mail = Artifact(MAIL, DOMAIN, MailAnswers(DOMAIN, none, (look,), (), (), none, ()))
    estate = Estate(Domain(DOMAIN), ESTATE.hosts[:1], mail_domains=(MailDomain(DOMAIN),))
    with Canary("127.0.0.2") as canary:
        found, judgement = asked(
            resolver, mail, http=canary.port, https=canary.port, estate=estate, networks="127.0.0.1/32"
        )
        assert canary.callers() == 0
    assert {one.outcome for one in found.answers} == {"not-public"}
    assert judgement.verdict.id == "closed"


def test_one_site_costs_six_requests_at_most(resolver):
    addresses = [f"127.0.0.{number}" for number in range(1, 6)]
    found, judgement = asked(resolver, host(DIRECT, *addresses), http=closed_port())
    assert len(found.answers) == origins.MOST_CONNECTIONS == 6
    assert len(found.unasked) == 4
    assert judgement.verdict.id == "incomplete"


def test_declared_origin_is_looked_up_and_asked_first(resolver):
    origin = Endpoint(f"https://other.{DOMAIN}/", "origin")
    estate = Estate(Domain(DOMAIN), ESTATE.hosts, (origin,))
    with ScriptedServer(lambda _: reply(200, PAGE)) as server:
        found, judgement = asked(resolver, host(DIRECT, "127.0.0.9"), http=server.port, estate=estate)
    assert found.answers[0].known_from == f"declared origin {origin.url}"
    assert found.answers[0].address == "127.0.0.1"
    assert judgement.verdict.id == "open"


def test_site_without_proof_is_not_asked_for(resolver):
    with ScriptedServer(lambda _: reply(200, PAGE)) as server:
        found, judgement = asked(
            resolver, host(DIRECT, "127.0.0.1"), http=server.port, permit=Permit((Proven(DIRECT, below=True),))
        )
    assert (found, judgement.verdict.id, server.requests) == (None, "needs-proof-of-control", [])


def test_stop_leaves_the_rest_unasked(resolver):
    permit = Permit((Proven(DOMAIN, below=True),))

    async def run(port):
        async with Door(rules(resolver, http=port, https=closed_port())) as door:
            known = collect((*KNOWN, host(DIRECT, "127.0.0.1")))
            task = asyncio.ensure_future(ORIGINS_GATHERER.gather(ESTATE, door, known, permit))
            await asyncio.sleep(0.3)
            permit.stop("Carl stopped it.")
            begun = time.monotonic()
            return await task, time.monotonic() - begun

    with ScriptedServer(lambda _: HANG) as server:
        (artifact,), seconds = asyncio.run(run(server.port))
    assert seconds < 1
    assert artifact.value.ended == "Carl stopped it."
    seen = Artifacts(ESTATE, NOW, collect((*KNOWN, host(DIRECT, "127.0.0.1"), artifact))).about(ESTATE.hosts[0])
    assert CHECK.judgements(seen)[0].verdict.id == "incomplete"


def test_page_body_is_kept_without_its_secrets(resolver):
    key = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
    with ScriptedServer(lambda _: reply(200, f"{OTHER}<p>{key}</p>")) as server:
        found, _ = asked(resolver, host(DIRECT, "127.0.0.1"), http=server.port)
    (answer,) = [one for one in found.answers if one.body]
    assert isinstance(answer.body, PageBody)
    assert key not in answer.body.text
