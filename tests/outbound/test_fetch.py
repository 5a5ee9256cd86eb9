"""One request over real sockets: what came over the wire, what it holds, and no end of an answer that never ends."""

import asyncio
import gzip
import time

import brotli
import pytest

from portal.outbound.door import Door, Page, Unavailable
from tests.closed_network import DOMAIN, rules
from tests.loopback import NameServer
from tests.scripted_server import ScriptedServer, reply

pytestmark = pytest.mark.network

PAGE = f"http://{DOMAIN}/"
TEXT = "a berth, a lane and a rate " * 200


@pytest.fixture
def resolver():
    with NameServer({(DOMAIN, "A"): ["127.0.0.1"]}) as server:
        yield server


@pytest.fixture
def ask(resolver):
    """What the door says to some requests, one after another, at a server with this script."""

    def asked(script, *urls, then=bool, **given):
        async def run(port):
            async with Door(rules(resolver, http=port)) as door:
                return [await door.fetch(url, **given) for url in urls or (PAGE,)], then(door)

        with ScriptedServer(script) as server:
            told, after = asyncio.run(run(server.port))
            asked.requests = server.requests
        return (*told, after)

    return asked


@pytest.mark.parametrize(
    ("coding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("GZip", gzip.compress)]
)
def test_wire_and_content_are_both_told(ask, coding, pack):
    packed = pack(TEXT.encode())
    page, _ = ask(lambda _: reply(200, packed, ("Content-Encoding", coding)))
    assert (page.body, page.sent, page.codings, page.truncated) == (TEXT.encode(), len(packed), (), False)
    assert ("Content-Encoding", coding) in page.headers


def test_plain_answer_is_as_long_as_it_was_sent(ask):
    page, _ = ask(lambda _: reply(200, TEXT))
    assert page.sent == len(page.body) == len(TEXT)


def test_encoding_the_body_is_not_in_is_no_answer(ask):
    told, _ = ask(lambda _: reply(200, TEXT, ("Content-Encoding", "gzip")))
    assert isinstance(told, Unavailable)
    assert told.reason == f"the answer of {DOMAIN} port 80 is not in the encoding it names"


def test_bomb_ends_at_the_limit(ask):
    bomb = gzip.compress(b"\0" * 200_000_000)
    assert len(bomb) < 250_000
    begun = time.monotonic()
    page, _ = ask(lambda _: reply(200, bomb, ("Content-Encoding", "gzip")), limit=1_000_000)
    assert (len(page.body), page.truncated) == (1_000_000, True)
    assert time.monotonic() - begun < 3


def test_answer_of_two_hundred_megabytes_ends_at_the_limit(ask):
    sent = []

    def endless(_):
        def parts():
            yield b"HTTP/1.1 200 x\r\nContent-Length: 200000000\r\n\r\n"
            for _ in range(200):
                sent.append(1)
                yield b"x" * 1_000_000

        return parts()

    begun = time.monotonic()
    page, _ = ask(endless, limit=500_000)
    assert (len(page.body), page.truncated) == (500_000, True)
    assert len(sent) < 50
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 x\r\n\r\n", b"HTTP/1.1 200 x\r\nX-Slow: "])
def test_byte_now_and_then_ends_in_time(ask, head):
    def dripping(_):
        def parts():
            yield head
            while True:
                time.sleep(0.1)
                yield b"x"

        return parts()

    begun = time.monotonic()
    told, _ = ask(dripping, seconds=0.5)
    assert isinstance(told, Unavailable)
    assert told.reason == f"no answer from {DOMAIN} port 80 within 0.5 s"
    assert time.monotonic() - begun < 2


def test_whole_answer_is_recalled_and_no_other(ask):
    def seen(door):
        return [door.recalled(f"{PAGE}{path}") for path in ("", "long", "never")]

    script = lambda request: reply(200, "x" * (900 if request.path == "/long" else 9))  # noqa: E731 - one answer
    first, _, (whole, cut, never) = ask(script, PAGE, f"{PAGE}long", then=seen, limit=100)
    assert whole is first
    assert (cut, never) == (None, None)


@pytest.mark.parametrize("given", [{"headers": {"Cookie": "a=b"}}, {"method": "HEAD"}, {"alone": True}])
def test_other_than_a_plain_request_is_not_recalled(ask, given):
    script = lambda request: reply(200, "" if request.method == "HEAD" else "x")  # noqa: E731 - one answer
    page, recalled = ask(script, then=lambda door: door.recalled(PAGE), **given)
    assert isinstance(page, Page)
    assert recalled is None


def test_address_nobody_may_ask_is_not_recalled(ask):
    _, recalled = ask(lambda _: reply(200), then=lambda door: door.recalled("file:///etc/passwd"))
    assert recalled is None
