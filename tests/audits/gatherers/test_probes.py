"""APIs asked in the name of other sites, over real sockets, and what the checks make of the answers."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from audits.checks import cors, request_id
from audits.core.artifacts import Artifact, Artifacts
from audits.core.derived.cross_origin import NO_API
from audits.core.estate import Estate
from audits.core.observed.http import ANSWERED, BROKEN, HTTP, Hop, HttpHeader, PageBody, RedirectChain, Visit
from audits.core.observed.probes import FOREIGN, NO_ORIGIN, OWN, PROBES, ApiProbes
from audits.core.subject import Domain, Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.gatherers.probes import PROBES_GATHERER
from tests.closed_network import DOMAIN, gathered, has_addresses, rules
from tests.loopback import closed_port
from tests.scripted_server import HANG_UP, ScriptedServer, reply

pytestmark = pytest.mark.network

API = f"other.{DOMAIN}"
URL, APP = f"https://{API}/v1/me", f"https://app.{DOMAIN}"
JSON, HTML = "application/json", "text/html"


def visited(label, url, kind=JSON, status=200, unverified=False):
    hop = Hop(url, status, (HttpHeader("Content-Type", kind),))
    answered = RedirectChain(url, (hop,), ANSWERED, body=PageBody("", 2, "{}"))
    broken = RedirectChain(url, (), BROKEN, url, Unavailable("certificate …"))
    visit = Visit(API, broken, unverified=answered) if unverified else Visit(API, answered)
    return Artifact(HTTP, label, visit)


ESTATE = Estate(
    Domain(DOMAIN),
    (Host(API, declared=True), Host(f"app.{DOMAIN}", declared=True)),
    (
        Endpoint(f"https://{API}/v1/health", "api"),
        Endpoint(URL, "account"),
        Endpoint(f"https://{API}/export", "export"),
    ),
)
HOME = visited(API, f"https://{API}/", HTML)
APP_VISIT = Artifact(HTTP, f"app.{DOMAIN}", Visit(f"app.{DOMAIN}", RedirectChain(APP, (Hop(APP, 200),), ANSWERED)))
KNOWN = (
    HOME, visited(f"https://{API}/v1/health", f"https://{API}/v1/health"), visited(URL, URL),
    visited(f"https://{API}/export", f"https://{API}/export"),
)  # fmt: skip


@pytest.fixture
def asks(resolver, context, roots):
    """What an API that answers with `script` is found to say, and the origins it was asked with."""

    def ask(script, *known, estate=ESTATE):
        with ScriptedServer(script, context=context) as server:
            given = rules(resolver, https=server.port, roots=roots)
            found = gathered(PROBES_GATHERER, estate, given, *(known or (*KNOWN, APP_VISIT)))
            return found[PROBES.name, API], server.requests

    return ask


def judged(check, probes):
    seen = {
        (PROBES.name, API): probes,
        (HTTP.name, API): HOME.value,
        ("dns", API): has_addresses(API, "192.0.2.1").value,
    }
    return check.CHECK.judgements(Artifacts(ESTATE, datetime(2026, 1, 1, tzinfo=UTC), seen, Host(API, declared=True)))[
        0
    ]


def mirror(*others):
    """Reflects whatever origin asks, with these fields beside."""
    return lambda request: reply(
        200, "{}", ("Access-Control-Allow-Origin", request.fields["origin"]), *others, kind=JSON
    )


def test_account_is_asked_before_health_and_never_an_export(asks):
    probes, requests = asks(lambda _: reply(200, "{}", kind=JSON))
    assert (probes.name, probes.url) == (API, URL)
    assert [probe.kind for probe in probes.probes] == [FOREIGN, NO_ORIGIN, OWN]
    assert {request.path for request in requests} == {"/v1/me"}
    assert len(requests) == 3


def test_foreign_origin_begins_and_ends_as_the_clients_and_is_not_theirs(asks):
    _, requests = asks(lambda _: reply(200, "{}", kind=JSON))
    origin = requests[0].fields["origin"]
    assert origin.startswith(APP)
    assert origin.endswith(DOMAIN)
    assert not origin.endswith(f".{DOMAIN}")
    assert {request.fields["origin"] for request in requests[1:]} == {"null", APP}


@pytest.mark.parametrize("others", [(), (("Access-Control-Allow-Credentials", "true"),)])
def test_api_that_allows_everybody_is_asked_once(asks, others):
    probes, requests = asks(mirror(*others))
    assert (len(probes.probes), len(requests)) == (1, 1)


def list_of(request, rule):
    """An allow-list by some rule over the origin."""
    origin = request.fields["origin"]
    allowed = (("Access-Control-Allow-Origin", origin),) if rule(origin) else ()
    return reply(200, "{}", *allowed, ("Access-Control-Allow-Credentials", "true"), ("Vary", "Origin"), kind=JSON)


RULES = [
    (lambda _: True, cors.REFLECTED),
    (lambda origin: origin.startswith(APP), cors.REFLECTED),
    (lambda origin: origin.endswith(DOMAIN), cors.REFLECTED),
    (lambda origin: DOMAIN in origin, cors.REFLECTED),
    (lambda origin: origin in {APP, "null"}, cors.NULL),
    (lambda origin: origin == APP or origin.endswith(f".{DOMAIN}"), cors.CHOSEN),
    (lambda origin: origin == APP, cors.CHOSEN),
    (lambda _: False, cors.CLOSED),
]


@pytest.mark.parametrize(("rule", "verdict"), RULES)
def test_rule_over_origins_is_seen_through(asks, rule, verdict):
    probes, _ = asks(lambda request: list_of(request, rule))
    assert judged(cors, probes).verdict is verdict


ALLOW = "Access-Control-Allow-Origin"
FIXED = [
    ([(ALLOW, "*")], cors.PUBLIC),
    ([(ALLOW, "*"), ("Access-Control-Allow-Credentials", "true")], cors.CONTRADICTORY),
    ([(ALLOW, APP), (ALLOW, APP)], cors.UNREADABLE),
    ([(ALLOW, "\u202e\u00ff" * 50)], cors.UNREADABLE),
]


@pytest.mark.parametrize(("fields", "verdict"), FIXED)
def test_fixed_fields_get_their_verdict(asks, fields, verdict):
    def answer(_):
        lines = b"".join(f"{name}: {value}\r\n".encode() for name, value in fields)
        return b"HTTP/1.1 200 x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n" + lines + b"\r\n{}"

    probes, _ = asks(answer)
    assert judged(cors, probes).verdict is verdict


def test_reflection_that_caches_are_not_told_of_is_seen(asks):
    assert judged(cors, asks(mirror())[0]).verdict is cors.UNVARIED


IDS = [(iter(range(9)), request_id.CARRIED), (iter([7] * 9), request_id.REPEATED)]


@pytest.mark.parametrize(("numbers", "verdict"), IDS)
def test_request_ids_are_compared_over_the_answers(asks, numbers, verdict):
    probes, _ = asks(lambda _: reply(200, "{}", ("X-Request-Id", str(next(numbers))), kind=JSON))
    of_probe = replace(probes, visited=probes.probes[0].answer, probes=probes.probes[1:])
    assert judged(request_id, of_probe).verdict is verdict


def test_answers_without_an_id_are_told_plainly(asks):
    probes, _ = asks(lambda _: reply(200, "{}", kind=JSON))
    assert judged(request_id, probes).verdict is request_id.ABSENT


def test_host_without_an_api_is_asked_nothing(asks):
    probes, requests = asks(lambda _: reply(), HOME)
    assert (probes, requests) == (Unavailable(NO_API), [])


def test_host_that_answers_with_json_is_an_api(asks):
    probes, _ = asks(lambda _: reply(200, "{}", kind=JSON), visited(API, f"https://{API}/"))
    assert isinstance(probes, ApiProbes)
    assert probes.url == f"https://{API}/"


def test_address_behind_a_wall_or_a_fault_is_left_alone(asks):
    known = [visited(API, f"https://{API}/", status=503), visited(URL, URL, status=403)]
    found = asks(lambda _: reply(), *known)[0]
    assert found == Unavailable(f"{URL} refused us (403)", (f"GET {URL}",))


def test_bad_certificate_hides_no_rule(asks):
    probes, _ = asks(mirror(), visited(API, f"https://{API}/", unverified=True))
    assert probes.probes[0].answer.fields(ALLOW)


def test_silence_is_told_and_no_more_is_asked(asks, resolver, roots):
    probes, _ = asks(lambda _: HANG_UP)
    assert isinstance(probes.probes[0].answer, Unavailable)
    assert len(probes.probes) == 1
    assert judged(cors, probes).outcome.value == "could-not-check"
    found = gathered(PROBES_GATHERER, ESTATE, rules(resolver, https=closed_port(), roots=roots), *KNOWN)
    assert isinstance(found[PROBES.name, API].probes[0].answer, Unavailable)
