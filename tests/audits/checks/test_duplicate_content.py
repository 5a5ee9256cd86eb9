import pytest

from audits.checks.duplicate_content import CHECK, INCOMPLETE, SINGLE, TWICE, TWO_HOSTS
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.url_forms import CASE, FORMS, INDEX, PAGE, SLASH, UrlForm, UrlForms
from audits.core.subject import Domain, Endpoint, Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.forms_seen import HOME, HOME_TEXT, LOGIN, LOGIN_TEXT, SHELL_TEXT, UNKNOWN, at_home, forms, led, shown
from tests.audits.seen import ACME, HOST, SILENT, THERE, broken, chain, dns, hop, judged, records, visited

SLASHED, INDEXED = f"{LOGIN}/", f"{HOME}index.html"
CHANGING = (
    "<title>Sign in</title><p>Type the address that your invitation came to, then the code</p>"
    '<input type="hidden" name="csrf" value="{token}"><script nonce="{token}">x()</script><p>Today is {day} May, {n} seen</p>'
)
NAMING = LOGIN_TEXT.replace("<p>", f'<link rel="canonical" href="{LOGIN}"><p>')
OTHER = "<title>Sign in</title><p>Somebody else wrote these words about the tides of the northern harbours</p>"

FORM_CASES = [
    ((SLASH, LOGIN, led(SLASHED, LOGIN)), SINGLE),
    ((SLASH, LOGIN, shown(SLASHED, text=LOGIN_TEXT)), TWICE),
    ((SLASH, LOGIN, shown(SLASHED, text=NAMING)), SINGLE),
    ((SLASH, LOGIN, shown(SLASHED, 200, f'Link: <{LOGIN}>; rel="canonical"', text=LOGIN_TEXT)), SINGLE),
    ((SLASH, LOGIN, shown(SLASHED, 404)), SINGLE),
    ((SLASH, LOGIN, shown(SLASHED, text=OTHER)), SINGLE),
    ((INDEX, HOME, shown(INDEXED, text=HOME_TEXT)), TWICE),
    ((INDEX, HOME, shown(INDEXED, 404)), SINGLE),
    ((INDEX, HOME, SILENT), INCOMPLETE),
    ((INDEX, HOME, shown(INDEXED, 429)), INCOMPLETE),
]
CASES = [*FORM_CASES, TWO_HOSTS, COULD_NOT_CHECK]


@pytest.mark.parametrize(("tried", "verdict"), FORM_CASES)
def test_form_gets_its_verdict(tried, verdict):
    assert judged(CHECK, HOST, *at_home(tried)).verdict is verdict


def test_tokens_nonces_dates_and_counts_make_no_other_page():
    first, second = CHANGING.format(token="a1b2", day=3, n=41), CHANGING.format(token="z9y8", day=4, n=57)
    own = UrlForm(PAGE, LOGIN, LOGIN, shown(LOGIN, text=first))
    other = UrlForm(SLASH, SLASHED, LOGIN, shown(SLASHED, text=second))
    told = Artifact(FORMS, ACME, UrlForms(ACME, LOGIN, (own, other), shown(UNKNOWN, 404)))
    assert judged(CHECK, HOST, THERE, visited(shown(HOME)), told).verdict is TWICE


def test_one_page_for_every_address_is_no_second_one():
    catch_all = shown(UNKNOWN, text=LOGIN_TEXT)
    seen = at_home((CASE, LOGIN, shown(f"https://{ACME}/Login", text=LOGIN_TEXT)), unknown=catch_all)
    assert judged(CHECK, HOST, *seen).verdict is SINGLE


APP = Host(f"app.{ACME}", declared=True)
AT_APP = f"https://app.{ACME}/"
APEX = (THERE, visited(shown(HOME)))
NAMED_APEX = HOME_TEXT.replace("<p>", f'<link rel="canonical" href="{HOME}"><p>')


def of_app(page, *more):
    """The app's host with its page, beside an apex that shows the product page."""
    there = dns(records("192.0.2.1", name=APP.name))
    return (*APEX, there, visited(page, host=APP.name), forms(page="", host=APP.name), *more)


HOSTS = [
    (shown(AT_APP), TWO_HOSTS),
    (shown(AT_APP, text=LOGIN_TEXT), SINGLE),
    (shown(AT_APP, text=NAMED_APEX), SINGLE),
    (shown(AT_APP, 200, "X-Robots-Tag: noindex"), SINGLE),
    (shown(AT_APP, text=HOME_TEXT.replace("<p>", '<meta name="robots" content="noindex, nofollow"><p>')), SINGLE),
    (led(AT_APP, HOME, text=HOME_TEXT), NOT_APPLICABLE),
]


@pytest.mark.parametrize(("page", "verdict"), HOSTS)
def test_two_hosts_are_compared(page, verdict):
    estate = Estate(Domain(ACME), (HOST, APP))
    assert judged(CHECK, APP, *of_app(page), estate=estate).verdict is verdict


def test_only_the_later_of_two_hosts_is_named():
    estate = Estate(Domain(ACME), (HOST, APP))
    seen = (*of_app(shown(AT_APP)), forms(page=""))
    assert judged(CHECK, HOST, *seen, estate=estate).verdict is SINGLE


def test_bare_domain_and_www_are_left_to_their_own_check():
    www = Host(f"www.{ACME}", declared=True)
    estate = Estate(Domain(ACME), (HOST, www))
    there = dns(records("192.0.2.1", name=www.name))
    seen = (*APEX, there, visited(shown(f"https://{www.name}/"), host=www.name), forms(page="", host=www.name))
    assert judged(CHECK, www, *seen, estate=estate).verdict is SINGLE


def test_one_app_on_two_hosts_draws_two_pages():
    estate = Estate(Domain(ACME), (HOST, APP))
    home = (THERE, visited(shown(HOME, text=SHELL_TEXT)))
    there = dns(records("192.0.2.1", name=APP.name))
    page = shown(AT_APP, text=SHELL_TEXT)
    seen = (*home, there, visited(page, host=APP.name), forms(page="", host=APP.name))
    assert judged(CHECK, APP, *seen, estate=estate).verdict is SINGLE


def test_origin_is_looked_at_elsewhere():
    origin = Host(f"origin.{ACME}", declared=True)
    estate = Estate(Domain(ACME), (origin, HOST), (Endpoint(f"https://{origin.name}/", "origin"),))
    shows = visited(shown(f"https://{origin.name}/"), host=origin.name)
    seen = (*APEX, dns(records("192.0.2.2", name=origin.name)), shows, forms(page=""))
    assert judged(CHECK, HOST, *seen, estate=estate).verdict is SINGLE
    assert judged(CHECK, HOST, *seen, estate=Estate(Domain(ACME), (origin, HOST))).verdict is TWO_HOSTS


def test_api_shows_no_page():
    json = chain(hop(HOME, 200, "Content-Type: application/json"), text="{}")
    assert judged(CHECK, HOST, *at_home(home=json, page="")).verdict is NOT_APPLICABLE


def test_missing_visit_is_no_verdict():
    assert judged(CHECK, HOST, THERE, visited(broken(HOME))).verdict is COULD_NOT_CHECK
