"""Visits of hosts and endpoints: what was seen, what was tried where nothing was, and never more than agreed."""

import itertools

import pytest

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.http import ANSWERED, BROKEN
from audits.core.subject import Domain, Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.gatherers import following, http
from audits.gatherers.http import HTTP_GATHERER
from tests.closed_network import DOMAIN, gathered, has_addresses, rules
from tests.loopback import closed_port
from tests.scripted_server import HANG, HANG_UP, ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

HOME = f"https://{DOMAIN}/"


def estate(*endpoints, hosts=(DOMAIN,)):
    return Estate(
        Domain(DOMAIN),
        tuple(Host(name, declared=True) for name in hosts),
        tuple(Endpoint(url, purpose) for purpose, url in endpoints),
    )


def visits(covered, given_rules, *known):
    known = known or tuple(has_addresses(host.name, "127.0.0.1") for host in covered.hosts)
    return {label: visit for (_, label), visit in gathered(HTTP_GATHERER, covered, given_rules, *known).items()}


def upgraded(request):
    return sent_on(f"https://{request.host}{request.path}")


def test_host_is_visited_with_https_and_without(resolver, context, roots):
    secure, plain = ScriptedServer(lambda _: reply(200, "home"), context=context), ScriptedServer(upgraded)
    with secure, plain:
        found = visits(estate(), rules(resolver, http=plain.port, https=secure.port, roots=roots))[DOMAIN]
    assert found.chain.path == f"{HOME} (200)"
    assert found.plain.path == f"http://{DOMAIN}/ (301) → {HOME} (200)"
    assert (found.unverified, found.attempts, found.repeats) == (None, (), ())
    assert secure.paths() == ["/"]  # both ways end there, and it is asked once


def test_hosts_and_endpoints_share_what_was_asked(resolver, context, roots):
    covered = estate(("home", HOME), ("old", f"{HOME}old"), ("page", HOME))
    script = lambda request: sent_on("/") if request.path == "/old" else reply(200)  # noqa: E731 - two answers
    secure, plain = ScriptedServer(script, context=context), ScriptedServer(upgraded)
    with secure, plain:
        found = visits(covered, rules(resolver, http=plain.port, https=secure.port, roots=roots))
    assert set(found) == {DOMAIN, HOME, f"{HOME}old"}
    assert found[HOME].plain is None
    assert sorted(secure.paths()) == ["/", "/old"]


def test_certificate_that_is_not_accepted_is_looked_past(resolver, context, roots):
    name = f"wrong.{DOMAIN}"
    with ScriptedServer(lambda _: reply(200, "behind"), context=context) as secure:
        given = rules(resolver, http=closed_port(), https=secure.port, roots=roots)
        found = visits(estate(("login", f"https://{name}/"), hosts=(name,)), given)
    for visit in found.values():
        assert visit.chain.end == BROKEN
        assert visit.chain.missing.reason.startswith(f"certificate of {name} is not accepted: Hostname mismatch")
        assert (visit.unverified.end, visit.unverified.body.text) == (ANSWERED, "behind")
        assert visit.attempts == ()


def test_certificate_is_not_looked_past_when_something_else_broke(resolver, roots):
    with ScriptedServer(lambda _: HANG_UP, greeting=reply(400)) as speaks_no_tls:
        given = rules(resolver, http=closed_port(), https=speaks_no_tls.port, roots=roots)
        found = visits(estate(), given)[DOMAIN]
    assert (found.chain.end, found.unverified) == (BROKEN, None)
    assert found.chain.missing.reason.startswith(f"TLS with {DOMAIN} port 443 failed")


def test_closed_endpoint_is_tried_three_times(resolver):
    found = visits(estate(("api", HOME), hosts=()), rules(resolver, http=closed_port(), https=closed_port()))[HOME]
    assert found.chain.missing.reason == f"{DOMAIN} port 443 refused the connection"
    assert [(each.address, each.port, each.outcomes) for each in found.attempts] == [
        ("127.0.0.1", 443, ("refused",) * 3)
    ]


def test_attempts_are_made_where_the_chain_broke(resolver):
    """The page sends people on to a host that is down: that host is tried, not the one that answered."""
    covered = estate(("login", f"http://{DOMAIN}/login"), hosts=())
    with ScriptedServer(lambda _: sent_on(f"https://other.{DOMAIN}/")) as plain:
        found = visits(covered, rules(resolver, http=plain.port, https=closed_port()))[f"http://{DOMAIN}/login"]
    assert (found.host, found.chain.at) == (DOMAIN, f"https://other.{DOMAIN}/")
    assert [(each.port, each.is_closed) for each in found.attempts] == [(443, True)]


