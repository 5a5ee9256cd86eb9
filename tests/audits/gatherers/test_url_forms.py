"""Forms of addresses asked of real servers: what is tried, how little is asked, and what the checks make of it."""

import asyncio
import time
from datetime import UTC, datetime

import pytest

from audits.checks import (
    canonical_url,
    dead_subdomain,
    duplicate_content,
    error_pages,
    old_urls,
    redirect_chain,
    redirect_permanence,
)
from audits.core.artifacts import Artifacts, collect
from audits.core.estate import Estate
from audits.core.observed.http import ANSWERED, BROKEN, DEAD_END, LOOPED, TOO_LONG
from audits.core.observed.url_forms import CASE, FORMS, INDEX, PAGE, PLAIN, SISTER, SLASH
from audits.core.subject import Domain, Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.gatherers import following, url_forms
from audits.gatherers.http import HTTP_GATHERER
from audits.gatherers.url_forms import FORMS_GATHERER, MOST_REQUESTS
from portal.outbound.door import Door
from tests.closed_network import DOMAIN, has_addresses, rules
from tests.scripted_server import HANG, HANG_UP, ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

HOST, WWW = Host(DOMAIN, declared=True), Host(f"www.{DOMAIN}", declared=True)
HOME, LOGIN = f"https://{DOMAIN}/", f"https://{DOMAIN}/login"
ENDPOINTS = (Endpoint(HOME, "home"), Endpoint(LOGIN, "login"))
HOME_PAGE = "<title>Acme</title><h1>Acme</h1><p>Plan every berth and lane of the day on one quiet desk</p>"
LOGIN_PAGE = "<title>Sign in</title><p>Type the address that your invitation came to, and then the code</p>"
OTHER_PAGE = "<title>Old desk</title><p>Rates are entered by hand until the spring build is finished</p>"
MISSING = reply(404, "<title>Not found</title><h1>Nothing at this berth</h1>")
SHELL = '<title>Desk</title><div id="root"></div><script type="module" src="/a-1.js"></script>'
NGINX = (
    "<title>Welcome to nginx!</title><p>If you see this page, the nginx web server is successfully installed and "
    "working.</p>"
)
TRACE = '{"error":"boom","stack":"Error: boom\\n    at a (/srv/a.js:1:2)\\n    at b (/srv/b.js:3:4)"}'


def site(**answers):
    """A site with a home page and a log-in; what is told replaces or adds to it, by name."""
    pages = {"/": reply(200, HOME_PAGE), "/login": reply(200, LOGIN_PAGE)}
    pages |= {f"/{name}": said for name, said in answers.items() if name != "other"}
    return lambda request: pages.get(request.path.partition("?")[0], answers.get("other", MISSING))


def upgraded(request):
    return sent_on(f"https://{request.host}{request.path}")


class Seen:
    """What the visits and the forms of an estate were answered, and what the servers were asked for them."""

    def __init__(self, estate, artifacts, secure, plain, visits):
        self.estate, self.artifacts, self.plain = estate, artifacts, plain.requests
        self.asked = secure.requests[visits:]

    @property
    def forms(self):
        return self.artifacts[FORMS.name, DOMAIN]

    def form(self, kind):
        return self.forms.of_kind(kind).chain

    def judged(self, check, subject=HOST):
        artifacts = Artifacts(self.estate, datetime(2026, 1, 1, tzinfo=UTC), self.artifacts, subject)
        return check.CHECK.judgements(artifacts)[0].verdict


@pytest.fixture
def look(resolver, context, roots):
    """Visits a scripted site, then tries the forms of its addresses."""

    def looked(script, plainly=upgraded, endpoints=ENDPOINTS, hosts=(HOST,)):
        estate = Estate(Domain(DOMAIN), hosts, tuple(endpoints))
        known = tuple(has_addresses(host.name, "127.0.0.1") for host in hosts)
        with ScriptedServer(script, context=context) as secure, ScriptedServer(plainly) as plain:
            given = rules(resolver, http=plain.port, https=secure.port, roots=roots)

            async def run():
                async with Door(given) as door:
                    visits = await HTTP_GATHERER.gather(estate, door, collect(known))
                    before = len(secure.requests)
                    seen = (*known, *visits)
                    return (*seen, *await FORMS_GATHERER.gather(estate, door, collect(seen))), before

            artifacts, before = asyncio.run(run())
            return Seen(estate, collect(artifacts), secure, plain, before)

    return looked


