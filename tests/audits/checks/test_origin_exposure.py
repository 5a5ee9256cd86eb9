import pytest

from audits.checks.origin_exposure import CHECK, EXPOSED, HIDDEN, UNPROVEN
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.http import HTTP, Visit
from audits.core.subject import Domain, Endpoint, Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, PAGE, SILENT, broken, chain, dns, hop, judged, knocked, records, visited

DIRECT = Host(f"direct.{ACME}", declared=True)
EDGE, OWN = records("104.16.1.1"), records("203.0.113.5", name=DIRECT.name)
HTML = "Content-Type: text/html"
URL = f"https://{DIRECT.name}/"
OTHER_PAGE = "<!doctype html><title>Mail</title><p>Another page with quite other words for its visitors</p>"
DRAWN = '<!doctype html><title>Acme</title><div id="root"></div><script src="/a.js?v={}"></script>'
JSON = '{{"status": "ok", "padding": "{}"}}'
BLOG = "<title>Acme</title><p>Posted at 7:44. " + " ".join(f"word{number}" for number in range(40))


def page(text=PAGE, status=200, url=URL, kind=HTML):
    return chain(hop(url, status, kind), text=text)


def answered(direct, *, site=PAGE, more=(), found=EDGE, direct_records=OWN, kind=HTML):
    estate = Estate(domain=Domain(ACME), hosts=(HOST, DIRECT))
    at_home = visited(page(site, url=f"https://{ACME}/", kind=kind))
    around = direct if isinstance(direct, Artifact) else visited(direct, host=DIRECT.name)
    return judged(CHECK, HOST, dns(found), dns(direct_records), at_home, around, *more, estate=estate)


CASES = [
    (page(), EXPOSED),
    (page(PAGE.replace("<p>", '<p nonce="x">')), EXPOSED),
    (page(OTHER_PAGE), HIDDEN),
    (page(PAGE.replace("Acme", "Mail")), HIDDEN),
    (page("", kind="Content-Type: text/plain"), HIDDEN),
    (page(status=404), HIDDEN),
    (page(status=403), HIDDEN),
    (chain(hop(URL, 301), hop(f"https://{ACME}/", 200, HTML)), HIDDEN),
    (page(status=503), UNPROVEN),
    (page(status=429), UNPROVEN),
    (broken(URL), UNPROVEN),
    (Artifact(HTTP, DIRECT.name, SILENT), UNPROVEN),
]


@pytest.mark.parametrize(("direct", "verdict"), CASES)
def test_name_outside_the_edge_gets_its_verdict(direct, verdict):
    judgement = answered(direct)
    assert judgement.verdict is verdict
    assert judgement.fix or verdict is HIDDEN


SITES = [
    (DRAWN.format(1), DRAWN.format(2), EXPOSED),
    (BLOG, BLOG.replace("7:44", "7:45"), EXPOSED),
    (BLOG, BLOG.replace("word", "other"), HIDDEN),
]


@pytest.mark.parametrize(("site", "direct", "verdict"), SITES)
def test_pages_are_compared_by_title_and_words(site, direct, verdict):
    assert answered(page(direct), site=site).verdict is verdict


API = "Content-Type: application/json"
APIS = [(JSON.format("x" * 300), EXPOSED), (JSON.format(""), HIDDEN)]


@pytest.mark.parametrize(("text", "verdict"), APIS)
def test_short_answers_are_alike_everywhere(text, verdict):
    assert answered(page(text, kind=API), site=text, kind=API).verdict is verdict


def test_site_shown_only_without_a_valid_certificate_is_exposed():
    around = visited(broken(URL), host=DIRECT.name, unverified=page())
    assert answered(around).verdict is EXPOSED


def test_refused_web_ports_hide_the_origin():
    closed = knocked(DIRECT.name, p80="refused refused refused", p443="refused refused refused")
    quiet = knocked(DIRECT.name, p80="silent silent silent", p443="refused refused refused")
    assert answered(broken(URL), more=(closed,)).verdict is HIDDEN
    assert answered(broken(URL), more=(quiet,)).verdict is UNPROVEN


def test_name_behind_an_edge_leads_around_nothing():
    assert answered(page(), direct_records=records("104.16.1.2", name=DIRECT.name)).verdict is HIDDEN


def test_host_without_edge_has_nothing_to_hide():
    assert answered(page(), found=records("203.0.113.4")).verdict is NOT_APPLICABLE


ORIGIN = Endpoint("https://203.0.113.9/", "origin")


@pytest.mark.parametrize(("seen", "verdict"), [(page(url=ORIGIN.url), EXPOSED), (broken(ORIGIN.url), UNPROVEN)])
def test_declared_origin_is_tried(seen, verdict):
    estate = Estate(domain=Domain(ACME), hosts=(HOST,), endpoints=(ORIGIN,))
    visit = Artifact(HTTP, ORIGIN.label, Visit("203.0.113.9", seen))
    found = judged(CHECK, HOST, dns(EDGE), visited(page(url=f"https://{ACME}/")), visit, estate=estate)
    assert found.verdict is verdict


WITHOUT = [(SILENT, COULD_NOT_CHECK), (Visit(ACME, broken(f"https://{ACME}/")), COULD_NOT_CHECK)]
EXAMPLES = WITHOUT


@pytest.mark.parametrize(("value", "verdict"), WITHOUT)
def test_site_that_gave_no_page_is_not_compared(value, verdict):
    assert judged(CHECK, HOST, dns(EDGE), Artifact(HTTP, ACME, value)).verdict is verdict
