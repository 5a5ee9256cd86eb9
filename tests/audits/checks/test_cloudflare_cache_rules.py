import pytest

from audits.checks.cloudflare_cache_rules import CHECK, FORCED, NARROW, TRUSTING
from audits.core.derived.cloudflare_hosts import covered_by_pattern, covered_hosts
from audits.core.estate import Estate
from audits.core.observed.cloudflare import CacheRule
from audits.core.subject import Endpoint, Host
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.cloudflare_zone import AT_CLOUDFLARE, DOMAIN, REFUSED, WITHOUT, told, verdict_of
from tests.audits.seen import ACME, chain, dns, hop, records, visited

APP, WWW = Host(f"app.{ACME}", declared=True), Host(f"www.{ACME}", declared=True)
ON_APP = f'(http.host eq "{APP.name}")'


def rule(where=ON_APP, *, keeps=True, **more):
    return CacheRule("Everything", where, keeps, **more)


def judged_with(*, cache=(), pages=(), endpoints=()):
    seen = [dns(records("104.16.1.1", name=host.name)) for host in (APP, WWW)]
    seen += [visited(chain(hop(f"https://{host.name}/")), host=host.name) for host in (APP, WWW)]
    estate = Estate(domain=DOMAIN, hosts=(APP, WWW), endpoints=endpoints)
    return verdict_of(CHECK, AT_CLOUDFLARE, told(cache_rules=cache, page_rules=pages), *seen, estate=estate)


BYPASS = rule("http.cookie contains", keeps=False, bypasses=True)
CASES = [
    ((), (), NARROW),
    ((rule(forces=7200),), (), FORCED),
    ((rule("true", forces=60),), (), FORCED),
    ((rule(),), (), TRUSTING),
    ((rule(forces=0),), (), TRUSTING),
    ((rule(keeps=False, forces=60),), (), NARROW),
    ((rule(forces=60, is_on=False),), (), NARROW),
    ((rule(f'(http.host eq "{WWW.name}")', forces=60),), (), NARROW),
    ((rule(f'{ON_APP} and starts_with(http.request.uri.path, "/assets/")', forces=60),), (), NARROW),
    ((rule('http.request.uri.path.extension in {"css" "js"}', forces=60),), (), NARROW),
    # A later rule takes something out again: what is left, a person reads out of it.
    ((rule(forces=60), BYPASS), (), NARROW),
    ((BYPASS, rule(forces=60)), (), FORCED),
    ((), (rule(f"{APP.name}/*", is_pattern=True, forces=60),), FORCED),
    ((), (rule(f"*{ACME}/*", is_pattern=True),), TRUSTING),
    ((), (rule(f"{APP.name}/assets/*", is_pattern=True, forces=60),), NARROW),
    (REFUSED, (), COULD_NOT_CHECK),
    ((), REFUSED, COULD_NOT_CHECK),
    ((rule(forces=60),), REFUSED, FORCED),
]


@pytest.mark.parametrize(("cache", "pages", "verdict"), CASES)
def test_rules_get_their_verdict(cache, pages, verdict):
    assert judged_with(cache=cache, pages=pages) is verdict


def test_host_with_a_log_in_is_dynamic_whatever_it_is_called():
    cache = (rule(f'(http.host eq "{WWW.name}")', forces=60),)
    endpoints = (Endpoint(f"https://{WWW.name}/login", "login"),)
    assert judged_with(cache=cache, endpoints=endpoints) is FORCED


EXPRESSIONS = [
    ("true", ("*",)),
    ("(true)", ("*",)),
    ('http.host eq "a.example"', ("a.example",)),
    ('(http.host eq "a.example") or (http.host eq "b.example")', ("a.example", "b.example")),
    ('http.host in {"a.example" "b.example"}', ("a.example", "b.example")),
    ('(http.host wildcard "*.example")', ("*.example",)),
    ('(http.host contains "a.example")', ("*a.example*",)),
    ('(http.request.full_uri wildcard "https://a.example/*")', ("a.example",)),
    ('(http.request.full_uri wildcard r"http*://a.example/*")', ("a.example",)),
    ('not http.host eq "a.example"', None),
    ('http.host ne "a.example"', None),
    ('http.host eq "a.example" and not http.cookie contains "…"', None),
    ('(http.request.full_uri wildcard "https://a.example/assets/*")', None),
    ('http.host eq "a.example" or http.host eq "b.ex…', None),
    ("", None),
]


@pytest.mark.parametrize(("expression", "hosts"), EXPRESSIONS)
def test_only_alternatives_of_hosts_cover_hosts(expression, hosts):
    assert covered_hosts(expression) == hosts


PATTERNS = [
    ("a.example/*", ("a.example",)),
    ("https://a.example/*", ("a.example",)),
    ("*.a.example/*", ("*.a.example",)),
    ("*a.example*", ("*a.example*",)),
    ("a.example/", None),
    ("a.example/img/*", None),
    ("a.example/*.css", None),
    ("*", ("*",)),
]


@pytest.mark.parametrize(("pattern", "hosts"), PATTERNS)
def test_pattern_that_names_a_path_covers_no_host(pattern, hosts):
    assert covered_by_pattern(pattern) == hosts


@pytest.mark.parametrize(("what", "seen", "outcome"), WITHOUT)
def test_zone_that_was_not_told_is_not_judged(what, seen, outcome):
    assert verdict_of(CHECK, *seen).outcome.value == outcome
