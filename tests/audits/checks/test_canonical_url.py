import pytest

from audits.checks.canonical_url import (
    CHECK,
    CONVERGED,
    DETOURS,
    DROPS_QUERY,
    FORGETS,
    INCOMPLETE,
    NAMES_NOBODY,
    NO_FORMS,
    THROUGH_HTTP,
    TWO_PAGES,
    WENT_ASTRAY,
)
from audits.core.artifacts import Artifact
from audits.core.observed.http import DEAD_END, HTTP, LOOPED
from audits.core.observed.url_forms import CASE, INDEX, PLAIN, SISTER, SLASH
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.forms_seen import (
    HOME,
    LOGIN,
    LOGIN_TEXT,
    MISSING_TEXT,
    SHELL_TEXT,
    UNKNOWN,
    at_home,
    forms,
    led,
    shown,
)
from tests.audits.seen import ACME, HOST, SILENT, THERE, broken, chain, dns, hop, judged, records, visited

MARKED = "?launch-ready=1"
SLASHED, CASED, INDEXED, PLAINLY = f"{LOGIN}/", f"https://{ACME}/Login", f"{HOME}index.html", f"http://{ACME}/login"
OTHER_TEXT = "<!doctype html><title>Old desk</title><p>Rates are entered by hand until the spring build is finished</p>"
NAMING = LOGIN_TEXT.replace("<p>", f'<link rel="canonical" href="{LOGIN}"><p>')
LOCAL = LOGIN_TEXT.replace("<p>", '<link rel="canonical" href="http://localhost:3000/login"><p>')

FORM_CASES = [  # one form with the page it is a form of
    ((SLASH, LOGIN, led(SLASHED, LOGIN)), CONVERGED),
    ((SLASH, LOGIN, shown(SLASHED, 404, text=MISSING_TEXT)), CONVERGED),
    ((SLASH, LOGIN, shown(SLASHED, 410, text=MISSING_TEXT)), CONVERGED),
    ((SLASH, LOGIN, shown(SLASHED, text=NAMING)), CONVERGED),
    ((SLASH, LOGIN, shown(SLASHED, text=LOGIN_TEXT)), CONVERGED),  # twice, which duplicate-content judges
    ((SLASH, LOGIN, shown(SLASHED, text=OTHER_TEXT)), TWO_PAGES),
    ((SLASH, LOGIN, led(SLASHED, f"{LOGIN}/x", LOGIN)), DETOURS),
    ((SLASH, LOGIN, chain(hop(SLASHED, 301), end="broken", at=PLAINLY)), THROUGH_HTTP),
    ((SLASH, LOGIN, led(SLASHED, PLAINLY, LOGIN)), THROUGH_HTTP),
    ((SLASH, LOGIN, chain(hop(SLASHED, 301), end=LOOPED, at=SLASHED)), WENT_ASTRAY),
    ((SLASH, LOGIN, chain(hop(SLASHED, 301), end=DEAD_END, at="")), WENT_ASTRAY),
    ((CASE, LOGIN, shown(CASED, 404, text=MISSING_TEXT)), CONVERGED),
    ((CASE, LOGIN, led(CASED, LOGIN, status=308)), CONVERGED),
    ((CASE, LOGIN, shown(CASED, text=OTHER_TEXT)), TWO_PAGES),
    ((CASE, LOGIN, led(CASED, f"https://{ACME}/signin?next=/Login", status=302)), CONVERGED),
    ((INDEX, HOME, led(INDEXED, HOME)), CONVERGED),
    ((INDEX, HOME, shown(INDEXED, 403)), INCOMPLETE),
    ((INDEX, HOME, SILENT), INCOMPLETE),
    ((INDEX, HOME, broken(INDEXED)), INCOMPLETE),
    ((PLAIN, LOGIN, led(PLAINLY + MARKED, LOGIN + MARKED)), CONVERGED),
    ((PLAIN, LOGIN, led(PLAINLY + MARKED, f"https://{ACME}/x{MARKED}", LOGIN + MARKED)), CONVERGED),
    ((PLAIN, LOGIN, led(PLAINLY + MARKED, LOGIN)), DROPS_QUERY),
    ((PLAIN, LOGIN, led(PLAINLY + MARKED, HOME)), FORGETS),
    ((PLAIN, LOGIN, led(PLAINLY + MARKED, f"https://{ACME}/login?next=/login", status=302)), CONVERGED),
    ((PLAIN, HOME, led(f"http://{ACME}/{MARKED}", HOME + MARKED)), CONVERGED),
    ((SISTER, LOGIN, led(f"https://www.{ACME}/login{MARKED}", HOME)), FORGETS),
    ((SISTER, LOGIN, led(f"https://www.{ACME}/login{MARKED}", LOGIN + MARKED)), CONVERGED),
]
CASES = [*FORM_CASES, NO_FORMS, NAMES_NOBODY, COULD_NOT_CHECK]


