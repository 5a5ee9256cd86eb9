import pytest

from audits.checks.back_office import CHECK, CLOSED, LOG_IN, OPEN, OUTSIDE
from audits.core.artifacts import Artifact
from audits.core.observed.http import HTTP
from audits.core.subject import Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, broken, chain, dns, hop, judged, records, visited

ADMIN = f"admin.{ACME}"
URL = f"https://{ADMIN}/"
THERE = dns(records("192.0.2.1", name=ADMIN))
HTML, JSON = "Content-Type: text/html", "Content-Type: application/json"
FORM = "<title>Admin</title><form><input name=user><input type=password></form>"
TABLE = "<table><tr><td>1</td></tr><tr><td>2</td></tr></table>"
SHELL = "<title>Admin</title><div id=root></div><script src=/app.js></script>"


def page(status, text="", *fields):
    return (THERE, visited(chain(hop(URL, status, *(fields or (HTML,))), text=text), host=ADMIN))


CASES = [
    (page(401), CLOSED),
    (page(200, FORM), LOG_IN),
    ((THERE, visited(chain(hop(URL, 302), hop(f"https://auth.{ACME}/")), host=ADMIN)), LOG_IN),
    (page(200, f"<title>Acme admin</title>{TABLE}"), OPEN),
    (page(200, f"<title>Grafana</title>{TABLE}"), OPEN),
    (page(200, "<h1>Desk</h1><a>Log out</a>"), OPEN),
    (page(200, "a@x.dev b@x.dev c@x.dev"), OPEN),
    (page(200, '[{"name": "Ann", "email": "ann@x.dev"}]', JSON), OPEN),
    (page(200, "<title>Acme</title><p>Ask the office for access."), OUTSIDE),
    (page(200, '{"service": "admin"}', JSON), OUTSIDE),
    (page(200, SHELL), COULD_NOT_CHECK),
    (page(403), COULD_NOT_CHECK),
    (page(503), COULD_NOT_CHECK),
    ((THERE, visited(broken(URL), host=ADMIN)), COULD_NOT_CHECK),
    ((THERE, Artifact(HTTP, ADMIN, SILENT)), COULD_NOT_CHECK),
    (page(404), NOT_APPLICABLE),
]


@pytest.mark.parametrize(("seen", "verdict"), CASES)
def test_back_office_gets_its_verdict(seen, verdict):
    assert judged(CHECK, Host(ADMIN, declared=True), *seen).verdict is verdict


@pytest.mark.parametrize("name", [ACME, f"www.{ACME}", f"administration.{ACME}", f"app.{ACME}"])
def test_other_hosts_are_for_everybody(name):
    text = f"<title>Acme admin</title>{TABLE}"
    seen = (
        dns(records("192.0.2.1", name=name)),
        visited(chain(hop(f"https://{name}/", 200, HTML), text=text), host=name),
    )
    assert judged(CHECK, Host(name, declared=True), *seen).verdict is NOT_APPLICABLE
