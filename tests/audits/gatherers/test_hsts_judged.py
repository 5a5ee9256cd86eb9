"""HSTS as real servers send it, visited and judged like a client's: by browsers' rules, and by those of their list."""

from datetime import UTC, datetime

import pytest

from audits.checks import hsts, hsts_preload
from audits.core.artifacts import Artifacts, collect
from audits.core.estate import Estate
from audits.core.subject import Domain, Host
from audits.gatherers.http import HTTP_GATHERER
from tests.closed_network import DOMAIN, gathered, has_addresses, is_open, rules
from tests.scripted_server import ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

HOST = Host(DOMAIN, declared=True)
HOME = f"https://{DOMAIN}/"
FIELD = "Strict-Transport-Security"
WHOLE = "max-age=63072000; includeSubDomains; preload"


def to_https(request):
    return sent_on(f"https://{request.host}{request.path}")


def verdicts(resolver, context, roots, answer, plain=to_https):
    """What hsts and hsts-preload say of a host that answers so over https, and so over http."""
    estate = Estate(Domain(DOMAIN), (HOST,))
    known = (has_addresses(DOMAIN, "127.0.0.1"), is_open(DOMAIN, "127.0.0.1", 80, 443))
    with ScriptedServer(answer, context=context) as secure, ScriptedServer(plain) as other:
        given = rules(resolver, http=other.port, https=secure.port, roots=roots)
        seen = collect(known) | gathered(HTTP_GATHERER, estate, given, *known)
    artifacts = Artifacts(estate, datetime.now(UTC), seen, HOST)
    return tuple(check.CHECK.judgements(artifacts)[0].verdict.id for check in (hsts, hsts_preload))


SENT = [  # the fields of one answer, then what both checks say
    ([], ("missing", "not-applicable")),
    ([WHOLE], ("remembered", "ready")),
    (["max-age=31536000"], ("remembered", "not-applicable")),
    (['  max-age = "31536000" ; includeSubDomains ;'], ("remembered", "not-applicable")),
    (["max-age=300; includeSubDomains; preload"], ("brief", "brief")),
    (["max-age=31536000; preload"], ("remembered", "without-subdomains")),
    (['max-age="31536000"; includeSubDomains; preload'], ("remembered", "unread")),
    ([WHOLE, WHOLE], ("remembered", "several")),
    (["max-age=0; preload"], ("forgotten", "not-applicable")),
    (["max-age=31536000, includeSubDomains"], ("ignored", "not-applicable")),
    (["nonsense", WHOLE], ("ignored", "several")),
    (["", "max-age=31536000"], ("half-kept", "not-applicable")),
    (["max-age=31536000; includeSubDomains="], ("half-kept", "not-applicable")),
    (["max-age=99999999999999999999"], ("half-kept", "not-applicable")),
    (['max-age=31536000; note="naïve"'], ("half-kept", "not-applicable")),
    (["max-age=31536000; naïve"], ("ignored", "not-applicable")),
]


@pytest.mark.parametrize(("fields", "expected"), SENT, ids=range(len(SENT)))
def test_fields_as_sent(resolver, context, roots, fields, expected):
    answer = reply(200, "home", *((FIELD, field) for field in fields))
    assert verdicts(resolver, context, roots, lambda _: answer) == expected


def test_policy_sent_without_https_is_none(resolver, context, roots):
    plainly = sent_on(HOME, (FIELD, WHOLE))
    found = verdicts(resolver, context, roots, lambda _: reply(200, "home"), lambda _: plainly)
    assert found == ("missing", "not-applicable")


def long_way(request):
    step = len(request.path)
    return sent_on(f"/{'a' * step}", (FIELD, WHOLE)) if step < 6 else reply(200, "home")


WAYS = [
    (lambda _: reply(200, "home", (FIELD, WHOLE)), lambda _: sent_on(f"https://www.{DOMAIN}/"), "detour"),
    (lambda _: reply(200, "home", (FIELD, WHOLE)), lambda _: reply(200, "home"), "detour"),
    (lambda _: sent_on(f"http://shop.{DOMAIN}/", (FIELD, WHOLE)), to_https, "could-not-check"),
    (long_way, to_https, "too-many-redirects"),
    (lambda _: reply(403, "no"), to_https, "could-not-check"),
]


@pytest.mark.parametrize(("secure", "plain", "expected"), WAYS, ids=range(len(WAYS)))
def test_way_to_the_policy(resolver, context, roots, secure, plain, expected):
    assert verdicts(resolver, context, roots, secure, plain)[1] == expected


def test_redirect_to_plain_http(resolver, context, roots):
    resolver.records[f"shop.{DOMAIN}", "A"] = ["127.0.0.1"]
    plain = lambda request: reply(200) if request.host.startswith("shop") else to_https(request)  # noqa: E731 - two hosts
    found = verdicts(resolver, context, roots, lambda _: sent_on(f"http://shop.{DOMAIN}/", (FIELD, WHOLE)), plain)
    assert found == ("remembered", "unsafe-redirect")
