"""Headers, cookies and open routes of real servers, from the socket to the verdict."""

import json
from datetime import UTC, datetime

import pytest

from audits.checks import (
    back_office,
    content_security_policy,
    content_type_sniffing,
    cookies,
    framing,
    http_versions,
    open_routes,
    permissions_policy,
    referrer_policy,
)
from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.estate import Estate
from audits.core.subject import Domain, Endpoint, Host
from audits.gatherers.http import HTTP_GATHERER
from audits.gatherers.tls import TLS_GATHERER
from tests.closed_network import DOMAIN, gathered, has_addresses, is_open, rules
from tests.scripted_server import ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ADMIN = f"admin.{DOMAIN}"
HOST = Host(DOMAIN, declared=True)


@pytest.fixture
def judged(resolver, context, roots):
    """Every answer of a check about a host, or an endpoint of it, that answers with `script`."""

    def judge(check, script, subject=HOST, *, endpoints=(), tls=False):
        resolver.records[(ADMIN, "A")] = ["127.0.0.1"]
        name = DOMAIN if isinstance(subject, Endpoint) else subject.name
        hosts = (Host(name, declared=True),)
        estate = Estate(Domain(DOMAIN), hosts, (subject,) if isinstance(subject, Endpoint) else endpoints)
        known = [has_addresses(name, "127.0.0.1"), is_open(name, "127.0.0.1", 443)]
        with ScriptedServer(script, context=context) as server:
            given = rules(resolver, http=server.port, https=server.port, roots=roots)
            for gatherer in (HTTP_GATHERER, *([TLS_GATHERER] if tls else [])):
                found = gathered(gatherer, estate, given, *known)
                known += [Artifact(gatherer.source, label, value) for (_, label), value in found.items()]
        return [each.verdict for each in check.CHECK.judgements(Artifacts(estate, NOW, collect(tuple(known)), subject))]

    return judge


def page(*fields, body="<!doctype html><title>Acme</title><p>Hello"):
    """A script that answers everything with one page and these fields, each written as it is sent."""
    pairs = [tuple(field.split(": ", 1)) for field in fields]
    return lambda _: reply(200, body, *pairs)


CSP, SCRIPT = "Content-Security-Policy", "<title>Acme</title><script src=/a.js></script>"
BOTH = SCRIPT + "<script src=https://cdn.other.test/b.js></script>"
FIELDS = [
    (content_security_policy, page(f"{CSP}: default-src 'self'; base-uri 'none'"), content_security_policy.LIMITED),
    (content_security_policy, page(f"{CSP}: default-src 'self'"), content_security_policy.LOOSE),
    (content_security_policy, page(f"{CSP}: script-src *", f"{CSP}: script-src 'self'"), content_security_policy.LOOSE),
    (content_security_policy, page(), content_security_policy.MISSING),
    (content_security_policy, page(f"{CSP}-Report-Only: default-src 'self'"), content_security_policy.REPORT_ONLY),
    (content_security_policy, page(f"{CSP}: img-src 'self'"), content_security_policy.NO_SCRIPT_RULE),
    (content_security_policy, page(f"{CSP}: script-src 'unsafe-inline'"), content_security_policy.INLINE),
    (content_security_policy, page(f"{CSP}: script-src https:"), content_security_policy.ANY_SITE),
    (content_security_policy, page(f"{CSP}: script-src self"), content_security_policy.MISREAD),
    (content_security_policy, page(f"{CSP}: script-src 'none'", body=SCRIPT), content_security_policy.STOPS_ALL),
    (content_security_policy, page(f"{CSP}: script-src 'self'", body=BOTH), content_security_policy.STOPS_SOME),
    (framing, page("X-Frame-Options: DENY", "X-Frame-Options: deny"), framing.PROTECTED),
    (framing, page(f"{CSP}: frame-ancestors 'none'"), framing.PROTECTED),
    (framing, page(), framing.MISSING),
    (framing, page("X-Frame-Options: ALLOW-FROM https://a.test"), framing.IGNORED),
    (framing, page(f"{CSP}: frame-ancestors *", "X-Frame-Options: DENY"), framing.OPEN),
    (content_type_sniffing, page("X-Content-Type-Options: NoSniff"), content_type_sniffing.OFF),
    (content_type_sniffing, page(), content_type_sniffing.MISSING),
    (content_type_sniffing, page("X-Content-Type-Options: sniff"), content_type_sniffing.IGNORED),
    (referrer_policy, page("Referrer-Policy: no-referrer"), referrer_policy.KEPT),
    (referrer_policy, page("Referrer-Policy: unsafe-url"), referrer_policy.LEAKS),
    (referrer_policy, page("Referrer-Policy: none"), referrer_policy.UNKNOWN),
    (referrer_policy, page(), referrer_policy.UNSET),
    (permissions_policy, page("Permissions-Policy: camera=()", "Permissions-Policy: usb=()"), permissions_policy.LIMITED),
    (permissions_policy, page(), permissions_policy.ABSENT),
    (permissions_policy, page("Feature-Policy: camera 'none'"), permissions_policy.OLD_NAME),
    (permissions_policy, page("Permissions-Policy: camera=*"), permissions_policy.OPEN),
    (permissions_policy, page("Permissions-Policy: camera 'none'"), permissions_policy.UNREADABLE),
    (permissions_policy, page("Permissions-Policy: camera=(https://a.test)"), permissions_policy.UNQUOTED),
    (cookies, page(), cookies.NONE),
    (cookies, page("Set-Cookie: theme=dark", "Set-Cookie: session=1; Secure; HttpOnly"), cookies.SOUND),
    (cookies, page(f"Set-Cookie: session=1; Secure; HttpOnly; Domain={DOMAIN}"), cookies.SHARED),
    (cookies, page("Set-Cookie: session=1; Secure"), cookies.UNPROTECTED),
    (cookies, page("Set-Cookie: session=1; SameSite=None"), cookies.REFUSED_SESSION),
    (cookies, page("Set-Cookie: theme=dark; Domain=test"), cookies.REFUSED),
    (http_versions, page(), http_versions.FIRST),
    (http_versions, lambda _: b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", http_versions.OLD),
]  # fmt: skip


@pytest.mark.parametrize(("check", "script", "verdict"), FIELDS, ids=range(len(FIELDS)))
def test_fields_of_a_real_answer_get_their_verdict(judged, check, script, verdict):
    assert judged(check, script)[-1] is verdict


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [((), http_versions.SECOND), (('Alt-Svc: h3=":443"',), http_versions.NEWEST)],
)
def test_versions_are_taken_from_the_handshake(judged, context, fields, verdict):
    context.set_alpn_protocols(["h2"])
    assert judged(http_versions, page(*fields), tls=True) == [verdict]


