"""The API's answers are read as its documents give them; anything else is refused, and nothing breaks."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.core.codec import decoded, encoded
from audits.core.observed.cloudflare import CacheRule, ManagedRules, RateLimit
from audits.core.parsing import cloudflare as api
from audits.core.parsing.cloudflare import LONGEST_EXPRESSION, UndocumentedError, shown_expression
from tests.audits.cloudflare_api import MANAGED, entry_point, rule, zone

MANAGED_CASES = [
    (rule("execute", action_parameters={"id": MANAGED}), ManagedRules("Cloudflare Managed Ruleset", True, "on")),
    (rule("execute", enabled=False, action_parameters={"id": MANAGED}), ManagedRules("Cloudflare Managed Ruleset", False, "disabled")),
    (
        rule("execute", action_parameters={"id": MANAGED, "overrides": {"enabled": False}}),
        ManagedRules("Cloudflare Managed Ruleset", False, "all its rules disabled"),
    ),
    (
        rule("execute", action_parameters={"id": MANAGED, "overrides": {"action": "log"}}),
        ManagedRules("Cloudflare Managed Ruleset", False, "logs and stops nothing"),
    ),
    (
        rule("execute", action_parameters={"id": MANAGED, "overrides": {"rules": [{"id": "1", "enabled": False}]}}),
        ManagedRules("Cloudflare Managed Ruleset", True, "on"),
    ),
    (rule("execute", description="Ours", action_parameters={"id": "f" * 32}), ManagedRules("Ours", True, "on")),
]  # fmt: skip


@pytest.mark.parametrize(("told", "read"), MANAGED_CASES)
def test_managed_ruleset_is_read(told, read):
    assert api.managed_rules(entry_point("http_request_firewall_managed", told)) == (read,)


def test_only_what_runs_a_ruleset_is_one():
    assert api.managed_rules(entry_point("http_request_firewall_managed", rule("skip"))) == ()


def cached(**parameters):
    return rule("set_cache_settings", 'http.host eq "a.test"', description="Keep", action_parameters=parameters)


CACHED = [
    ({"cache": True}, {"keeps": True}),
    ({"cache": False}, {"keeps": False, "bypasses": True}),
    ({"cache": True, "edge_ttl": {"mode": "respect_origin"}}, {"keeps": True}),
    ({"cache": True, "edge_ttl": {"mode": "override_origin", "default": 86400}}, {"keeps": True, "forces": 86400}),
    ({"cache": True, "edge_ttl": {"mode": "bypass_by_default"}}, {"keeps": True}),
    ({"browser_ttl": {"mode": "respect_origin"}}, {"keeps": False}),
]


@pytest.mark.parametrize(("parameters", "read"), CACHED)
def test_cache_rule_is_read(parameters, read):
    found = api.cache_rules(entry_point("http_request_cache_settings", cached(**parameters)))
    assert found == (CacheRule("Keep", 'http.host eq "a.test"', **read),)


def paged(*actions, status="active"):
    target = {"target": "url", "constraint": {"operator": "matches", "value": "*a.test/*"}}
    return {"id": "3" * 32, "targets": [target], "actions": list(actions), "priority": 1, "status": status}


def test_page_rules_about_caching_are_read():
    everything, lifetime = {"id": "cache_level", "value": "cache_everything"}, {"id": "edge_cache_ttl", "value": 7200}
    found = api.page_rules([
        paged(everything, lifetime),
        paged({"id": "cache_level", "value": "bypass"}, status="disabled"),
        paged({"id": "always_use_https"}),
    ])  # fmt: skip
    told = {"name": "page rule *a.test/*", "where": "*a.test/*", "is_pattern": True}
    assert found == (
        CacheRule(keeps=True, forces=7200, **told),
        CacheRule(keeps=False, bypasses=True, is_on=False, **told),
    )


def test_rate_limit_is_read():
    told = rule("managed_challenge", "true", ratelimit={"requests_per_period": 100, "period": 60}, enabled=False)
    found = api.rate_limits(entry_point("http_ratelimit", told))
    assert found == (RateLimit("", "true", "managed_challenge", False, 100, 60),)


def test_zone_is_read_with_what_it_leaves_out():
    (head,) = api.zones([zone(plan=None, account=None, owner=None, name_servers=None, paused=True)])
    assert (head.plan, head.account, head.owner, head.name_servers, head.is_paused) == ("", "", "", (), True)


EXPRESSIONS = [
    ('http.host eq "a.test"', 'http.host eq "a.test"'),
    ('http.request.uri.path   eq\n"/login"', 'http.request.uri.path eq "/login"'),
    ('http.request.headers["x-key"][0] eq "hunter2"', 'http.request.headers["…"][0] eq "…"'),
    ('any(http.request.headers["k"][*] eq "a\\"b hunter2")', 'any(http.request.headers["…"][*] eq "…")'),
    ('http.cookie contains "session=hunter2"', 'http.cookie contains "…"'),
    ('http.request.uri.query contains "key=hunter2"', 'http.request.uri.query contains "…"'),
    ('http.request.full_uri wildcard "https://a.test/*"', 'http.request.full_uri wildcard "https://a.test/*"'),
]


@pytest.mark.parametrize(("expression", "shown"), EXPRESSIONS)
def test_what_visitors_prove_themselves_by_is_not_kept(expression, shown):
    assert shown_expression(expression) == shown


def test_cut_expression_says_so():
    shown = shown_expression("a" * 1000)
    assert (len(shown), shown[-1]) == (LONGEST_EXPRESSION, "…")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([
        "rules", "action", "enabled", "action_parameters", "id", "overrides", "value", "name", "status", "plan", "actions",
        "targets", "constraint", "ratelimit", "edge_ttl", "mode", "default", "expression", "description", "success", "errors",
        "result", "code", "message", "account", "owner", "name_servers",
    ]), inner, max_size=5),
    max_leaves=30,
)  # fmt: skip
READERS = (api.zones, api.setting, api.managed_rules, api.cache_rules, api.rate_limits, api.page_rules)


@given(JSON)
def test_any_answer_is_read_or_refused(told):
    for read in READERS:
        try:
            found = read(told)
        except UndocumentedError:
            continue
        assert isinstance(found, str | tuple)
        values = (found,) if isinstance(found, str) else found
        for value in values:
            stored = json.dumps(encoded(value))
            assert len(stored) < 4_000
            if not isinstance(value, str):
                assert encoded(decoded(json.loads(stored), type(value))) == json.loads(stored)


@given(JSON | st.binary(max_size=60))
def test_any_frame_is_read_or_refused(told):
    raw = told if isinstance(told, bytes) else json.dumps(told).encode()
    try:
        frame = api.envelope(raw)
    except UndocumentedError:
        return
    assert isinstance(frame.is_success, bool)
    assert isinstance(frame.code, int)
    assert len(frame.message) <= 120
