"""Timed requests: a warm-up that does not count, one connection, plain GETs, and a budget a host."""

import itertools
import time

import pytest

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.http import ANSWERED, BROKEN, HTTP, Hop, PageBody, RedirectChain, Visit
from audits.core.subject import Domain, Endpoint
from audits.core.unavailable import Unavailable
from audits.gatherers import timing
from audits.gatherers.timing import TIMING_GATHERER
from tests.closed_network import DOMAIN, gathered, rules
from tests.scripted_server import HANG, ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

PAGE = f"http://{DOMAIN}/"


def visited(url, status=200, end_url=None):
    """The artifact of a visit that ended with a page."""
    hops = (Hop(end_url or url, status),)
    return Artifact(HTTP, url, Visit(DOMAIN, RedirectChain(url, hops, ANSWERED, body=PageBody("", 0, ""))))


def times(server, resolver, *endpoints, known=None):
    those = tuple(Endpoint(url, purpose, *fields) for purpose, url, *fields in endpoints)
    covered = Estate(Domain(DOMAIN), endpoints=those)
    known = known or [visited(endpoint.url) for endpoint in those]
    found = gathered(TIMING_GATHERER, covered, rules(resolver, http=server.port), *known)
    return {label: value for (_, label), value in found.items()}


def test_warm_up_does_not_count_and_one_connection_carries_all(resolver):
    numbers = itertools.count()

    def cold_first(_):
        time.sleep(0 if next(numbers) else 0.4)
        return reply(200)

    with ScriptedServer(cold_first) as server:
        found = times(server, resolver, ("home", PAGE))[PAGE]
    assert len(found.answers) == timing.HOST_REQUESTS - 1
    assert max(answer.seconds for answer in found.answers) < 0.3
    assert (len(server.requests), server.connections) == (timing.HOST_REQUESTS, 1)
    assert {request.method for request in server.requests} == {"GET"}


def test_seconds_run_to_the_last_byte(resolver):
    def dripping(_):
        def parts():
            yield b"HTTP/1.1 200 x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nh"
            time.sleep(0.2)
            yield b"i"

        return parts()

    with ScriptedServer(dripping) as server:
        found = times(server, resolver, ("report", PAGE))[PAGE]
    assert all(answer.seconds >= 0.2 for answer in found.answers)


@pytest.mark.parametrize(("purpose", "rounds"), [("login", 5), ("report", 2), ("export", 2)])
def test_costly_endpoints_are_asked_less(resolver, purpose, rounds):
    with ScriptedServer(lambda _: reply(200)) as server:
        found = times(server, resolver, (purpose, PAGE))[PAGE]
    assert (len(found.answers), len(server.requests)) == (rounds, rounds + 1)


@pytest.mark.parametrize("endpoint", [("old",), ("origin",), ("login", "email", "password")])
def test_endpoints_nobody_waits_at_are_left_alone(resolver, endpoint):
    purpose, *fields = endpoint
    with ScriptedServer(lambda _: reply(200)) as server:
        assert times(server, resolver, (purpose, PAGE, *fields)) == {}
    assert server.requests == []


def test_slow_page_is_not_asked_to_the_end(resolver, monkeypatch):
    monkeypatch.setattr(timing, "HOST_SECONDS", 0.5)

    def slowly(_):
        time.sleep(0.2)
        return reply(200)

    with ScriptedServer(slowly) as server:
        found = times(server, resolver, ("home", PAGE))[PAGE]
    assert 1 <= len(found.answers) < timing.HOST_REQUESTS - 1
    assert len(server.requests) == len(found.answers) + 1


def test_answer_that_never_comes_makes_all_times_unavailable(resolver, monkeypatch):
    monkeypatch.setattr(timing, "REQUEST_SECONDS", 0.3)
    told = itertools.chain(itertools.repeat(reply(200), 3), itertools.repeat(HANG))
    with ScriptedServer(lambda _: next(told)) as server:
        found = times(server, resolver, ("home", PAGE))[PAGE]
    assert found.reason == f"no answer from {DOMAIN} port 80 within 0.3 s"


def test_error_while_timing_is_recorded_as_it_came(resolver):
    told = itertools.chain([reply(200)], itertools.repeat(reply(503)))
    with ScriptedServer(lambda _: next(told)) as server:
        found = times(server, resolver, ("home", PAGE))[PAGE]
    assert {answer.status for answer in found.answers} == {503}


