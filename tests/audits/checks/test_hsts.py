import pytest

from audits.checks.hsts import BRIEF, BUILT_IN, CHECK, FORGOTTEN, HALF, IGNORED, MISSING, REMEMBERED
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.http import HTTP
from audits.core.subject import Domain, Endpoint, Host
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.seen import ACME, HOST, SILENT, THERE, broken, chain, dns, home, hop, judged, records, visited

FIELD = "Strict-Transport-Security"

CASES = [  # one string a field, as sent
    (["max-age=31536000"], REMEMBERED),
    (["max-age=31536000; includeSubDomains; preload"], REMEMBERED),
    (["MAX-AGE=31536000;INCLUDESUBDOMAINS"], REMEMBERED),
    (['max-age="31536000"'], REMEMBERED),
    (["max-age = 31536000 ; includeSubDomains"], REMEMBERED),
    ([";; max-age=31536000 ;"], REMEMBERED),
    (["max-age=31536000; unknown=1; unknown=2"], REMEMBERED),
    (["max-age=18446744073709551615"], REMEMBERED),
    (["max-age=99999999999999999999"], HALF),
    (["max-age=31536000; preload="], HALF),
    (["max-age=31536000; includeSubDomains="], HALF),
    (["max-age=300; =1"], HALF),
    (["", "max-age=31536000"], HALF),
    (["max-age=0; preload="], FORGOTTEN),
    (["max-age=31536000", "max-age=0"], REMEMBERED),
    (["max-age=15552000"], REMEMBERED),
    (["max-age=15551999"], BRIEF),
    (["max-age=300; includeSubDomains"], BRIEF),
    (["max-age=0"], FORGOTTEN),
    (["max-age=0", "max-age=31536000"], FORGOTTEN),
    ([""], IGNORED),
    (["includeSubDomains"], IGNORED),
    (["max-age"], IGNORED),
    (["max-age="], IGNORED),
    (["max-age=-1"], IGNORED),
    (["max-age=1e8"], IGNORED),
    (["max-age='31536000'"], IGNORED),
    (['max-age="31536000'], IGNORED),
    (["max-age=31536000, includeSubDomains"], IGNORED),
    (["max-age=31536000 includeSubDomains"], IGNORED),
    (["max-age=31536000; max-age=31536000"], IGNORED),
    (["max-age=31536000; includeSubDomains; includeSubDomains"], IGNORED),
    (["max-age=31536000; includeSubDomains=true"], IGNORED),
    (["max-age=۳۱۵۳۶۰۰۰"], IGNORED),
    (["nonsense", "max-age=31536000"], IGNORED),
    ([], MISSING),
]


@pytest.mark.parametrize(("fields", "verdict"), CASES)
def test_fields_get_their_verdict(fields, verdict):
    assert judged(CHECK, HOST, *home(*(f"{FIELD}: {value}" for value in fields))).verdict is verdict


DEAF = [
    ("max-age=99999999999999999999", "Firefox ignores", "max-age=31536000"),
    ("max-age=63072000; includeSubDomains=", "Chrome ignores", "max-age=63072000; includeSubDomains"),
    ("max-age=300; =1", "Chrome ignores", "max-age=31536000"),
]


@pytest.mark.parametrize(("value", "headline", "policy"), DEAF)
def test_browser_that_ignores_the_field_is_named(value, headline, policy):
    judgement = judged(CHECK, HOST, *home(f"{FIELD}: {value}"))
    assert judgement.headline.startswith(headline)
    assert judgement.fix.endswith(f": {policy}")


ANSWERS = [
    ([hop(f"https://{ACME}/", 301), hop(f"https://www.{ACME}/", 200, f"{FIELD}: max-age=31536000")], MISSING),
    ([hop(f"https://{ACME}/", 301, f"{FIELD}: max-age=31536000"), hop(f"https://www.{ACME}/")], REMEMBERED),
    ([hop(f"https://{ACME}/", 404, f"{FIELD}: max-age=31536000")], REMEMBERED),
    ([hop(f"https://{ACME}/", 404)], COULD_NOT_CHECK),
    ([hop(f"https://{ACME}/", 503)], COULD_NOT_CHECK),
    ([hop(f"https://{ACME}/", 200, "cf-mitigated: challenge")], COULD_NOT_CHECK),
]
WITHOUT = [(broken(f"https://{ACME}/"), COULD_NOT_CHECK)]


@pytest.mark.parametrize(("hops", "verdict"), ANSWERS)
def test_answer_that_counts(hops, verdict):
    assert judged(CHECK, HOST, THERE, visited(chain(*hops))).verdict is verdict


@pytest.mark.parametrize(("seen", "verdict"), WITHOUT)
def test_host_without_https_answer(seen, verdict):
    plain = chain(hop(f"http://{ACME}/", 200, f"{FIELD}: max-age=31536000"))
    assert judged(CHECK, HOST, THERE, visited(seen, plain)).verdict is verdict
    assert judged(CHECK, HOST, THERE, Artifact(HTTP, ACME, SILENT)).verdict is COULD_NOT_CHECK


def test_endpoint_proves_the_field_where_the_home_page_cannot():
    login = Endpoint(f"https://{ACME}/login", "login")
    estate = Estate(domain=Domain(ACME), hosts=(HOST,), endpoints=(login,))
    seen = (
        THERE,
        visited(chain(hop(f"https://{ACME}/", 404))),
        visited(chain(hop(login.url, 200, f"{FIELD}: max-age=31536000")), label=login.url),
    )
    assert judged(CHECK, HOST, *seen, estate=estate).verdict is REMEMBERED


TOP_LEVELS = [("acme.dev", [], BUILT_IN), ("acme.dev", ["max-age=31536000"], REMEMBERED), ("dev.example", [], MISSING)]


@pytest.mark.parametrize(("name", "fields", "verdict"), TOP_LEVELS)
def test_preloaded_top_level_needs_no_field(name, fields, verdict):
    host = Host(name, declared=True)
    seen = visited(chain(hop(f"https://{name}/", 200, *(f"{FIELD}: {value}" for value in fields))), host=name)
    estate = Estate(domain=Domain(name), hosts=(host,))
    assert judged(CHECK, host, dns(records("192.0.2.1", name=name)), seen, estate=estate).verdict is verdict


EXAMPLES = [*WITHOUT, *TOP_LEVELS]
