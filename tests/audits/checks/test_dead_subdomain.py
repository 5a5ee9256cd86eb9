import pytest

from audits.checks.dead_subdomain import ALIVE, CHECK, DESERTED, LEADS_ON
from audits.core.artifacts import Artifact
from audits.core.observed.http import HTTP, LOOPED
from audits.core.subject import Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.forms_seen import HOME, led, shown
from tests.audits.seen import (
    ACME,
    HOST,
    SILENT,
    THERE,
    broken,
    chain,
    dns,
    hop,
    judged,
    knocked,
    records,
    visited,
    zone,
)

NGINX = (
    "<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is "
    "successfully installed and working. Further configuration is required.</p>"
)
ARTICLE = "<title>Welcome to nginx!</title><article>" + "How we moved our docs to nginx, word by word. " * 90 + NGINX
GITHUB = "<title>Site not found · GitHub Pages</title><p>There isn't a GitHub Pages site here.</p>"

PAGES = [
    (shown(HOME), ALIVE),
    (shown(HOME, 404), ALIVE),
    (shown(HOME, 401), ALIVE),
    (chain(hop(HOME, 404, "Content-Type: application/json"), text='{"error":"no such route"}'), ALIVE),
    (shown(HOME, text=ARTICLE), ALIVE),
    (shown(HOME, text=NGINX), DESERTED),
    (shown(HOME, 404, text=GITHUB), DESERTED),
    (chain(hop(HOME, 404, "x-vercel-error: DEPLOYMENT_NOT_FOUND"), text="The deployment could not be found"), DESERTED),
    (chain(hop(HOME, 404, "X-Render-Routing: no-server"), text="Not Found"), DESERTED),
    (chain(hop(HOME, 200), text="<html><body><h1>It works!</h1></body></html>"), DESERTED),
    (led(HOME, f"https://app.{ACME}/"), LEADS_ON),
    (led(HOME, f"https://app.{ACME}/", text=NGINX), LEADS_ON),
    (shown(HOME, 403), COULD_NOT_CHECK),
    (shown(HOME, 503, text=NGINX), COULD_NOT_CHECK),
    (broken(HOME), COULD_NOT_CHECK),
    (chain(hop(HOME, 301), end=LOOPED, at=HOME), NOT_APPLICABLE),
]
CASES = PAGES


@pytest.mark.parametrize(("page", "verdict"), PAGES)
def test_root_gets_its_verdict(page, verdict):
    assert judged(CHECK, HOST, THERE, visited(page)).verdict is verdict


def test_certificate_that_browsers_refuse_hides_nothing():
    seen = visited(broken(HOME), unverified=shown(HOME, text=NGINX))
    assert judged(CHECK, HOST, THERE, seen).verdict is DESERTED


def test_plain_answer_counts_where_https_is_silent():
    plain = shown(f"http://{ACME}/", text=NGINX)
    assert judged(CHECK, HOST, THERE, visited(broken(HOME), plain)).verdict is DESERTED


def test_host_that_takes_no_connection_is_told_by_its_own_check():
    shut = knocked(p80="refused refused refused", p443="refused refused refused")
    assert judged(CHECK, HOST, THERE, visited(broken(HOME)), shut).verdict is NOT_APPLICABLE


def test_free_name_at_a_service_is_told_by_its_own_check():
    aliased = dns(records("192.0.2.1", aliases=("acme.github.io",)))
    assert judged(CHECK, HOST, aliased, visited(shown(HOME, 404, text=GITHUB))).verdict is NOT_APPLICABLE


def test_guessed_name_nobody_made_is_fine():
    docs = Host(f"docs.{ACME}")
    nothing = dns(records(name=docs.name, status="NXDOMAIN"))
    assert judged(CHECK, docs, nothing).verdict is NOT_APPLICABLE


def test_guessed_name_of_a_wildcard_is_nobodys():
    docs = Host(f"docs.{ACME}")
    there = dns(records("192.0.2.1", name=docs.name))
    page = visited(shown(f"https://{docs.name}/", text=NGINX), host=docs.name)
    assert judged(CHECK, docs, there, zone("192.0.2.1"), page).verdict is NOT_APPLICABLE


def test_missing_visit_is_no_verdict():
    assert judged(CHECK, HOST, THERE, Artifact(HTTP, ACME, SILENT)).verdict is COULD_NOT_CHECK