def test_token_of_the_log_in_page_is_told(judged):
    log_in = Endpoint(f"https://{DOMAIN}/login", "login")

    def script(request):
        fields = [("Set-Cookie", "acme=Zm9vYmFyYmF6cXV4MTIzNA")] if request.path == "/login" else []
        return reply(200, "<title>Sign in</title>", *fields)

    assert judged(cookies, script, endpoints=(log_in,)) == [cookies.LISTED, cookies.TOKEN]


ANN = json.dumps([{"name": "Ann Lee", "email": "ann.lee@harbour.dev"}])
ROWS = "<table><tr><td>1<tr><td>2</table>"
FORM = "<title>Sign in</title><form><input type=password></form>"
URL = f"https://{DOMAIN}/v1/users"


def at(path, answer):
    """One path that answers so; the rest is an ordinary page."""
    return lambda request: answer if request.path == path else reply(200, FORM)


ROUTES = [
    ("account", at("/v1/users", reply(401)), open_routes.REFUSED),
    ("account", at("/v1/users", sent_on("/login", status=302)), open_routes.LOG_IN),
    ("account", at("/v1/users", reply(200, FORM)), open_routes.LOG_IN),
    ("api", at("/v1/users", reply(200, '{"status": "ok"}', kind="application/json")), open_routes.PUBLIC),
    ("api", at("/v1/users", reply(200, ANN, kind="application/json")), open_routes.PERSONAL),
    ("export", at("/v1/users", reply(200, "name,email\nAnn,ann@x.dev\n", kind="text/csv")), open_routes.PERSONAL),
    ("admin", at("/v1/users", reply(200, f"<title>Acme admin</title>{ROWS}")), open_routes.INSIDE),
    ("report", at("/v1/users", reply(200, f"<a>Log out</a>{'word ' * 30}")), open_routes.HALF_OPEN),
]


@pytest.mark.parametrize(("purpose", "script", "verdict"), ROUTES, ids=range(len(ROUTES)))
def test_route_of_a_real_server_gets_its_verdict(judged, purpose, script, verdict):
    assert judged(open_routes, script, Endpoint(URL, purpose)) == [verdict]


OFFICES = [
    (reply(401), back_office.CLOSED),
    (reply(200, FORM), back_office.LOG_IN),
    (reply(200, f"<title>Grafana</title>{ROWS}"), back_office.OPEN),
    (reply(200, "<title>Acme</title><p>Ask the office for access."), back_office.OUTSIDE),
]


@pytest.mark.parametrize(("answer", "verdict"), OFFICES, ids=range(len(OFFICES)))
def test_back_office_of_a_real_server_gets_its_verdict(judged, answer, verdict):
    assert judged(back_office, lambda _: answer, Host(ADMIN, declared=True)) == [verdict]
