import pytest

from audits.checks.ordinary_visitors import CHALLENGED, CHECK, DENIED, LET_IN, PROGRAMS_ONLY, SHUT, UNPROVEN
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.http import HTTP
from audits.core.observed.visitors import VISITORS, BrowserAnswer, BrowserVisits
from audits.core.subject import Domain, Endpoint, Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, SILENT, THERE, body, broken, chain, dns, hop, judged, records, visited

URL = f"https://{ACME}/"
CHALLENGE = "cf-mitigated: challenge"
BLOCKED = "<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>"
ADMIN = Host(f"admin.{ACME}", declared=True)


def home(status=200, *fields, text="", host=HOST):
    return visited(chain(hop(f"https://{host.name}/", status, *fields), text=text), host=host.name)


def browser(status=200, *fields, text="", url=URL, host=HOST):
    answer = BrowserAnswer(url, hop(url, status, *fields), body(text))
    return Artifact(VISITORS, host.name, BrowserVisits(host.name, (answer,)))


def silent_browser():
    return Artifact(VISITORS, ACME, BrowserVisits(ACME, (SILENT,)))


CASES = [
    (home(), None, LET_IN),
    (home(404), None, LET_IN),
    (home(401), None, LET_IN),
    (visited(chain(hop(URL, 302), hop("https://id.elsewhere.example/", 403))), None, LET_IN),
    (home(403, CHALLENGE), browser(), PROGRAMS_ONLY),
    (home(403), browser(), PROGRAMS_ONLY),
    (home(429), browser(302), PROGRAMS_ONLY),
    (home(403, CHALLENGE), browser(403, CHALLENGE), CHALLENGED),
    (home(403), browser(403, CHALLENGE), CHALLENGED),
    (home(202, "x-amzn-waf-action: challenge"), browser(202, "x-amzn-waf-action: challenge"), CHALLENGED),
    (home(403, CHALLENGE), browser(403, "Server: cloudflare", text=BLOCKED), DENIED),
    (home(403, "x-vercel-mitigated: deny"), browser(403, "x-vercel-mitigated: deny"), DENIED),
    (home(403), browser(403), UNPROVEN),
    (home(429), browser(429), UNPROVEN),
    (home(403, CHALLENGE), browser(403, text="<h1>Forbidden</h1>"), UNPROVEN),
    (home(403), silent_browser(), COULD_NOT_CHECK),
    (home(403), browser(503), COULD_NOT_CHECK),
    (home(403), None, COULD_NOT_CHECK),
    (home(503), None, COULD_NOT_CHECK),
    (home(421), None, COULD_NOT_CHECK),
    (home(403), browser(421), COULD_NOT_CHECK),
    (visited(broken(URL)), None, COULD_NOT_CHECK),
    (Artifact(HTTP, ACME, SILENT), None, COULD_NOT_CHECK),
]
EXAMPLES = [SHUT]


@pytest.mark.parametrize(("ours", "theirs", "verdict"), CASES)
def test_host_gets_its_verdict(ours, theirs, verdict):
    seen = (THERE, ours, *([theirs] if theirs else []))
    assert judged(CHECK, HOST, *seen).verdict is verdict


def of_admin(*wall, endpoints=()):
    denied = (403, *(wall or ("Server: cloudflare",)))
    seen = (
        dns(records("192.0.2.1", name=ADMIN.name)),
        home(*denied, text=BLOCKED, host=ADMIN),
        browser(*denied, text=BLOCKED, url=f"https://{ADMIN.name}/", host=ADMIN),
        *(visited(broken(endpoint.url), host=ADMIN.name, label=endpoint.url) for endpoint in endpoints),
    )
    estate = Estate(domain=Domain(ACME), hosts=(ADMIN,), endpoints=endpoints)
    return judged(CHECK, ADMIN, *seen, estate=estate).verdict


def test_door_shut_on_purpose_is_right_besides_the_main_hosts():
    assert of_admin() is SHUT
    assert of_admin(CHALLENGE) is SHUT


def test_page_that_was_declared_is_meant_for_visitors():
    assert of_admin(endpoints=(Endpoint(f"https://{ADMIN.name}/login", "login"),)) is DENIED


def test_page_of_an_endpoint_counts_too():
    login = Endpoint(f"{URL}login", "login")
    walled = visited(chain(hop(login.url, 403, CHALLENGE)), label=login.url)
    estate = Estate(domain=Domain(ACME), hosts=(HOST,), endpoints=(login,))
    found = judged(CHECK, HOST, THERE, home(), walled, browser(403, CHALLENGE, url=login.url), estate=estate)
    assert found.verdict is CHALLENGED
    assert login.url in found.headline


def test_host_nobody_made_is_not_asked():
    guessed = Host(f"app.{ACME}")
    assert judged(CHECK, guessed, dns(records(name=guessed.name, status="NXDOMAIN"))).verdict is NOT_APPLICABLE
