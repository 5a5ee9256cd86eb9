"""Wrong log-ins against real servers: forms with tokens, APIs, limits of every kind, hosts that are not ours to ask."""

import asyncio
import itertools
import json
import re
import threading
import time
from urllib.parse import parse_qs

import pytest

from audits.checks.login_rate_limit import CHECK
from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.derived import log_ins as answers
from audits.core.estate import Estate
from audits.core.observed.http import ANSWERED, HTTP, Hop, RedirectChain, Visit
from audits.core.observed.log_ins import LOG_INS, MOST_TRIES
from audits.core.subject import Domain, Endpoint
from audits.core.unavailable import Unavailable
from audits.gatherers import log_ins
from audits.gatherers.log_ins import LOG_INS_GATHERER
from audits.gatherers.permit import Permit, Proven
from portal.outbound.door import Door
from tests.audits.seen import NOW
from tests.closed_network import DOMAIN, gathered, rules
from tests.scripted_server import HANG, HANG_UP, ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

PAGE = f"http://{DOMAIN}/login"
FORM = (
    '<title>Log in</title><form method="post" action="/session"><input type="hidden" name="csrf" value="{}">'
    '<input name="email"><input type="password" name="pass"></form><p>{}</p>'
)


@pytest.fixture(autouse=True)
def _quickly(monkeypatch):
    monkeypatch.setattr(log_ins, "PAUSE_SECONDS", 0)


def visit(url=PAGE):
    return Artifact(HTTP, url, Visit(DOMAIN, RedirectChain(url, (Hop(url, 200),), ANSWERED)))


def estate(*endpoints):
    return Estate(domain=Domain(DOMAIN), endpoints=endpoints or (Endpoint(PAGE, "login"),))


def tried(server, resolver, *endpoints, permit=None):
    """The gatherer's artifact of the first endpoint and what the check makes of it."""
    where = estate(*endpoints)
    known = [visit(endpoint.url) for endpoint in where.endpoints]
    found = gathered(
        LOG_INS_GATHERER,
        where,
        rules(resolver, http=server.port),
        *known,
        permit=permit or Permit((Proven(DOMAIN, below=True),)),
    )
    everything = {(one.source.name, one.subject): one.value for one in known} | found
    judgement = CHECK.judgements(Artifacts(where, NOW, everything).about(where.endpoints[0]))[0]
    return found.get((LOG_INS.name, where.endpoints[0].label)), judgement


class App:
    """A log-in with a token that is good for one request; `limit` says what happens from that try on."""

    def __init__(self, *, limit=None, instead=None, redirects=False):
        self.limit, self.instead, self.redirects = limit, instead, redirects
        self.posts, self.tokens, self.said = [], itertools.count(1), "Welcome"
        self.token = "0"

    def __call__(self, request):
        if request.method == "GET":
            return self.page("")
        self.posts.append({name: values[0] for name, values in parse_qs(request.body).items()})
        if self.limit is not None and len(self.posts) > self.limit:
            return self.instead
        if self.posts[-1].get("csrf") != self.token or "session=1" not in request.cookie:
            return reply(403, "bad token")
        return sent_on("/login?error=1", status=302) if self.redirects else self.page("Wrong name or password")

    def page(self, words):
        self.token = f"{next(self.tokens):032x}"
        return reply(200, FORM.format(self.token, words), ("Set-Cookie", "session=1; Path=/; HttpOnly"))


@pytest.mark.parametrize("redirects", [False, True])
def test_twenty_equal_refusals_fail(resolver, redirects):
    app = App(redirects=redirects)
    with ScriptedServer(app) as server:
        tries, judgement = tried(server, resolver)
    assert judgement.verdict.id == "unlimited"
    assert len(app.posts) == len(tries.tries) == MOST_TRIES
    assert {post["email"] for post in app.posts} == {tries.account}
    assert re.fullmatch(r"launch-ready-[0-9a-f]{12}@example\.com", tries.account)
    assert tries.sent_to == f"http://{DOMAIN}/session"
    assert len({post["pass"] for post in app.posts}) == 1
    assert app.posts[0]["pass"] not in repr(tries)


LIMITS = [
    (5, reply(429, "slow down", ("Retry-After", "30")), "limited", 6),
    (3, reply(423, "locked"), "limited", 4),
    (4, reply(403, "<title>no</title>"), "limited", 5),
    (2, reply(200, FORM.format("1", "Too many attempts")), "limited", MOST_TRIES),
    (2, reply(200, FORM.format("1", "") + '<div class="g-recaptcha"></div>'), "limited", MOST_TRIES),
    (2, reply(500, "broken"), "unclear", 4),
    (2, HANG_UP, "unclear", 3),
]


@pytest.mark.parametrize(("limit", "instead", "verdict", "sent"), LIMITS)
def test_what_stops_guessing_ends_the_tries(resolver, limit, instead, verdict, sent):
    app = App(limit=limit, instead=instead)
    with ScriptedServer(app) as server:
        tries, judgement = tried(server, resolver)
    assert judgement.verdict.id == verdict, judgement.headline
    assert len(app.posts) == sent
    assert len(tries.tries) == sent


def test_growing_delay_is_a_limit(resolver, monkeypatch):
    monkeypatch.setattr(answers, "SLOWER_SECONDS", 0.2)
    app = App()

    def slower(request):
        if request.method == "POST":
            time.sleep(0.3 if len(app.posts) >= 17 else 0)
        return app(request)

    with ScriptedServer(slower) as server:
        _, judgement = tried(server, resolver)
    assert judgement.verdict.id == "limited"
    assert "every answer takes longer" in judgement.headline


