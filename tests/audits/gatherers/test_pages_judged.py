"""What real servers answer, judged: every answer on mixed content, caches, compression and times, over real sockets."""

import asyncio
import gzip
import time
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from audits.checks import compression, mixed_content, personal_cache, response_time, static_cache
from audits.core.artifacts import Artifact, collect
from audits.core.estate import Estate
from audits.core.subject import Domain, Endpoint, Host
from audits.engine import judge
from audits.gatherers.bundle import BUNDLE_GATHERER
from audits.gatherers.http import HTTP_GATHERER
from audits.gatherers.timing import TIMING_GATHERER
from portal.outbound.door import Door
from tests.closed_network import DOMAIN, has_addresses, rules
from tests.scripted_server import ScriptedServer, reply

pytestmark = pytest.mark.network

APP, WWW = f"app.{DOMAIN}", f"www.{DOMAIN}"
HOME = f"https://{APP}/"
X = "http://cdn.example/x"
PUBLIC = ("Cache-Control", "public, max-age=300")
SESSION = ("Set-Cookie", "sessionid=7f3b0c5e9a2d4416; Path=/; Secure; HttpOnly")
LONG = "one berth, one lane, one rate; " * 100
PACKED = gzip.compress(LONG.encode())
GZIP = ("Content-Encoding", "gzip")
OLD = ("Last-Modified", "Mon, 22 Dec 2025 00:00:00 GMT")


@pytest.fixture
def judged(resolver, context, roots):
    """The verdicts of one check about hosts whose servers answer with these files, by subject."""

    def told(check, files, *endpoints, hosts=(APP,), gatherers=(HTTP_GATHERER, BUNDLE_GATHERER)):
        script = files if callable(files) else lambda request: files.get(request.path, reply(404, "gone"))
        purposes = tuple(Endpoint(f"{HOME}{path}", purpose) for path, purpose in endpoints)
        covered = Estate(Domain(DOMAIN), tuple(Host(name, declared=True) for name in hosts), purposes)

        async def run(port):
            async with Door(rules(resolver, https=port, roots=roots)) as door:
                known = tuple(has_addresses(name, "127.0.0.1") for name in hosts)
                for gatherer in gatherers:
                    known += await gatherer.gather(covered, door, collect(known))
                return known

        with ScriptedServer(script, context=context) as server:
            artifacts: tuple[Artifact, ...] = asyncio.run(run(server.port))
        answers = judge(covered, artifacts, (check,), datetime.now(UTC))
        return {answer.subject: answer.judgement.verdict.id for answer in answers}

    return told


def page(text, *fields):
    return reply(200, f"<!doctype html><title>Desk</title>{text}", *fields)


PAGES = [
    ("<p>", (), {}),
    (f"<script src={X}></script>", (), {X: "blocked"}),
    (f"<img src={X}>", (), {X: "upgraded"}),
    (f"<img srcset={X}>", (), {X: "left-out"}),
    (f"<form action={X}><input type=password></form>", (), {X: "password-form"}),
    (f"<form action={X}></form>", (), {X: "form"}),
    (f"<script>fetch('{X}')</script>", (), {X: "called"}),
]


@pytest.mark.parametrize(("text", "fields", "parts"), PAGES)
def test_plain_address_on_a_served_page(judged, text, fields, parts):
    told = judged(mixed_content.CHECK, {"/": page(text, *fields)})
    assert told == {APP: "listed" if parts else "none"} | parts


def test_policy_in_a_field_sends_everything_to_https(judged):
    policy = ("Content-Security-Policy", "upgrade-insecure-requests")
    told = judged(mixed_content.CHECK, {"/": page(f"<script src={X}></script>", policy)})
    assert told == {APP: "sent-to-https"}


def test_stylesheet_that_does_not_answer_leaves_the_page_open(judged):
    files = {"/": page(f"<link rel=stylesheet href=/a.css><img src={X}>"), "/a.css": reply(503)}
    assert judged(mixed_content.CHECK, files) == {APP: "incomplete", X: "upgraded"}


def test_one_build_on_two_hosts_is_judged_once(judged):
    told = judged(mixed_content.CHECK, {"/": page(f"<img src={X}>")}, hosts=(APP, WWW))
    assert told == {APP: "listed", X: "upgraded", WWW: "elsewhere"}


