"""Cloudflare's API is asked a few times with the token that was given, and what it says is read strictly."""

import asyncio
import json
import logging
import threading

import pytest

from audits.core.artifacts import Artifact, collect
from audits.core.codec import encoded
from audits.core.estate import Estate
from audits.core.observed.cloudflare import CloudflareZone
from audits.core.observed.dns import DNS, ZONE, HostRecords, NameServer, ZoneRecords
from audits.core.subject import Domain, Host
from audits.core.unavailable import Unavailable
from audits.gatherers.cloudflare import API_HOST, CLOUDFLARE, CLOUDFLARE_GATHERER
from portal.outbound.door import Credential, Door
from tests.audits.cloudflare_api import FORBIDDEN, answers, framed, script, setting, zone
from tests.closed_network import DOMAIN, rules
from tests.loopback import NameServer as Resolver
from tests.scripted_server import HANG_UP, ScriptedServer, reply
from tests.throwaway_authority import leaf, server_context

pytestmark = pytest.mark.network

TOKEN = "cfut_" + "Zm9vYmFyYmF6" * 4
ESTATE = Estate(Domain(DOMAIN), (Host(DOMAIN), Host(f"www.{DOMAIN}")))


@pytest.fixture
def resolver():
    with Resolver({(API_HOST, "A"): ["127.0.0.1"]}) as server:
        yield server


@pytest.fixture
def context(root, tmp_path):
    return server_context(tmp_path, leaf(root, API_HOST))


def run_by(*servers):
    told = tuple(NameServer(name, Unavailable("not asked")) for name in servers)
    return Artifact(ZONE, DOMAIN, ZoneRecords(DOMAIN, "NOERROR", told, (), ()))


@pytest.fixture
def asked(resolver, context, roots):
    """What the gatherer records with a token against a script, and the server with its requests."""

    def ask(told, *known, token=TOKEN, given=TOKEN, after=None):
        answer = told if callable(told) else script(told, token)
        with ScriptedServer(answer, context=context) as server:
            under = rules(resolver, https=server.port, roots=roots)
            found = asyncio.run(gathered(under, given, known or (run_by("lola.ns.cloudflare.com"),), after))
        return found, server

    return ask


async def gathered(under, token, known, after):
    given = {CLOUDFLARE: Credential(API_HOST, token)} if token else None
    async with Door(under, given) as door:
        found = collect(await CLOUDFLARE_GATHERER.gather(ESTATE, door, collect(known)))
    if after:
        after()
        await asyncio.sleep(0.1)  # the other end says goodbye
    return found


def of(found):
    return found["cloudflare", DOMAIN]


def test_zone_is_told_in_all_its_parts(asked):
    found, server = asked(answers())
    told = of(found)
    assert isinstance(told, CloudflareZone)
    assert (told.name, told.status, told.plan, told.account, told.owner) == (DOMAIN, "active", "pro", "Acme Inc", "")
    assert (told.tls_mode, told.always_https, told.minimum_tls) == ("full", "on", "1.2")
    assert [(one.name, one.is_on) for one in told.managed_rules] == [("Cloudflare Managed Ruleset", True)]
    assert (told.cache_rules, told.page_rules) == ((), ())
    (limit,) = told.rate_limits
    assert (limit.name, limit.action, limit.most, limit.seconds) == ("Log-in", "block", 5, 10)
    assert len(server.requests) == 8
    assert {request.method for request in server.requests} == {"GET"}


def test_no_secret_of_an_expression_is_kept(asked):
    found, _ = asked(answers())
    assert "hunter2" not in json.dumps(encoded(of(found)))


def test_token_reaches_the_api_and_nothing_that_is_kept_or_logged(asked, caplog):
    with caplog.at_level(logging.DEBUG):
        found, server = asked(answers(pagerules=FORBIDDEN))
    assert {request.fields["authorization"] for request in server.requests} == {f"Bearer {TOKEN}"}
    assert TOKEN not in json.dumps(encoded(of(found)))
    assert TOKEN not in caplog.text
    assert all(TOKEN not in request.path for request in server.requests)


def test_server_that_echoes_the_token_does_not_get_it_into_an_artifact(asked):
    echo = 403, framed(None, (9109, f"Bearer {TOKEN} is not allowed"), success=False)
    found, _ = asked(answers(pagerules=echo, **{"settings/ssl": echo}))
    assert "[token] is not allowed" in of(found).page_rules.reason
    assert TOKEN not in json.dumps(encoded(of(found)))


SCOPES = [
    ("settings/ssl", "tls_mode", "Zone › Zone Settings › Read"),
    ("settings/always_use_https", "always_https", "Zone › Zone Settings › Read"),
    ("settings/min_tls_version", "minimum_tls", "Zone › Zone Settings › Read"),
    ("http_request_firewall_managed", "managed_rules", "Zone › Zone WAF › Read"),
    ("http_ratelimit", "rate_limits", "Zone › Zone WAF › Read"),
    ("http_request_cache_settings", "cache_rules", "Zone › Cache Rules › Read"),
    ("pagerules", "page_rules", "Zone › Page Rules › Read"),
]