def test_endpoint_that_hangs_takes_connections(resolver, monkeypatch):
    monkeypatch.setattr(following, "PAGE_SECONDS", 0.3)
    covered = estate(("api", f"http://{DOMAIN}/"), hosts=())
    with ScriptedServer(lambda _: HANG) as plain:
        found = visits(covered, rules(resolver, http=plain.port))[f"http://{DOMAIN}/"]
    assert found.chain.missing.reason == f"no answer from {DOMAIN} port 80 within 0.3 s"
    assert [each.outcomes for each in found.attempts] == [("open",)]


@pytest.mark.parametrize(
    ("statuses", "repeats"),
    [((502, 502, 502), (502, 502)), ((502, 200, 503), (200, 503)), ((200,), ()), ((404,), ()), ((429,), ())],
)
def test_server_error_is_asked_for_twice_more(resolver, monkeypatch, statuses, repeats):
    monkeypatch.setattr(http, "REPEAT_PAUSE", 0.0)
    told = iter(statuses)
    covered = estate(("api", f"http://{DOMAIN}/"), hosts=())
    with ScriptedServer(lambda _: reply(next(told))) as plain:
        found = visits(covered, rules(resolver, http=plain.port))[f"http://{DOMAIN}/"]
    assert (found.chain.last.status, found.repeats) == (statuses[0], repeats)


def test_silence_after_a_server_error_is_no_third_error(resolver, monkeypatch):
    monkeypatch.setattr(http, "REPEAT_PAUSE", 0.0)
    monkeypatch.setattr(following, "PAGE_SECONDS", 0.3)
    told = itertools.chain([reply(502), reply(502)], itertools.repeat(HANG))
    covered = estate(("api", f"http://{DOMAIN}/"), hosts=())
    with ScriptedServer(lambda _: next(told)) as plain:
        found = visits(covered, rules(resolver, http=plain.port))[f"http://{DOMAIN}/"]
    assert (found.chain.last.status, found.repeats) == (502, (502,))


def test_host_without_an_address_is_not_visited(resolver):
    nothing = Artifact(DNS, DOMAIN, HostRecords(DOMAIN, "NXDOMAIN", (), (), ()))
    found = visits(estate(), rules(resolver), nothing)[DOMAIN]
    assert found == Unavailable(f"{DOMAIN} has no address", retry="once it has one")


def test_missing_dns_answer_is_passed_on(resolver):
    silence = Unavailable("no answer to acme.test A", ("acme.test A @127.0.0.1: silent",))
    assert visits(estate(), rules(resolver), Artifact(DNS, DOMAIN, silence))[DOMAIN] is silence
    assert visits(estate(), rules(resolver), Artifact(DNS, "", silence))[DOMAIN] is silence


def test_one_hanging_host_costs_the_others_nothing(resolver, monkeypatch):
    monkeypatch.setattr(http, "VISIT_SECONDS", 0.5)
    name = f"app.{DOMAIN}"
    covered = estate(("page", f"http://{name}/"), ("page", f"http://{DOMAIN}/"), hosts=())
    with ScriptedServer(lambda request: HANG if request.host == name else reply(200)) as plain:
        found = visits(covered, rules(resolver, http=plain.port))
    assert found[f"http://{name}/"].reason == f"the visit of http://{name}/ took longer than 0 s"
    assert found[f"http://{DOMAIN}/"].chain.last.status == 200


def test_one_host_is_asked_sixty_times_over_four_connections(resolver):
    covered = estate(*(("page", f"http://{DOMAIN}/{number}") for number in range(70)), hosts=())
    with ScriptedServer(lambda _: reply(200)) as plain:
        found = visits(covered, rules(resolver, http=plain.port))
    assert len(plain.requests) == 60
    assert plain.connections <= 4
    assert plain.most_together <= 4
    unasked = [visit for visit in found.values() if visit.chain.end == BROKEN]
    assert len(unasked) == 10
    assert {visit.chain.missing.reason for visit in unasked} == {f"this run has already asked {DOMAIN} 60 times"}


def test_only_bare_gets_are_sent(resolver):
    purposes = ("login", "api", "critical", "account", "admin", "report", "export", "old", "page", "origin")
    covered = estate(*((purpose, f"http://{DOMAIN}/{purpose}") for purpose in purposes), hosts=())
    with ScriptedServer(lambda _: reply(200)) as plain:
        visits(covered, rules(resolver, http=plain.port))
    assert sorted(plain.paths()) == sorted(f"/{purpose}" for purpose in purposes)
    assert {(request.method, request.cookie) for request in plain.requests} == {("GET", "")}