COOKIES = [
    ((SESSION, PUBLIC), "shared-session"),
    ((("Set-Cookie", "theme=dark"), PUBLIC), "shared-cookie"),
    ((SESSION, ("Cache-Control", "private"), ("Age", "9")), "served-from-cache"),
    ((SESSION, ("Cache-Control", "public, max-age=0, must-revalidate")), "kept-with-cookie"),
    ((SESSION, OLD), "guessed"),
    ((SESSION, ("Cache-Control", "no-store")), None),
]


@pytest.mark.parametrize(("fields", "verdict"), COOKIES)
def test_cookie_of_a_served_page(judged, fields, verdict):
    told = judged(personal_cache.CHECK, {"/": page("<p>", *fields)})
    assert told == ({APP: "listed", HOME: verdict} if verdict else {APP: "none"})


def test_account_that_is_public(judged):
    files = {"/": page("<p>"), "/account": page("<p>yours", PUBLIC)}
    told = judged(personal_cache.CHECK, files, ("account", "account"))
    assert told == {APP: "listed", f"{HOME}account": "shareable"}


def test_shell_of_an_app_is_the_same_for_everybody(judged):
    told = judged(personal_cache.CHECK, lambda _: page("<div id=root>", PUBLIC), ("account", "account"))
    assert told == {APP: "none"}


def test_endpoint_behind_a_fault_is_open(judged):
    files = {"/": page("<p>"), "/account": reply(429)}
    assert judged(personal_cache.CHECK, files, ("account", "account")) == {APP: "incomplete"}


HASHED, FIXED = "/assets/index-BX3tYk2a.js", "/app.js"
YEAR = ("Cache-Control", "public, max-age=31536000, immutable")
FILES = [
    (HASHED, (YEAR,), "fitting"),
    (HASHED, (), "brief"),
    (FIXED, (YEAR,), "frozen"),
    (FIXED, (("Cache-Control", "max-age=604800"),), "lingering"),
    (FIXED, (("Expires", format_datetime(datetime(2037, 1, 1, tzinfo=UTC), usegmt=True)),), "frozen"),
]


@pytest.mark.parametrize(("path", "fields", "verdict"), FILES)
def test_file_of_a_served_page(judged, path, fields, verdict):
    script = reply(200, "const x = 1", *fields, kind="text/javascript")
    assert judged(static_cache.CHECK, {"/": page(f"<script src={path}></script>"), path: script}) == {APP: verdict}


TEXTS = [
    ((LONG,), "plain"),
    (("short",), "short"),
    ((PACKED, GZIP), "compressed"),
    ((PACKED, GZIP, PUBLIC), "unvaried"),
    ((PACKED, GZIP, PUBLIC, ("Vary", "Accept-Encoding")), "compressed"),
    ((gzip.compress(PACKED), ("Content-Encoding", "gzip, gzip"), ("Vary", "Accept-Encoding")), "twice"),
    ((gzip.compress(PACKED), GZIP), "garbled"),
    ((PACKED,), "garbled"),
]


@pytest.mark.parametrize(("answer", "verdict"), TEXTS)
def test_text_over_the_wire(judged, answer, verdict):
    assert judged(compression.CHECK, {"/": reply(200, *answer)}) == {APP: verdict}


TIMES = [((), "fast"), ((0.55,), "sluggish")]


@pytest.mark.parametrize(("seconds", "verdict"), TIMES)
def test_time_of_a_served_page(judged, monkeypatch, seconds, verdict):
    monkeypatch.setattr("audits.gatherers.timing.HOST_REQUESTS", 3)

    def script(_):
        for each in seconds:
            time.sleep(each)
        return page("<p>")

    told = judged(response_time.CHECK, script, ("", "home"), gatherers=(HTTP_GATHERER, TIMING_GATHERER))
    assert told == {HOME: verdict}


def test_slow_page_that_was_timed_once_is_not_called_slow(judged, monkeypatch):
    monkeypatch.setattr("audits.gatherers.timing.HOST_REQUESTS", 2)

    def script(_):
        time.sleep(0.55)
        return page("<p>")

    told = judged(response_time.CHECK, script, ("", "home"), gatherers=(HTTP_GATHERER, TIMING_GATHERER))
    assert told == {HOME: "too-few"}
