import pytest

from audits.checks.redirect_permanence import CHECK, NONE, PERMANENT, REFRESHED, TEMPORARY
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.http import HTTP
from audits.core.observed.url_forms import CASE, SLASH
from audits.core.subject import Domain, Endpoint
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.forms_seen import HOME, LOGIN, at_home, forms, led, shown
from tests.audits.seen import ACME, HOST, SILENT, THERE, broken, judged, visited

PLAIN, WWW = f"http://{ACME}/", f"https://www.{ACME}/"
REFRESH = '<meta http-equiv="refresh" content="{}"><p>This page has moved</p>'


def refreshing(url, content):
    return shown(url, text=REFRESH.format(content))


PLAIN_CASES = [  # the https chain, the plain one
    (shown(HOME), None, NONE),
    (shown(HOME), led(PLAIN, HOME), PERMANENT),
    (shown(HOME), led(PLAIN, HOME, status=308), PERMANENT),
    (shown(HOME), led(PLAIN, HOME, status=302), TEMPORARY),
    (shown(HOME), led(PLAIN, HOME, status=307), TEMPORARY),
    (shown(HOME), led(PLAIN, HOME, status=303), TEMPORARY),
    (led(HOME, WWW, status=302), None, TEMPORARY),
    (led(HOME, WWW), led(PLAIN, HOME, WWW), PERMANENT),
    (led(HOME, f"{HOME}de/", status=302), None, NONE),
    (led(HOME, LOGIN, status=302), None, NONE),
    (led(HOME, f"https://id.{ACME}/?next=%2F", status=302), None, NONE),
    (refreshing(HOME, f"0; url={WWW}"), None, REFRESHED),
    (refreshing(HOME, "0;URL='index.html'"), None, REFRESHED),
    (refreshing(HOME, "0; url=/de/"), None, NONE),
    (refreshing(HOME, "60"), None, NONE),
    (refreshing(HOME, f"300; url={WWW}"), None, NONE),
    (shown(HOME), broken(PLAIN), NONE),
    (broken(HOME), broken(PLAIN), COULD_NOT_CHECK),
]
FORM_CASES = [
    ((SLASH, LOGIN, led(f"{LOGIN}/", LOGIN, status=302)), TEMPORARY),
    ((SLASH, LOGIN, led(f"{LOGIN}/", LOGIN)), PERMANENT),
    ((CASE, LOGIN, led(f"https://{ACME}/Login", f"https://{ACME}/Login?next=/", status=302)), NONE),
    ((CASE, LOGIN, led(f"https://{ACME}/Login", f"https://{ACME}/x", status=302)), NONE),
]
CASES = [*PLAIN_CASES, *FORM_CASES]
OLD = f"https://{ACME}/old/desk"
OLD_CASES = [
    (led(OLD, LOGIN), PERMANENT),
    (led(OLD, f"https://{ACME}/desk", status=302), TEMPORARY),
    (led(OLD, f"https://{ACME}/desk", f"https://{ACME}/login?next=/desk", status=302), TEMPORARY),
    (led(OLD, f"https://{ACME}/login?next=/old/desk", status=302), NONE),
    (refreshing(OLD, f"0; url=https://{ACME}/desk"), REFRESHED),
    (shown(OLD), NONE),
]


@pytest.mark.parametrize(("secure", "plain", "verdict"), PLAIN_CASES)
def test_entry_gets_its_verdict(secure, plain, verdict):
    assert judged(CHECK, HOST, *at_home(home=secure, plain=plain, page="")).verdict is verdict


@pytest.mark.parametrize(("tried", "verdict"), FORM_CASES)
def test_form_gets_its_verdict(tried, verdict):
    assert judged(CHECK, HOST, *at_home(tried)).verdict is verdict


@pytest.mark.parametrize(("way", "verdict"), OLD_CASES)
def test_old_address_leads_on_for_good(way, verdict):
    estate = Estate(Domain(ACME), (HOST,), (Endpoint(OLD, "old"),))
    seen = (*at_home(page=""), visited(way, label=OLD))
    assert judged(CHECK, HOST, *seen, estate=estate).verdict is verdict


def test_better_status_keeps_the_method():
    judgement = judged(CHECK, HOST, *at_home(plain=led(PLAIN, HOME, status=307), page=""))
    assert f"Answer {PLAIN} with 308 instead of 307" in judgement.fix


def test_each_weak_redirect_is_counted():
    forms_tried = (SLASH, LOGIN, led(f"{LOGIN}/", LOGIN, status=302))
    judgement = judged(CHECK, HOST, *at_home(forms_tried, plain=led(PLAIN, HOME, status=302)))
    assert "the same for 1 other address" in judgement.fix
    assert len(judgement.evidence) == 2


def test_missing_forms_are_no_verdict():
    assert judged(CHECK, HOST, THERE, visited(shown(HOME))).verdict is COULD_NOT_CHECK
    assert judged(CHECK, HOST, THERE, Artifact(HTTP, ACME, SILENT), forms()).verdict is COULD_NOT_CHECK