@pytest.mark.parametrize(("path", "part", "scope"), SCOPES)
def test_missing_scope_is_named_and_costs_its_part_alone(asked, path, part, scope):
    told = of(asked(answers(**{path: FORBIDDEN}))[0])
    missing = getattr(told, part)
    assert missing.retry == f"with a token that has {scope}"
    assert "403, 9109: Unauthorized to access requested resource" in missing.reason
    others = {name for _, name, _ in SCOPES} - {part}
    assert not any(isinstance(getattr(told, name), Unavailable) for name in others)


WHOLE = [
    (FORBIDDEN, "the token may not read the zone (403"),
    ((401, framed(None, (1000, "Invalid API Token"), success=False)), "the token may not read the zone (401"),
    ((400, framed(None, (6003, "Invalid request headers"), success=False)), "the token may not read the zone (400"),
    ((200, framed([])), "the token shows no zone acme.test"),
    ((200, framed([zone("other.test")])), "the token shows no zone acme.test"),
    ((429, framed(None)), "did not tell the zone now (429)"),
    ((500, b"<html>oops"), "did not tell the zone now (500)"),
    ((200, b"<html>hello</html>"), "not as its documents give it: it is not JSON"),
    ((200, b"[]"), "it has no frame"),
    ((200, framed([zone(id="../../accounts")])), "a zone has no id, name or status"),
    ((200, b"[" * 200_000), "it is not JSON"),
    ((200, framed([zone()], (1, "half"), success=False)), "did not tell the zone (200, 1: half)"),
    ((404, framed(None, (7003, "Could not route"), success=False)), "did not tell the zone (404, 7003"),
]


@pytest.mark.parametrize(("answer", "reason"), WHOLE)
def test_zone_that_is_not_told_is_unavailable(asked, answer, reason):
    found, server = asked(answers(zones=answer))
    assert isinstance(of(found), Unavailable)
    assert reason in of(found).reason
    assert len(server.requests) == 1


def test_wrong_token_is_told_as_such(asked):
    found, _ = asked(answers(), token="another")
    assert "Invalid access token" in of(found).reason


def test_active_zone_is_taken_before_one_that_waits(asked):
    waiting = zone(status="pending", account={"id": "x", "name": "Freelancer"})
    found, _ = asked(answers(zones=(200, framed([waiting, zone()]))))
    assert (of(found).status, of(found).account) == ("active", "Acme Inc")


def test_redirect_is_not_followed_with_the_token(asked):
    def elsewhere(_request):
        return reply(302, "", ("Location", "https://api.cloudflare.com/client/v4/elsewhere"))

    found, server = asked(elsewhere)
    assert "(302" in of(found).reason
    assert len(server.requests) == 1


def test_api_that_hangs_is_given_up(asked, monkeypatch):
    monkeypatch.setattr("audits.gatherers.cloudflare.ANSWER_SECONDS", 0.3)
    over = threading.Event()

    def hanging(_request):
        over.wait(10)
        return HANG_UP

    found, _ = asked(hanging, after=over.set)
    assert "no answer from api.cloudflare.com" in of(found).reason


def test_without_a_token_the_api_is_not_asked(asked):
    found, server = asked(answers(), given=None)
    assert of(found).reason == "no token for Cloudflare was given"
    assert server.requests == []


def test_zone_elsewhere_without_a_token_is_not_spoken_of(asked):
    found, server = asked(answers(), run_by("ns1.registrar.example"), given=None)
    assert (found, server.requests) == ({}, [])


def test_host_of_a_partial_set_up_concerns_cloudflare(asked):
    name = f"www.{DOMAIN}"
    alias = Artifact(DNS, name, HostRecords(name, "NOERROR", (f"{name}.cdn.cloudflare.net",), (), ()))
    found, _ = asked(answers(), run_by("ns1.registrar.example"), alias, given=None)
    assert isinstance(of(found), Unavailable)


def test_enclosing_zone_is_asked_for(asked):
    within = Artifact(ZONE, DOMAIN, ZoneRecords(DOMAIN, "NOERROR", (), (), (), zone="test"))
    found, server = asked(answers(zones=(200, framed([zone("test")]))), within)
    assert server.requests[0].path == "/client/v4/zones?name=test&per_page=50"
    assert of(found).name == "test"


def test_setting_of_another_shape_is_no_answer(asked):
    found, _ = asked(answers(**{"settings/ssl": setting("ssl", {"mode": "full"})}))
    assert "the setting has no value" in of(found).tls_mode.reason


@pytest.mark.parametrize(
    "url", ["http://api.cloudflare.com/", "https://evil.test/", "https://api.cloudflare.com.evil.test/"]
)
def test_token_is_sent_to_its_host_over_https_alone(resolver, context, roots, url):
    async def ask(port):
        under = rules(resolver, https=port, http=port, roots=roots)
        async with Door(under, {CLOUDFLARE: Credential(API_HOST, TOKEN)}) as door:
            return await door.fetch_as(CLOUDFLARE, url)

    with ScriptedServer(lambda _request: reply(), context=context) as server:
        answer = asyncio.run(ask(server.port))
    assert "a token for api.cloudflare.com is not sent to" in answer.reason
    assert (server.requests, server.connections) == ([], 0)


def test_credential_shows_itself_to_nobody():
    assert TOKEN not in repr(Credential(API_HOST, TOKEN))
    assert TOKEN not in repr({CLOUDFLARE: Credential(API_HOST, TOKEN)})
