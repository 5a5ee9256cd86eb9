"""Chains as real servers send them: cookies, circles, dead ends, guards and hostile answers."""

import asyncio
import itertools
import time

import pytest

from audits.core.observed.http import ANSWERED, BROKEN, DEAD_END, LOOPED, TOO_LONG
from audits.gatherers import following
from audits.gatherers.following import Follower
from portal.outbound.door import Door
from tests.closed_network import rules
from tests.loopback import Canary
from tests.scripted_server import HANG, HANG_UP, ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

START = "http://acme.test/"


def chain_of(script, resolver, start=START, **settings):
    with ScriptedServer(script) as server:
        return chain_at(server, resolver, start, **settings), server


def chain_at(server, resolver, start=START, **settings):
    async def run():
        async with Door(rules(resolver, http=server.port, **settings)) as door, Follower(door) as follower:
            return await follower.chain(start)

    return asyncio.run(run())


def pages(**scripted):
    """A script that answers `/name` as told, and `/` as `home`."""
    return lambda request: scripted.get(request.path.partition("?")[0].strip("/") or "home", reply(404))


def test_page_is_recorded_as_sent(resolver):
    page = reply(200, "<title>Home</title>", ("X-One", "1"), ("X-One", "2"))
    chain, _ = chain_of(pages(home=page), resolver)
    assert (chain.end, chain.redirects, chain.last.status) == (ANSWERED, 0, 200)
    assert chain.last.fields("x-one") == ("1", "2")
    assert chain.last.address == "127.0.0.1"
    assert (chain.body.text, chain.body.size, chain.body.is_whole) == ("<title>Home</title>", 19, True)


def test_relative_redirects_are_followed(resolver):
    script = pages(home=sent_on("a", status=302), a=sent_on("/b?x=1", status=307), b=reply(200, "there"))
    chain, server = chain_of(script, resolver)
    assert chain.path == f"{START} (302) → {START}a (307) → {START}b?x=1 (200)"
    assert [request.method for request in server.requests] == ["GET"] * 3


def test_cookie_makes_a_second_visit_another_one(resolver):
    def script(request):
        return reply(200) if "seen=1" in request.cookie else sent_on("/", ("Set-Cookie", "seen=1; Path=/; HttpOnly"))

    chain, _ = chain_of(script, resolver)
    assert (chain.end, chain.redirects) == (ANSWERED, 1)


def test_cookies_of_one_host_stay_there(resolver):
    def script(request):
        if request.host == "acme.test":
            return sent_on("http://other.acme.test/", ("Set-Cookie", "secret=1; Path=/"))
        return reply(200)

    _, server = chain_of(script, resolver)
    assert [(request.host, request.cookie) for request in server.requests] == [
        ("acme.test", ""),
        ("other.acme.test", ""),
    ]


def test_same_address_with_same_cookies_is_a_circle(resolver):
    chain, server = chain_of(pages(home=sent_on("/a"), a=sent_on("/")), resolver)
    assert (chain.end, chain.at, chain.redirects) == (LOOPED, START, 2)
    assert server.paths() == ["/", "/a"]


def test_fragment_makes_no_other_address(resolver):
    chain, _ = chain_of(pages(home=sent_on("/#top")), resolver)
    assert (chain.end, chain.at) == (LOOPED, START)


def test_circle_with_a_new_cookie_each_time_is_too_long(resolver):
    counter = itertools.count()
    chain, server = chain_of(lambda _: sent_on("/", ("Set-Cookie", f"n={next(counter)}")), resolver)
    assert (chain.end, len(chain.hops), len(server.requests)) == (TOO_LONG, 11, 11)


@pytest.mark.parametrize(("steps", "end"), [(10, ANSWERED), (11, TOO_LONG)])
def test_ten_redirects_are_followed_and_no_more(resolver, steps, end):
    def script(request):
        step = int(request.path.strip("/") or 0)
        return reply(200) if step == steps else sent_on(f"/{step + 1}")

    chain, server = chain_of(script, resolver)
    assert (chain.end, len(server.requests)) == (end, 11)


@pytest.mark.parametrize(
    "location",
    [
        None,
        "",
        "javascript:alert(1)",
        "mailto:desk@acme.test",
        "file:///etc/passwd",
        "http://localhost:3000/",
        "https://10.0.0.7/login",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
    ],
)
def test_redirect_no_visitor_can_follow_is_a_dead_end(resolver, location):
    answer = reply(302) if location is None else sent_on(location, status=302)
    chain, server = chain_of(pages(home=answer), resolver)
    assert (chain.end, chain.at, len(server.requests)) == (DEAD_END, location or "", 1)


def test_two_locations_that_differ_are_a_dead_end(resolver):
    chain, _ = chain_of(pages(home=sent_on("/a", ("Location", "/b"))), resolver)
    assert (chain.end, chain.at) == (DEAD_END, "/a, /b")


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("/a b", "/a%20b"),
        ("\\a\\b", "/a/b"),
        (" /a\t", "/a"),
        ("/ü", "/%C3%BC"),
        ("//acme.test/a", "/a"),
        ("?a=/", "/?a=/"),
    ],
)
def test_location_is_read_as_browsers_do(resolver, location, asked):
    script = lambda request: sent_on(location) if request.path == "/" else reply(200)  # noqa: E731 - one answer
    chain, server = chain_of(script, resolver)
    assert (chain.end, server.paths()) == (ANSWERED, ["/", asked])


