import json
from dataclasses import replace

import pytest

from audits.checks.open_routes import CHECK, HALF_OPEN, INSIDE, LOG_IN, PERSONAL, PUBLIC, REFUSED
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.http import HTTP
from audits.core.subject import Domain, Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, broken, chain, hop, judged, visited

URL = f"https://{ACME}/v1/users"
JSON, HTML, CSV, PDF = (
    "Content-Type: application/json",
    "Content-Type: text/html",
    "Content-Type: text/csv",
    "Content-Type: application/pdf",
)
ANN = [{"id": 1, "name": "Ann Lee", "email": "ann.lee@harbour.dev"}]
SHELL = "<!doctype html><title>Acme</title><div id=root></div><script src=/app.js></script>"
FORM = "<title>Admin</title><form><input name=user><input type=password></form>"
TABLE = "<tr><td>1</td></tr><tr><td>2</td></tr>"
OFFICE = f"<title>Acme admin</title><h1>Orders</h1><table>{TABLE}</table>"
INDOORS = "<title>Acme</title><h1>Your desk</h1><a href=/logout>Log out</a>"
MARKETING = "<title>Acme</title><h1>Freight for everybody</h1><p>Call us.</p><a href=/login>Sign in</a>" + "word " * 90


def answered(status, *fields, text="", url=URL, label=URL):
    return (visited(chain(hop(url, status, *fields), text=text), label=label),)


def sent_to(target, status=200, *fields, text=""):
    return (visited(chain(hop(URL, 302), hop(target, status, *fields), text=text), label=URL),)


def told(value):
    return answered(200, JSON, text=json.dumps(value))


def cut(text, whole=False):
    """The beginning of an answer of a megabyte, or all of one."""
    way = chain(hop(URL, 200, JSON), text=text)
    missing = 0 if whole else 1_000_000
    body = replace(way.body, size=way.body.size + missing, is_whole=whole)
    return (visited(replace(way, body=body), label=URL),)


SERVED = visited(chain(hop(f"https://{ACME}/")))
CASES = [
    (answered(401), REFUSED),
    ((*answered(403), SERVED), REFUSED),
    (sent_to(f"https://{ACME}/login", 200, HTML, text=FORM), LOG_IN),
    (sent_to(f"https://{ACME}/users/sign_in?next=/v1"), LOG_IN),
    (sent_to(f"https://auth.{ACME}/start"), LOG_IN),
    (sent_to(f"https://{ACME}/oauth2/authorize", 400), LOG_IN),
    (answered(200, HTML, text=FORM), LOG_IN),
    (told({"status": "ok"}), PUBLIC),
    (told([]), PUBLIC),
    (told({"month": "2026-10", "shipments": 1840}), PUBLIC),
    (answered(200, CSV, text="lane,rate\n41,412\n"), PUBLIC),
    (answered(200, "Content-Type: text/plain", text="ok"), PUBLIC),
    (answered(200, HTML, text=MARKETING), PUBLIC),
    (answered(204), PUBLIC),
    (sent_to(f"https://{ACME}/authors/", 200, JSON, text="[]"), PUBLIC),
    (told(ANN), PERSONAL),
    (cut('[{"lane": {"id": 1}, "name": "Ann Lee", "phone": "+44 20 7946 0000"}, {"name": "Bob'), COULD_NOT_CHECK),
    (cut('{"people": [{"name": "Ann Lee", "phone": "+44 20 7946 0000"}, {"name": "Bob'), PERSONAL),
    (cut('{"lanes": [{"id": 1}, {"id'), COULD_NOT_CHECK),
    (cut("lanes: 1", whole=True), PUBLIC),
    (told({"data": {"user": {"firstName": "Ann", "lastName": "Lee"}}}), PERSONAL),
    (answered(200, "Content-Type: application/vnd.api+json", text=json.dumps(ANN)), PERSONAL),
    (answered(200, CSV, text="name,email\nAnn,ann@harbour.dev\n"), PERSONAL),
    (answered(200, JSON, text=json.dumps(ANN * 3)[:-9] + "a@x.dev b@x.dev c@x.dev"), PERSONAL),
    (answered(200, HTML, text="<table><tr><td>ann@x.dev<tr><td>bob@x.dev<tr><td>cleo@x.dev</table>"), PERSONAL),
    (answered(200, HTML, text=OFFICE), PUBLIC),
    (answered(200, HTML, text=INDOORS + f"<table>{TABLE}</table>"), INSIDE),
    (answered(200, HTML, text=INDOORS), HALF_OPEN),
    (answered(200, HTML, text=f"<form>{INDOORS}</form>"), HALF_OPEN),
    (answered(403), COULD_NOT_CHECK),
    ((*answered(403), visited(chain(hop(f"https://{ACME}/", 403)))), COULD_NOT_CHECK),
    ((*answered(403, "cf-mitigated: challenge"), SERVED), COULD_NOT_CHECK),
    (answered(200, HTML, text=SHELL), COULD_NOT_CHECK),
    (answered(405), COULD_NOT_CHECK),
    (answered(429), COULD_NOT_CHECK),
    (answered(503), COULD_NOT_CHECK),
    (answered(200, PDF, text="%PDF"), COULD_NOT_CHECK),
    ((visited(broken(URL), label=URL),), COULD_NOT_CHECK),
    ((Artifact(HTTP, URL, Unavailable("no answer")),), COULD_NOT_CHECK),
    (answered(404), NOT_APPLICABLE),
    (sent_to("https://www.other.example/", 200, HTML, text=MARKETING), NOT_APPLICABLE),
]  # fmt: skip


