from dataclasses import replace

import pytest

from audits.checks.error_pages import (
    ASKS,
    BARE,
    CHECK,
    DEBUG,
    DEVELOPMENT,
    ENDLESS,
    FAILS,
    OWN,
    PLAIN,
    SENT_AWAY,
    SHELL,
    SOFT,
    TRACE,
)
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.http import HTTP, LOOPED
from audits.core.subject import Domain, Endpoint
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.forms_seen import (
    HOME,
    HOME_TEXT,
    LOGIN,
    MISSING_TEXT,
    SHELL_TEXT,
    UNKNOWN,
    at_home,
    forms,
    led,
    shown,
)
from tests.audits.seen import ACME, HOST, SILENT, THERE, broken, chain, hop, judged, visited

DJANGO = (
    "<title>Page not found at /x</title><div id='summary'></div><div id='explanation'><p>You’re seeing this error "
    "because you have <code>DEBUG = True</code> in your Django settings file.</p></div>"
)
EXPRESS = "<pre>Error: no route<br> &nbsp; &nbsp;at /srv/app/routes.js:41:11<br> &nbsp; &nbsp;at next (/srv/app/r.js:9:5)</pre>"
VITE = '<script type="module" src="/@vite/client"></script><div id="root"></div>'
NGINX_404 = "<title>404 Not Found</title><center><h1>404 Not Found</h1></center><hr><center>nginx/1.22.1</center>"
PASSWORD = "<title>Sign in</title><form method=post><input name=u><input type=password name=p></form>"

UNKNOWN_CASES = [  # what an address nobody made is answered with, and what it was answered twice more
    (shown(UNKNOWN, 404, text=MISSING_TEXT), (), OWN),
    (shown(UNKNOWN, 410, text=MISSING_TEXT), (), OWN),
    (shown(UNKNOWN, 404, text=""), (), BARE),
    (shown(UNKNOWN, 404, text=NGINX_404), (), BARE),
    (chain(hop(UNKNOWN, 404), text="Cannot GET /launch-ready-0123456789ab"), (), BARE),
    (shown(UNKNOWN, 401), (), ASKS),
    (led(UNKNOWN, f"{LOGIN}?next=/x", status=302), (), ASKS),
    (shown(UNKNOWN, text=PASSWORD), (), ASKS),
    (led(UNKNOWN, HOME), (), SENT_AWAY),
    (led(UNKNOWN, f"{UNKNOWN}/", last=404), (), OWN),
    (shown(UNKNOWN, text=HOME_TEXT), (), SOFT),
    (shown(UNKNOWN, text=MISSING_TEXT), (), SOFT),
    (chain(hop(UNKNOWN, 200, "Content-Type: application/json"), text="{}"), (), SOFT),
    (chain(hop(UNKNOWN, 301), end=LOOPED, at=UNKNOWN), (), ENDLESS),
    (shown(UNKNOWN, 500, text="Oops"), (500, 500), FAILS),
    (shown(UNKNOWN, 500, text="Oops"), (500,), COULD_NOT_CHECK),
    (shown(UNKNOWN, 500, text="Oops"), (404, 500), COULD_NOT_CHECK),
    (shown(UNKNOWN, 502), (502, 502), COULD_NOT_CHECK),
    (shown(UNKNOWN, 403), (), COULD_NOT_CHECK),
    (shown(UNKNOWN, 429), (), COULD_NOT_CHECK),
    (shown(UNKNOWN, 404, "cf-mitigated: challenge"), (), COULD_NOT_CHECK),
    (SILENT, (), COULD_NOT_CHECK),
    (broken(UNKNOWN), (), COULD_NOT_CHECK),
    (shown(UNKNOWN, 404, text=DJANGO), (), DEBUG),
    (shown(UNKNOWN, 404, text=EXPRESS), (), TRACE),
    (shown(UNKNOWN, 500, text=EXPRESS), (), TRACE),
    (shown(UNKNOWN, text=VITE), (), DEVELOPMENT),
]
CASES = [*UNKNOWN_CASES, SHELL, PLAIN]


@pytest.mark.parametrize(("unknown", "repeats", "verdict"), UNKNOWN_CASES)
def test_unknown_address_gets_its_verdict(unknown, repeats, verdict):
    assert judged(CHECK, HOST, *at_home(unknown=unknown, repeats=repeats)).verdict is verdict


def test_app_shell_draws_its_own_page():
    shell = shown(HOME, text=SHELL_TEXT)
    assert judged(CHECK, HOST, *at_home(home=shell, unknown=shown(UNKNOWN, text=SHELL_TEXT))).verdict is SHELL


def test_shell_with_another_nonce_is_the_same_app():
    shell = shown(HOME, text=SHELL_TEXT.replace("<div", '<meta name="csrf" content="a"><div'))
    assert judged(CHECK, HOST, *at_home(home=shell, unknown=shown(UNKNOWN, text=SHELL_TEXT))).verdict is SHELL


API_ANSWERS = [
    (chain(hop(UNKNOWN, 404, "Content-Type: application/json"), text='{"error":"no such route"}'), PLAIN),
    (chain(hop(UNKNOWN, 404), text="404 page not found"), PLAIN),
    (chain(hop(UNKNOWN, 405), text=""), PLAIN),
]


@pytest.mark.parametrize(("unknown", "verdict"), API_ANSWERS)
def test_api_needs_no_page(unknown, verdict):
    api = chain(hop(HOME, 200, "Content-Type: application/json"), text="{}")
    assert judged(CHECK, HOST, *at_home(home=api, unknown=unknown)).verdict is verdict


def test_trace_of_an_endpoint_that_failed_is_told():
    report = Endpoint(f"https://{ACME}/report", "report")
    estate = Estate(Domain(ACME), (HOST,), (report,))
    failed = visited(shown(report.url, 500, text=EXPRESS), label=report.url)
    judgement = judged(CHECK, HOST, *at_home(), failed, estate=estate)
    assert judgement.verdict is TRACE
    assert judgement.headline.startswith(report.url)
    assert "Node.js" in judgement.headline


def test_leak_is_told_though_the_unknown_address_met_a_wall():
    report = Endpoint(f"https://{ACME}/report", "report")
    estate = Estate(Domain(ACME), (HOST,), (report,))
    failed = visited(shown(report.url, 500, text=EXPRESS), label=report.url)
    seen = at_home(unknown=shown(UNKNOWN, 503))
    assert judged(CHECK, HOST, *seen, failed, estate=estate).verdict is TRACE


def test_host_that_sends_visitors_on_has_no_error_page():
    away = led(HOME, f"https://app.{ACME}/")
    missing = forms(page="", unknown=replace(SILENT, reason=f"{ACME} sends visitors on to another host"))
    assert judged(CHECK, HOST, THERE, visited(away), missing).verdict is NOT_APPLICABLE


def test_missing_visit_is_no_verdict():
    assert judged(CHECK, HOST, THERE, Artifact(HTTP, ACME, SILENT), forms()).verdict is COULD_NOT_CHECK
    assert judged(CHECK, HOST, THERE, visited(broken(HOME))).verdict is COULD_NOT_CHECK
