import pytest

from audits.checks.endpoint_answers import (
    ANSWERS,
    ARGUES,
    ASKS,
    ASTRAY,
    CHECK,
    CLOSED,
    FAILING,
    FLAKY,
    GONE,
    NAMELESS,
    UNCLEAR,
)
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.http import DEAD_END, HTTP, LOOPED
from audits.core.observed.reach import PortAttempts
from audits.core.subject import Domain, Endpoint, Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, broken, chain, dns, hop, judged, records, visited

API = Endpoint(f"https://{ACME}/api/health", "api")
URL = API.url
OTHER = Host(f"www.{ACME}")
REFUSED = PortAttempts("192.0.2.1", 443, ("refused",) * 3)
QUIET = PortAttempts("192.0.2.1", 443, ("silent",) * 3)
ONCE = PortAttempts("192.0.2.1", 443, ("refused",))
INCAPSULA = '<script src="/_Incapsula_Resource?x"></script>'


def at(status, *fields, text="ok"):
    return chain(hop(URL, status, *fields), text=text)


CASES = [  # the chain, and what else the visit recorded
    (at(200), {}, ANSWERS),
    (at(204), {}, ANSWERS),
    (chain(hop(URL, 302), hop(f"https://id.{ACME}/")), {}, ANSWERS),
    (at(401), {}, ASKS),
    (at(400), {}, ARGUES),
    (at(405), {}, ARGUES),
    (at(422), {}, ARGUES),
    (at(404), {}, GONE),
    (at(410), {}, GONE),
    (at(500), {"repeats": (500, 502)}, FAILING),
    (at(503), {"repeats": (503, 503)}, FAILING),
    (at(500), {"repeats": (200, 500)}, FLAKY),
    (at(500), {"repeats": (500,)}, UNCLEAR),
    (at(500), {}, UNCLEAR),
    (at(403), {}, UNCLEAR),
    (at(429), {}, UNCLEAR),
    (at(304), {}, UNCLEAR),
    (at(418), {}, UNCLEAR),
    (at(503, "cf-mitigated: challenge"), {"repeats": (503, 503)}, UNCLEAR),
    (at(202, "x-amzn-waf-action: challenge"), {}, UNCLEAR),
    (at(200, text=INCAPSULA), {}, UNCLEAR),
    (at(200, text=INCAPSULA + "a long page of its own " * 300), {}, ANSWERS),
    (chain(hop(URL, 302), end=LOOPED, at=URL), {}, ASTRAY),
    (chain(hop(URL, 302), end=DEAD_END, at=""), {}, ASTRAY),
    (broken(URL), {"attempts": (REFUSED,)}, CLOSED),
    (broken(URL), {"attempts": (QUIET,)}, UNCLEAR),
    (broken(URL), {"attempts": (ONCE,)}, UNCLEAR),
    (broken(URL), {"attempts": (REFUSED, PortAttempts("2001:db8::1", 443, ("unreachable",) * 3))}, UNCLEAR),
    (broken(URL), {}, UNCLEAR),
    (SILENT, {}, COULD_NOT_CHECK),
]


def answered(seen, *artifacts, endpoint=API, **more):
    visit = Artifact(HTTP, URL, SILENT) if seen is SILENT else visited(seen, label=endpoint.url, **more)
    estate = Estate(domain=Domain(ACME), hosts=(Host(ACME), OTHER), endpoints=(endpoint,))
    return judged(CHECK, endpoint, visit, *artifacts, estate=estate)


@pytest.mark.parametrize(("seen", "more", "verdict"), CASES)
def test_visit_gets_its_verdict(seen, more, verdict):
    assert answered(seen, **more).verdict is verdict


def test_silence_counts_once_another_host_answered():
    other = visited(chain(hop(f"https://{OTHER.name}/")), host=OTHER.name)
    assert answered(broken(URL), other, attempts=(QUIET,)).verdict is CLOSED


NAMES = [
    (records(status="NXDOMAIN"), NAMELESS),
    (records(), NAMELESS),
    (records(four=SILENT), UNCLEAR),
    (records("192.0.2.1"), UNCLEAR),
]
EXAMPLES = NAMES


@pytest.mark.parametrize(("found", "verdict"), NAMES)
def test_host_without_a_name(found, verdict):
    assert answered(broken(URL), dns(found)).verdict is verdict


def test_redirect_to_a_host_that_is_gone_is_not_the_endpoints_name():
    seen = chain(hop(URL, 302), end="broken", at="https://gone.example/")
    assert answered(seen, dns(records(status="NXDOMAIN"))).verdict is UNCLEAR


def test_origin_is_not_meant_to_answer():
    origin = Endpoint(URL, "origin")
    assert answered(broken(URL), endpoint=origin, attempts=(REFUSED,)).verdict is NOT_APPLICABLE


OLD = Endpoint(f"https://{ACME}/desk", "old")
OLD_ANSWERS = [
    (chain(hop(OLD.url, 404)), {}, NOT_APPLICABLE),
    (chain(hop(OLD.url, 410)), {}, NOT_APPLICABLE),
    (chain(hop(OLD.url, 301), end=LOOPED, at=OLD.url), {}, NOT_APPLICABLE),
    (chain(hop(OLD.url, 500)), {"repeats": (500, 500)}, FAILING),
    (broken(OLD.url), {"attempts": (REFUSED,)}, CLOSED),
]


@pytest.mark.parametrize(("seen", "more", "verdict"), OLD_ANSWERS)
def test_old_address_is_judged_where_it_leads_unless_nothing_answers(seen, more, verdict):
    assert judged(CHECK, OLD, visited(seen, label=OLD.url, **more)).verdict is verdict


def test_log_in_that_takes_json_need_not_answer_a_visit():
    log_in = Endpoint(URL, "login", "email", "password")
    assert answered(chain(hop(URL, 404)), endpoint=log_in).verdict is NOT_APPLICABLE