def of(purpose, seen):
    endpoint = Endpoint(URL, purpose)
    return judged(CHECK, endpoint, *seen, estate=Estate(Domain(ACME), (HOST, Host(f"auth.{ACME}")), (endpoint,)))


@pytest.mark.parametrize(("seen", "verdict"), CASES)
def test_route_gets_its_verdict(seen, verdict):
    assert of("account", seen).verdict is verdict


@pytest.mark.parametrize("purpose", ["home", "login", "critical", "page", "old", "origin"])
def test_route_for_everybody_does_not_apply(purpose):
    assert of(purpose, told(ANN)).verdict is NOT_APPLICABLE


@pytest.mark.parametrize("purpose", ["admin", "api", "export", "report"])
def test_every_other_purpose_is_judged(purpose):
    assert of(purpose, told(ANN)).verdict is PERSONAL


OFFICES = [
    (OFFICE, INSIDE),
    (OFFICE.replace("table", "form"), INSIDE),
    ("<title>Acme admin</title><p>Ask the office for access.", PUBLIC),
    (FORM, LOG_IN),
]


@pytest.mark.parametrize(("text", "verdict"), OFFICES)
def test_back_office_is_known_by_its_title_where_one_was_declared(text, verdict):
    assert of("admin", answered(200, HTML, text=text)).verdict is verdict


def test_evidence_holds_no_value_about_a_person():
    judgement = of("account", told(ANN))
    assert judgement.headline == f"Anybody can read data about persons at {URL}"
    assert judgement.evidence[1].observed == "1 record with name, email and 1 mail address, such as a…@harbour.dev"
    assert "ann.lee" not in repr(judgement)
    assert "Ann Lee" not in repr(judgement)
    assert "/v1/users" in judgement.fix


def test_shell_says_what_decides():
    assert "what its API lets through decides" in of("admin", answered(200, HTML, text=SHELL)).headline


def test_bad_certificate_hides_no_open_route():
    open_to_all = chain(hop(URL, 200, JSON), text=json.dumps(ANN))
    assert of("account", (visited(broken(URL), label=URL, unverified=open_to_all),)).verdict is PERSONAL


def test_table_at_the_declared_back_office_is_its_inside_whatever_its_title():
    text = f"<title>Dashboard</title><h1>Users</h1><table>{TABLE}</table>"
    judgement = of("admin", answered(200, HTML, text=text))
    assert judgement.verdict is INSIDE
    assert judgement.headline.endswith("it shows a table")
    assert of("admin", sent_to(f"https://{ACME}/", 200, HTML, text=text)).verdict is PUBLIC
    assert of("report", answered(200, HTML, text=text)).verdict is PUBLIC