def test_name_with_an_inner_address_is_never_connected_to(resolver):
    chain, server = chain_of(pages(home=sent_on("http://inner.acme.test/")), resolver)
    assert (chain.end, chain.at, len(server.requests)) == (BROKEN, "http://inner.acme.test/", 1)
    assert chain.missing.reason == "inner.acme.test (10.1.2.3) is not a public address: private, 10.0.0.0/8"


def test_redirect_to_loopback_reaches_nobody(resolver):
    """The site may be visited, loopback beside it may not: the first hop stands on an address the operator allows."""
    with Canary("127.0.0.2") as canary, ScriptedServer(pages(home=sent_on("http://127.0.0.2/"))) as server:
        networks = "127.0.0.1/32"
        chain = chain_at(server, resolver, networks=networks)
        assert (chain.end, chain.at) == (DEAD_END, "http://127.0.0.2/")
        assert canary.callers() == 0


def test_port_we_do_not_ask_is_no_fault_of_the_site(resolver):
    chain, _ = chain_of(pages(home=sent_on("http://acme.test:8080/")), resolver)
    assert (chain.end, chain.at) == (BROKEN, "http://acme.test:8080/")
    assert "port 8080 is not asked" in chain.missing.reason


def test_name_without_an_address_breaks_the_chain(resolver):
    chain, _ = chain_of(pages(home=sent_on("http://gone.acme.test/")), resolver)
    assert (chain.end, chain.missing.reason) == (BROKEN, "gone.acme.test has no address")


@pytest.mark.parametrize(
    "said", [HANG, HANG_UP, b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 200 x\r\nContent-Length: 9\r\n\r\nhalf"]
)
def test_answer_that_is_none_breaks_the_chain_with_what_was_tried(resolver, monkeypatch, said):
    monkeypatch.setattr(following, "PAGE_SECONDS", 0.5)
    chain, _ = chain_of(lambda _: said, resolver)
    assert (chain.end, chain.hops, chain.at) == (BROKEN, (), START)
    assert chain.missing.tried == (f"GET {START}",)


def endless(part, head=b"HTTP/1.1 200 x\r\nContent-Type: text/html\r\n"):
    """An answer that never ends."""

    def parts():
        yield head
        while True:
            yield part

    return lambda _: parts()


def test_endless_body_is_cut(resolver):
    head = b"HTTP/1.1 200 x\r\nContent-Type: text/html\r\n\r\n"
    chain, _ = chain_of(endless(b"x" * 65_536, head), resolver)
    assert (chain.end, chain.body.is_whole) == (ANSWERED, False)
    assert (chain.body.size, len(chain.body.text)) == (following.BODY_BYTES, following.TEXT_CHARACTERS)


@pytest.mark.parametrize("part", [b"X: " + b"y" * 1000 + b"\r\n", b"y" * 65_536])
def test_endless_header_is_given_up(resolver, monkeypatch, part):
    monkeypatch.setattr(following, "PAGE_SECONDS", 5.0)
    chain, _ = chain_of(endless(part), resolver)
    assert (chain.end, chain.missing.reason) == (BROKEN, "the answer of acme.test port 80 is not valid HTTP")


def test_drip_of_redirects_ends_in_time(resolver, monkeypatch):
    def slowly(request):
        time.sleep(0.4)
        return sent_on("/a") if request.path == "/" else reply(200)

    monkeypatch.setattr(following, "CHAIN_SECONDS", 0.2)
    chain, server = chain_of(slowly, resolver)
    assert (chain.end, chain.at, len(server.requests)) == (BROKEN, f"{START}a", 1)


def test_first_address_that_refuses_leaves_the_second(resolver):
    resolver.records["twice.acme.test", "A"] = ["127.0.0.3", "127.0.0.1"]
    chain, _ = chain_of(pages(home=reply(200)), resolver, "http://twice.acme.test/")
    assert (chain.end, chain.last.address) == (ANSWERED, "127.0.0.1")


def test_page_is_asked_once_however_many_ways_lead_there(resolver):
    async def run(door):
        async with Follower(door) as follower:
            return await asyncio.gather(*(follower.chain(f"{START}{way}") for way in ("a", "b", "c")))

    async def opened(server):
        async with Door(rules(resolver, http=server.port)) as door:
            return await run(door)

    script = pages(a=sent_on("/c"), b=sent_on("/c"), c=reply(200, "there"))
    with ScriptedServer(script) as server:
        chains = asyncio.run(opened(server))
    assert [chain.last.url for chain in chains] == [f"{START}c"] * 3
    assert sorted(server.paths()) == ["/a", "/b", "/c"]


def test_words_are_read_in_the_encoding_named(resolver):
    page = reply(200, "Grüße".encode("latin-1"), kind='text/html; charset="ISO-8859-1"')
    chain, _ = chain_of(pages(home=page), resolver)
    assert chain.body.text == "Grüße"


def test_strange_encoding_harms_nobody(resolver):
    chain, _ = chain_of(pages(home=reply(200, b"x\x9c", kind="text/html; charset=zlib_codec")), resolver)
    assert chain.body.text.startswith("x")


def test_mass_of_cookies_is_bounded(resolver):
    cookies = [("Set-Cookie", f"c{number}={'v' * 1000}") for number in range(80)]
    chain, server = chain_of(pages(home=sent_on("/a", *cookies), a=reply(200)), resolver)
    assert chain.end == ANSWERED
    assert 0 < len(server.requests[1].cookie) <= following.COOKIE_CHARACTERS + 2 * following.MOST_COOKIES
