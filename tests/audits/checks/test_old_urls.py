import pytest

from audits.checks.old_urls import ALL_AT_HOME, ARRIVES, CHECK, DEAD, DETOUR, EMPTY, RETIRED, STAYS
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.http import HTTP, LOOPED
from audits.core.subject import Domain, Endpoint
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.forms_seen import HOME, LOGIN, MISSING_TEXT, SHELL_TEXT, UNKNOWN, forms, led, shown
from tests.audits.seen import ACME, HOST, SILENT, broken, chain, hop, judged, visited

URL, OTHER, NEW = f"https://{ACME}/old/desk", f"https://{ACME}/old/lanes", f"https://{ACME}/desk"
OLD, TWIN = Endpoint(URL, "old"), Endpoint(OTHER, "old")
ESTATE = Estate(Domain(ACME), (HOST,), (OLD, TWIN))

WAY_CASES = [
    (led(URL, NEW), ARRIVES),
    (led(URL, NEW, status=302), ARRIVES),  # whose status redirect-permanence judges
    (led(f"http://{ACME}/old/desk", URL, NEW), ARRIVES),
    (led(URL, NEW, last=401), ARRIVES),
    (led(URL, HOME), ARRIVES),
    (led(URL, f"https://{ACME}/board", f"https://{ACME}/login?next=/board", status=302), ARRIVES),
    (shown(URL), STAYS),
    (shown(URL, 410), RETIRED),
    (led(URL, NEW, last=410), RETIRED),
    (shown(URL, 404), DEAD),
    (led(URL, NEW, last=404), DEAD),
    (led(URL, f"{URL}/", NEW), DETOUR),
    (led(URL, f"{URL}/", f"https://www.{ACME}/desk", NEW), DETOUR),
    (led(URL, NEW, last=403), COULD_NOT_CHECK),
    (led(URL, NEW, last=500), COULD_NOT_CHECK),
    (broken(URL), COULD_NOT_CHECK),
    (chain(hop(URL, 301), end="broken", at=NEW), COULD_NOT_CHECK),
    (chain(hop(URL, 301), end=LOOPED, at=URL), NOT_APPLICABLE),
]
CASES = [*WAY_CASES, EMPTY, ALL_AT_HOME]


def answered(way, *more):
    return judged(CHECK, OLD, visited(shown(HOME)), visited(way, label=URL), *more, estate=ESTATE)


@pytest.mark.parametrize(("way", "verdict"), WAY_CASES)
def test_old_address_gets_its_verdict(way, verdict):
    assert answered(way).verdict is verdict


def test_several_old_addresses_at_the_home_page_lead_nowhere():
    judgement = answered(led(URL, HOME), visited(led(OTHER, HOME), label=OTHER))
    assert judgement.verdict is ALL_AT_HOME
    assert "another old address" in judgement.headline


def test_one_at_home_and_one_at_its_page_are_fine():
    assert answered(led(URL, HOME), visited(led(OTHER, NEW), label=OTHER)).verdict is ARRIVES


SOFT = shown(UNKNOWN, text=MISSING_TEXT)


def test_page_for_wrong_addresses_is_no_living_page():
    assert answered(led(URL, NEW, text=MISSING_TEXT), forms(unknown=SOFT)).verdict is EMPTY
    assert answered(led(URL, NEW), forms(unknown=SOFT)).verdict is ARRIVES
    assert answered(led(URL, NEW, text=MISSING_TEXT), forms()).verdict is ARRIVES


def test_shell_of_an_app_is_a_living_page():
    assert answered(led(URL, NEW, text=SHELL_TEXT), forms(unknown=shown(UNKNOWN, text=SHELL_TEXT))).verdict is ARRIVES


def test_detour_names_the_rule():
    fix = answered(led(URL, f"{URL}/", LOGIN)).fix
    assert fix.splitlines()[-1] == f"location = /old/desk {{ return 301 {LOGIN}; }}"


def test_address_of_another_purpose_is_none_of_its_business():
    page = Endpoint(NEW, "page")
    assert judged(CHECK, page, visited(shown(NEW), label=NEW)).verdict is NOT_APPLICABLE


def test_missing_visit_is_no_verdict():
    assert judged(CHECK, OLD, Artifact(HTTP, URL, SILENT), estate=ESTATE).verdict is COULD_NOT_CHECK