def test_every_form_of_a_page_is_tried_once(look):
    seen = look(site(login=reply(200, LOGIN_PAGE)))
    assert [form.kind for form in seen.forms.forms] == [PAGE, SLASH, PLAIN, INDEX, CASE]
    assert (seen.forms.page, seen.forms.unknown.last.status) == (LOGIN, 404)
    paths = [request.path for request in seen.asked]
    assert len(paths) == len(set(paths)) <= MOST_REQUESTS
    assert {"/login/", "/Login", "/index.html", "/login?launch-ready=1"} < set(paths)
    assert "/login" not in paths  # the visit of the endpoint showed it
    assert seen.forms.requests == len(paths) + 1  # the plain form is asked of the other server


def test_page_is_found_by_a_link_where_no_endpoint_is_declared(look):
    home = reply(
        200, HOME_PAGE + '<a href="https://other.test/x">x</a><a href="/guide.pdf">g</a><a href="/prices">p</a>'
    )
    prices = reply(200, "<title>Prices</title><p>Per berth and day</p>")
    seen = look(site(**{"": home, "prices": prices}), endpoints=())
    assert seen.forms.page == f"{HOME}prices"
    assert seen.form(PAGE).last.status == 200


def test_api_is_asked_for_no_forms_of_pages(look):
    json = reply(200, '{"ok":true}', kind="application/json")
    seen = look(lambda _: json, endpoints=(Endpoint(f"{HOME}health", "api"),))
    assert [form.kind for form in seen.forms.forms] == [PAGE, PLAIN]


def test_host_that_sends_visitors_on_is_asked_for_a_page_of_the_other(look):
    def script(request):
        if request.host.startswith("www."):
            return sent_on(f"https://{DOMAIN}{request.path}")
        return site()(request)

    seen = look(script, hosts=(HOST, WWW))
    of_www = seen.artifacts[FORMS.name, WWW.name]
    assert [form.kind for form in of_www.forms] == [SISTER]
    assert of_www.forms[0].chain.path.startswith(f"https://{WWW.name}/login?launch-ready=1 (301)")
    assert isinstance(of_www.unknown, Unavailable)


def test_closed_port_of_plain_http_is_left_alone(look):
    seen = look(site(), plainly=lambda _: HANG_UP)
    assert PLAIN not in [form.kind for form in seen.forms.forms]


def test_no_host_is_asked_more_than_eight_times(look):
    seen = look(lambda request: site()(request) if request.path in {"/", "/login"} else sent_on(f"{request.path}x"))
    assert len(seen.asked) == MOST_REQUESTS
    late = [form for form in seen.forms.forms if form.chain.end == BROKEN]
    assert late
    assert all("no more than 8 forms" in form.chain.missing.reason for form in late)


def test_host_that_falls_silent_ends_in_time(look, monkeypatch):
    monkeypatch.setattr(following, "PAGE_SECONDS", 0.4)
    monkeypatch.setattr(url_forms, "HOST_SECONDS", 0.5)
    begun = time.monotonic()
    seen = look(lambda request: site()(request) if request.path in {"/", "/login"} else HANG)
    assert time.monotonic() - begun < 8
    assert any(isinstance(form.chain, Unavailable) for form in seen.forms.forms)
    assert seen.judged(canonical_url).id == "incomplete"
    assert seen.judged(error_pages).id == "could-not-check"