def test_api_gets_json_at_its_own_address(resolver):
    seen = []

    def api(request):
        seen.append((request.method, request.path, json.loads(request.body), request.fields["content-type"]))
        return reply(401, '{"error":"invalid_credentials"}', kind="application/json")

    url = f"http://{DOMAIN}/v1/session"
    with ScriptedServer(api) as server:
        tries, judgement = tried(server, resolver, Endpoint(url, "login", "user", "secret"))
    assert judgement.verdict.id == "unlimited"
    assert {(method, path, kind) for method, path, _, kind in seen} == {("POST", "/v1/session", "application/json")}
    assert seen[0][2] == {"user": tries.account, "secret": seen[0][2]["secret"]}
    assert len(seen) == MOST_TRIES


REFUSALS = [
    ("<p>Loading</p>", "no form with a name and a password"),
    (FORM.format(1, "").replace('method="post"', ""), "sends passwords in the address"),
    (FORM.format(1, "").replace("<form", '<form enctype="multipart/form-data"'), "as multipart/form-data"),
    (FORM.format(1, "").replace("/session", "https://other.test/session"), "sent to other.test, whose control"),
    (FORM.format(1, "").replace("/session", "ftp://acme.test/"), "which we do not ask"),
]


@pytest.mark.parametrize(("page", "reason"), REFUSALS)
def test_form_that_cannot_be_sent_gets_no_log_in(resolver, page, reason):
    with ScriptedServer(lambda _: reply(200, page)) as server:
        found, judgement = tried(server, resolver)
    assert isinstance(found, Unavailable)
    assert reason in found.reason
    assert judgement.verdict.id == "could-not-check"
    assert {request.method for request in server.requests} == {"GET"}


def test_host_without_proof_is_not_even_asked_for_its_page(resolver):
    with ScriptedServer(App()) as server:
        found, judgement = tried(server, resolver, permit=Permit((Proven(f"app.{DOMAIN}", below=True),)))
    assert found is None
    assert judgement.verdict.id == "needs-proof-of-control"
    assert server.requests == []


def test_file_proof_covers_its_one_host():
    names = (Proven("app.acme.test", below=False), Proven("b.test", below=True))
    hosts = ["app.acme.test", "x.app.acme.test", "acme.test", "b.test", "a.b.test", "ab.test"]
    assert [Permit(names).covers(host) for host in hosts] == [True, False, False, True, True, False]


def test_page_that_leads_to_a_host_without_proof_is_not_followed(resolver):
    with ScriptedServer(lambda _: sent_on(f"http://other.{DOMAIN}/in", status=302)) as server:
        found, _ = tried(server, resolver, permit=Permit((Proven(DOMAIN, below=False),)))
    assert "which is not asked" in found.reason
    assert {request.host for request in server.requests} == {DOMAIN}


def test_more_log_ins_than_a_run_tries_are_told(resolver):
    urls = [f"http://{DOMAIN}/login{number}" for number in range(log_ins.MOST_LOG_INS + 1)]
    endpoints = [Endpoint(url, "login") for url in urls]
    with ScriptedServer(lambda _: reply(200, "none")) as server:
        found = gathered(
            LOG_INS_GATHERER,
            estate(*endpoints),
            rules(resolver, http=server.port),
            *[visit(url) for url in urls],
            permit=Permit((Proven(DOMAIN, below=True),)),
        )
    assert "this is one more" in found[LOG_INS.name, urls[-1]].reason


def test_stop_cuts_an_answer_off_that_takes_long(resolver):
    app, permit = App(), Permit((Proven(DOMAIN, below=True),))
    hanging = threading.Event()

    def hang_at_the_third(request):
        if request.method == "POST" and len(app.posts) == 2:
            hanging.set()
            return HANG
        return app(request)

    async def stop_soon(gather):
        task = asyncio.ensure_future(gather)
        await asyncio.to_thread(hanging.wait, 10)
        permit.stop("Carl stopped it.")
        begun = time.monotonic()
        found = await task
        return found, time.monotonic() - begun

    async def run():
        async with Door(rules(resolver, http=server.port)) as door:
            return await stop_soon(LOG_INS_GATHERER.gather(estate(), door, collect((visit(),)), permit))

    with ScriptedServer(hang_at_the_third) as server:
        (artifact,), seconds = asyncio.run(run())
    assert seconds < 1
    assert (len(artifact.value.tries), artifact.value.ended) == (2, "Carl stopped it.")


def test_pause_is_kept_between_log_ins(resolver, monkeypatch):
    monkeypatch.setattr(log_ins, "PAUSE_SECONDS", 0.1)
    monkeypatch.setattr(log_ins, "MOST_TRIES", 5)
    at = []
    app = App()

    def timed(request):
        if request.method == "POST":
            at.append(time.monotonic())
        return app(request)

    with ScriptedServer(timed) as server:
        tried(server, resolver)
    assert len(at) == 5
    assert all(later - sooner >= 0.1 for sooner, later in itertools.pairwise(at))


def test_no_log_in_begins_after_the_time_is_over(resolver, monkeypatch):
    monkeypatch.setattr(log_ins, "MOST_SECONDS", 0.3)
    app = App()

    def slowly(request):
        time.sleep(0.1)
        return app(request)

    with ScriptedServer(slowly) as server:
        tries, judgement = tried(server, resolver)
    assert 1 < len(tries.tries) < MOST_TRIES
    assert judgement.verdict.id == "short"
    assert "were over" in judgement.headline