@pytest.mark.parametrize(("tried", "verdict"), FORM_CASES)
def test_form_gets_its_verdict(tried, verdict):
    assert judged(CHECK, HOST, *at_home(tried)).verdict is verdict


def test_app_shell_for_every_address_is_one_page():
    shell = shown(HOME, text=SHELL_TEXT)
    seen = at_home((CASE, LOGIN, shown(CASED, text=SHELL_TEXT)), home=shell, unknown=shown(UNKNOWN, text=SHELL_TEXT))
    assert judged(CHECK, HOST, *seen).verdict is CONVERGED


def test_faulty_form_weighs_more_than_a_silent_one():
    seen = at_home((INDEX, HOME, SILENT), (PLAIN, LOGIN, led(PLAINLY + MARKED, HOME)))
    assert judged(CHECK, HOST, *seen).verdict is FORGETS


def test_each_faulty_form_gets_its_rule():
    slash, case = shown(SLASHED, text=OTHER_TEXT), shown(CASED, text=OTHER_TEXT)
    judgement = judged(CHECK, HOST, *at_home((SLASH, LOGIN, slash), (CASE, LOGIN, case)))
    assert judgement.verdict is TWO_PAGES
    assert f'location = "/login/" {{ return 301 {LOGIN}$is_args$args; }}' in judgement.fix.splitlines()
    assert f'location = "/Login" {{ return 301 {LOGIN}$is_args$args; }}' in judgement.fix.splitlines()
    assert len(judgement.evidence) == 2


def test_rule_for_plain_http_keeps_path_and_query():
    judgement = judged(CHECK, HOST, *at_home((PLAIN, LOGIN, led(PLAINLY + MARKED, HOME))))
    assert f"server {{ listen 80; server_name {ACME}; return 301 https://{ACME}$request_uri; }}" in judgement.fix


def test_address_that_names_a_developers_machine_is_told():
    home = shown(HOME, text=LOCAL)
    judgement = judged(CHECK, HOST, *at_home(home=home, page=""))
    assert judgement.verdict is NAMES_NOBODY
    assert "http://localhost:3000/login" in judgement.headline


def test_host_with_one_page_has_no_other_form():
    assert judged(CHECK, HOST, *at_home(page="")).verdict is NO_FORMS


def test_page_named_elsewhere_is_legal():
    elsewhere = LOGIN_TEXT.replace("<p>", '<link rel="canonical" href="https://acme-partner.example/login"><p>')
    assert judged(CHECK, HOST, *at_home(home=shown(HOME, text=elsewhere), page="")).verdict is NO_FORMS


UNTOLD = [
    (THERE, visited(broken(HOME))),
    (THERE, visited(shown(HOME, 403)), forms()),
    (THERE, visited(shown(HOME, 503)), forms()),
    (THERE, visited(shown(HOME))),
    (THERE, Artifact(HTTP, ACME, SILENT)),
]


@pytest.mark.parametrize("seen", UNTOLD)
def test_answer_we_did_not_get_is_no_verdict(seen):
    assert judged(CHECK, HOST, *seen).verdict is COULD_NOT_CHECK


def test_guessed_name_nobody_made_has_no_forms():
    nothing = dns(records(status="NXDOMAIN"))
    assert judged(CHECK, Host(ACME), nothing).verdict is NOT_APPLICABLE


def test_late_forms_name_the_reason():
    late = Unavailable("the forms took longer than 20 s")
    assert "longer than 20 s" in judged(CHECK, HOST, *at_home((SLASH, LOGIN, late))).headline