def test_page_that_needs_cookies_is_not_timed(resolver):
    with ScriptedServer(lambda _: sent_on("/login", status=302)) as server:
        found = times(server, resolver, ("home", PAGE))[PAGE]
    assert found.reason == f"{PAGE} sends visitors without cookies on (302)"
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [403, 404, 429, 500, 502])
def test_page_that_did_not_answer_visitors_is_not_asked(resolver, status):
    with ScriptedServer(lambda _: reply(200)) as server:
        found = times(server, resolver, ("api", PAGE), known=[visited(PAGE, status)])[PAGE]
    assert isinstance(found, Unavailable)
    assert str(status) in found.reason
    assert server.requests == []


def test_demand_to_sign_in_is_timed(resolver):
    with ScriptedServer(lambda _: reply(401)) as server:
        found = times(server, resolver, ("account", PAGE), known=[visited(PAGE, 401)])[PAGE]
    assert {answer.status for answer in found.answers} == {401}


def test_reason_of_a_broken_visit_is_passed_on(resolver):
    missing = Unavailable("acme.test port 80 refused the connection")
    broken = Artifact(HTTP, PAGE, Visit(DOMAIN, RedirectChain(PAGE, (), BROKEN, PAGE, missing)))
    with ScriptedServer(lambda _: reply(200)) as server:
        assert times(server, resolver, ("home", PAGE), known=[broken])[PAGE] is missing
        absent = times(server, resolver, ("home", PAGE), known=[visited("http://elsewhere.test/")])[PAGE]
    assert absent.reason == f"{PAGE} was not visited"
    assert server.requests == []


def test_endpoints_that_end_at_one_page_share_its_times(resolver):
    end = f"{PAGE}login"
    known = [visited(f"{PAGE}{way}", end_url=end) for way in ("a", "b")]
    with ScriptedServer(lambda _: reply(200)) as server:
        found = times(server, resolver, ("login", f"{PAGE}a"), ("page", f"{PAGE}b"), known=known)
    assert found[f"{PAGE}a"] is found[f"{PAGE}b"]
    assert found[f"{PAGE}a"].url == end
    assert set(server.paths()) == {"/login"}


def test_one_host_gets_no_more_than_its_share(resolver):
    endpoints = [("page", f"{PAGE}{number}") for number in range(9)]
    with ScriptedServer(lambda _: reply(200)) as server:
        found = times(server, resolver, *endpoints)
    assert len(server.requests) == timing.HOST_REQUESTS
    assert [isinstance(value, Unavailable) for value in found.values()] == [False] * 5 + [True] * 4
    assert "went to other endpoints" in found[f"{PAGE}8"].reason
    assert server.connections == 1


def test_what_is_left_goes_to_the_slowest(resolver):
    def script(request):
        time.sleep(0.15 if request.path == "/2" else 0)
        return reply(200)

    with ScriptedServer(script) as server:
        found = times(server, resolver, *(("page", f"{PAGE}{number}") for number in range(4)))
    assert [len(value.answers) for value in found.values()] == [1, 1, 2, 1]


def test_endpoint_that_breaks_leaves_its_turns_to_the_others(resolver):
    with ScriptedServer(lambda request: sent_on("/x") if request.path == "/0" else reply(200)) as server:
        found = times(server, resolver, *(("page", f"{PAGE}{number}") for number in range(3)))
    assert isinstance(found[f"{PAGE}0"], Unavailable)
    assert sorted(len(found[f"{PAGE}{number}"].answers) for number in (1, 2)) == [2, 3]


def test_endpoint_after_a_slow_one_is_told_that_no_time_was_left(resolver, monkeypatch):
    monkeypatch.setattr(timing, "HOST_SECONDS", 0.3)

    def script(_):
        time.sleep(0.2)
        return reply(200)

    with ScriptedServer(script) as server:
        found = times(server, resolver, *(("page", f"{PAGE}{number}") for number in range(3)))
    assert found[f"{PAGE}2"].reason == f"{PAGE}2 was not timed: the other endpoints of its host took too long"


def test_bodies_without_end_and_bytes_now_and_then_end_in_time(resolver, monkeypatch):
    monkeypatch.setattr(timing, "REQUEST_SECONDS", 0.4)
    monkeypatch.setattr(timing, "BODY_BYTES", 100_000)

    def script(request):
        def parts():
            yield b"HTTP/1.1 200 x\r\nContent-Length: 200000000\r\n\r\n"
            while True:
                if request.path == "/slow":
                    time.sleep(0.1)
                yield b"x" * (1 if request.path == "/slow" else 1_000_000)

        return parts()

    begun = time.monotonic()
    with ScriptedServer(script) as server:
        found = times(server, resolver, ("page", f"{PAGE}slow"), ("page", f"{PAGE}long"))
    assert found[f"{PAGE}slow"].reason == f"no answer from {DOMAIN} port 80 within 0.4 s"
    assert found[f"{PAGE}long"].reason == f"{PAGE}long is longer than 100000 bytes"
    assert time.monotonic() - begun < 5