def test_server_error_of_an_unknown_address_is_asked_three_times(look, monkeypatch):
    monkeypatch.setattr(url_forms, "REPEAT_PAUSE", 0.01)
    seen = look(site(other=reply(500, "Oops")))
    assert seen.forms.repeats == (500, 500)
    assert seen.judged(error_pages) is error_pages.FAILS


HOSTILE = [
    (sent_on("/login?x=1&x=1"), ANSWERED),
    (sent_on("https://maya:secret@acme.test/login"), BROKEN),
    (sent_on("javascript:alert(1)"), DEAD_END),
    (sent_on("ftp://acme.test/login"), DEAD_END),
    (sent_on("//acme.test/login"), ANSWERED),
    (sent_on("login"), ANSWERED),
    (sent_on("/login#top"), ANSWERED),
    (sent_on("#top"), LOOPED),
    (sent_on("?"), LOOPED),
    (sent_on("/login\rX: 1"), BROKEN),
    (sent_on("/" + "x" * 1_000_000), BROKEN),
    (sent_on("http://[::1"), DEAD_END),
    (sent_on("https://acme.test:99999/"), BROKEN),
]


@pytest.mark.parametrize(("said", "end"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_redirect_of_a_form_ends_in_time(look, said, end):
    begun = time.monotonic()
    seen = look(lambda request: said if request.path == "/login/" else site()(request))
    assert time.monotonic() - begun < 10
    assert seen.form(SLASH).end == end
    assert seen.judged(canonical_url).outcome.value in {"pass", "fail", "could-not-check"}


def test_redirect_with_a_growing_query_ends(look):
    def script(request):
        if request.path.startswith("/login/"):
            return sent_on(f"{request.path}{'&' if '?' in request.path else '?'}again=1")
        return site()(request)

    seen = look(script)
    assert seen.form(SLASH).end in {TOO_LONG, BROKEN}
    assert len(seen.asked) <= MOST_REQUESTS


JUDGES = (canonical_url, redirect_permanence, duplicate_content, dead_subdomain, error_pages)
slashed = sent_on("/login")
VERDICTS = [  # a site, what plain http does, and what the checks say of it
    (site(**{"login/": slashed}), upgraded, canonical_url.CONVERGED),
    (site(), upgraded, canonical_url.CONVERGED),
    (lambda _: reply(200, SHELL), upgraded, canonical_url.CONVERGED),
    (site(), lambda _: sent_on(HOME), canonical_url.FORGETS),
    (site(), lambda request: sent_on(f"https://{DOMAIN}{request.path.partition('?')[0]}"), canonical_url.DROPS_QUERY),
    (site(Login=reply(200, OTHER_PAGE)), upgraded, canonical_url.TWO_PAGES),
    (site(Login=sent_on(f"http://{DOMAIN}/login")), upgraded, canonical_url.THROUGH_HTTP),
    (site(Login=sent_on("/Login")), upgraded, canonical_url.WENT_ASTRAY),
    (site(Login=sent_on("/b"), b=sent_on("/login")), upgraded, canonical_url.DETOURS),
    (site(login=reply(200, f'<link rel=canonical href="http://localhost:3000/">{LOGIN_PAGE}')), upgraded, canonical_url.NAMES_NOBODY),
    (site(Login=reply(403)), upgraded, canonical_url.INCOMPLETE),
    (site(), upgraded, redirect_permanence.PERMANENT),
    (site(), lambda request: sent_on(f"https://{DOMAIN}{request.path}", status=302), redirect_permanence.TEMPORARY),
    (site(**{"index.html": reply(200, f'<meta http-equiv=refresh content="0; url={HOME}">')}), upgraded, redirect_permanence.REFRESHED),
    (site(), upgraded, duplicate_content.SINGLE),
    (site(**{"index.html": reply(200, HOME_PAGE)}), upgraded, duplicate_content.TWICE),
    (site(**{"index.html": reply(429)}), upgraded, duplicate_content.INCOMPLETE),
    (site(), upgraded, dead_subdomain.ALIVE),
    (site(**{"": reply(200, NGINX)}), upgraded, dead_subdomain.DESERTED),
    (site(**{"": sent_on(f"https://app.{DOMAIN}/login")}), upgraded, dead_subdomain.LEADS_ON),
    (site(), upgraded, error_pages.OWN),
    (site(other=reply(404, "")), upgraded, error_pages.BARE),
    (site(other=reply(404, "<pre>Cannot GET /x</pre>")), upgraded, error_pages.BARE),
    (lambda _: reply(200, SHELL), upgraded, error_pages.SHELL),
    (site(other=reply(200, HOME_PAGE)), upgraded, error_pages.SOFT),
    (site(other=sent_on(HOME)), upgraded, error_pages.SENT_AWAY),
    (site(other=sent_on("/login?next=/x", status=302)), upgraded, error_pages.ASKS),
    (site(other=reply(404, TRACE, kind="application/json")), upgraded, error_pages.TRACE),
    (site(other=reply(404, '<title>X // Werkzeug Debugger</title><div class="debugger">')), upgraded, error_pages.DEBUG),
    (site(login=reply(200, '<script type=module src="/@vite/client"></script>')), upgraded, error_pages.DEVELOPMENT),
    (lambda request: reply(200, "{}", kind="application/json") if request.path == "/" else reply(404, "{}", kind="application/json"), upgraded, error_pages.PLAIN),
]  # fmt: skip


@pytest.mark.parametrize(
    ("script", "plainly", "verdict"), VERDICTS, ids=[f"{v.id}-{n}" for n, (*_, v) in enumerate(VERDICTS)]
)
def test_site_gets_its_verdict_over_real_sockets(look, script, plainly, verdict):
    assert look(script, plainly).judged(next(each for each in JUDGES if verdict in vars(each).values())) is verdict


def test_unknown_address_in_a_circle_is_told(look):
    def script(request):
        if request.path in {"/", "/login"}:
            return site()(request)
        return sent_on(request.path) if request.path.startswith("/launch-ready") else MISSING

    assert look(script).judged(error_pages) is error_pages.ENDLESS


OLD, OTHER = f"{HOME}old", f"{HOME}older"
OLD_SITES = [
    (site(old=sent_on("/login")), old_urls.ARRIVES),
    (site(old=reply(200, OTHER_PAGE)), old_urls.STAYS),
    (site(old=reply(410, "Gone")), old_urls.RETIRED),
    (site(), old_urls.DEAD),
    (site(old=sent_on("/b"), b=sent_on("/login")), old_urls.DETOUR),
    (site(old=sent_on("/"), older=sent_on("/")), old_urls.ALL_AT_HOME),
    (site(old=sent_on("/gone"), other=reply(200, "<title>Lost</title><p>No such page on this desk")), old_urls.EMPTY),
]


@pytest.mark.parametrize(("script", "verdict"), OLD_SITES, ids=[verdict.id for _, verdict in OLD_SITES])
def test_old_address_gets_its_verdict_over_real_sockets(look, script, verdict):
    old = (Endpoint(OLD, "old"), Endpoint(OTHER, "old"))
    assert look(script, endpoints=(*ENDPOINTS, *old)).judged(old_urls, old[0]) is verdict


def test_redirect_that_forgets_the_page_is_told_of_an_endpoint(look):
    page = Endpoint(f"https://www.{DOMAIN}/prices", "page")

    def script(request):
        return sent_on(HOME) if request.host.startswith("www.") else site()(request)

    seen = look(script, endpoints=(*ENDPOINTS, page), hosts=(HOST, WWW))
    assert seen.judged(redirect_chain, page) is redirect_chain.FORGETS
    assert seen.judged(canonical_url, WWW) is canonical_url.FORGETS


def test_two_hosts_with_one_site_are_told(look):
    app = Host(f"app.{DOMAIN}", declared=True)
    seen = look(site(), hosts=(HOST, app))
    assert seen.judged(duplicate_content, app) is duplicate_content.TWO_HOSTS
    assert seen.judged(duplicate_content, HOST) is duplicate_content.SINGLE
