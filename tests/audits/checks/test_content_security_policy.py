import pytest

from audits.checks.content_security_policy import (
    ANY_SITE,
    CHECK,
    INLINE,
    LIMITED,
    LOOSE,
    MISREAD,
    MISSING,
    NO_SCRIPT_RULE,
    REPORT_ONLY,
    STOPS_ALL,
    STOPS_SOME,
)
from audits.core.artifacts import Artifact
from audits.core.observed.http import HTTP
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, SILENT, THERE, home, judged

CSP = "Content-Security-Policy"
NONCE = "'nonce-4AEemGb0xJptoIGFP3Nd'"

FULL = "base-uri 'self'; object-src 'none'"

CASES = [
    (["default-src 'self'; base-uri 'none'"], LIMITED),
    (["default-src 'none'; base-uri 'none'"], LIMITED),
    (["default-src 'none'; script-src 'self' https://cdn.example; base-uri 'self'"], LIMITED),
    ([f"DEFAULT-SRC 'self'; {FULL.upper()}"], LIMITED),
    ([f"script-src; {FULL}"], LIMITED),
    ([f"default-src *; script-src 'self'; {FULL}"], LIMITED),
    ([f"script-src 'unsafe-inline' {NONCE}; {FULL}"], LIMITED),
    ([f"script-src https: 'unsafe-inline' 'strict-dynamic' {NONCE}; {FULL}"], LIMITED),
    ([f"img-src * data:; style-src 'unsafe-inline'; script-src 'self' 'unsafe-eval'; {FULL}"], LIMITED),
    (["default-src 'self'", "base-uri 'none'"], LIMITED),
    (["default-src 'self', base-uri 'none'"], LIMITED),
    (["default-src 'self'"], LOOSE),
    (["script-src 'self'; object-src 'none'"], LOOSE),
    (["script-src"], LOOSE),
    (["script-src 'unsafe-inline' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"], LOOSE),
    (["img-src *", "script-src 'self'"], LOOSE),
    (["img-src *, script-src 'self'"], LOOSE),
    (["script-src * 'self'", "script-src https://a.example 'unsafe-inline'"], LOOSE),
    (["script-src-elem 'self'; script-src 'self' 'unsafe-inline'", "script-src-attr 'none'"], LOOSE),
    (["script-src 'self'; script-src *"], LOOSE),
    (["script-src https: 'strict-dynamic'"], LOOSE),
    (["script-src *; script-src 'self'"], ANY_SITE),
    (["script-src *"], ANY_SITE),
    (["script-src https:"], ANY_SITE),
    (["script-src data:"], ANY_SITE),
    (["script-src HTTPS://*"], ANY_SITE),
    (["script-src *:443"], ANY_SITE),
    (["script-src https://*:*/app/"], ANY_SITE),
    (["default-src *"], ANY_SITE),
    (["script-src 'self' 'unsafe-inline'"], INLINE),
    (["script-src 'self' 'UNSAFE-INLINE'"], INLINE),
    (["default-src 'self' 'unsafe-inline'"], INLINE),
    (["script-src 'self' 'unsafe-inline' 'nonce-'"], INLINE),
    (["script-src-attr 'unsafe-inline'; script-src 'self'"], INLINE),
    (["script-src-elem 'unsafe-inline'; script-src 'self'"], INLINE),
    (["script-src-elem 'self'"], INLINE),
    (["img-src 'self'; upgrade-insecure-requests"], NO_SCRIPT_RULE),
    (["frame-ancestors 'none'"], NO_SCRIPT_RULE),
    (["script-src self"], MISREAD),
    (["script-src 'self' nonce-abc"], MISREAD),
    (["default-src none; script-src 'self'"], MISREAD),
    (["script-src 'self' style-src 'self'"], MISREAD),
    (["default-src 'self'; frame-ancestors self"], MISREAD),
    ([""], MISSING),
    ([";;"], MISSING),
    (["\u00a0"], NO_SCRIPT_RULE),
    ([], MISSING),
]


@pytest.mark.parametrize(("fields", "verdict"), CASES)
def test_fields_get_their_verdict(fields, verdict):
    assert judged(CHECK, HOST, *home(*(f"{CSP}: {value}" for value in fields))).verdict is verdict


META = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
PAGES = [
    (f"<title>Acme</title>{META}", LOOSE),
    (f"<head><script>var a = '<p>'</script>{META}", LOOSE),
    (META.replace("http-equiv", "name"), MISSING),
    (f"<body>{META}", MISSING),
    (f"<p>Welcome</p>{META}", MISSING),
    (f"Welcome {META}", MISSING),
    (f"<noscript>{META}</noscript>", MISSING),
    (f"<template>{META}</template>", MISSING),
    (f"<!-- {META} -->", MISSING),
    (f"<script>{META}</script>", MISSING),
    (META.replace("script-src 'self'", "frame-ancestors 'none'; sandbox"), MISSING),
    (META.replace("Policy", "Policy-Report-Only"), MISSING),
]


@pytest.mark.parametrize(("text", "verdict"), PAGES)
def test_meta_element_counts_as_browsers_count_it(text, verdict):
    assert judged(CHECK, HOST, *home(text=text)).verdict is verdict


def with_scripts(policy, *scripts):
    text = "<title>Acme</title>" + "".join(f'<script src="{script}"></script>' for script in scripts)
    return home(f"{CSP}: {policy}", text=text)


CDN, OWN = "https://cdn.other.example/a.js", "/assets/app.js"
SCRIPTS = [
    (with_scripts("script-src https://cdn.other.example; base-uri 'none'; object-src 'none'", CDN), LIMITED),
    (with_scripts(f"script-src 'self'; {FULL}", OWN), LIMITED),
    (with_scripts(f"script-src 'self'; {FULL}", "https://ACME.example:443/app.js"), LIMITED),
    (with_scripts(f"script-src https://*.other.example/; {FULL}", CDN), LIMITED),
    (with_scripts(f"script-src other.example; {FULL}", CDN), STOPS_ALL),
    (with_scripts(f"script-src 'none'; {FULL}", OWN), STOPS_ALL),
    (with_scripts(f"default-src 'none'; {FULL}", OWN, CDN), STOPS_ALL),
    (with_scripts("script-src *, script-src 'none'", OWN), STOPS_ALL),
    (with_scripts(f"script-src 'self'; {FULL}", OWN, CDN), STOPS_SOME),
    (with_scripts(f"script-src 'self' https://cdn.other.example/b/; {FULL}", OWN, CDN), STOPS_SOME),
    # A nonce, a hash or what an allowed script loads may let them in: nothing is said of them.
    (with_scripts(f"script-src {NONCE}; {FULL}", OWN), LIMITED),
    (with_scripts(f"script-src 'strict-dynamic' {NONCE}; {FULL}", CDN), LIMITED),
]


@pytest.mark.parametrize(("seen", "verdict"), SCRIPTS)
def test_policy_is_held_against_the_scripts_of_its_own_page(seen, verdict):
    assert judged(CHECK, HOST, *seen).verdict is verdict


def test_policy_that_only_reports_is_shown_as_one():
    enforced = judged(CHECK, HOST, *home(f"{CSP}: default-src 'self'", f"{CSP}-Report-Only: default-src 'none'"))
    assert enforced.verdict is LOOSE
    assert [each.source.rpartition(", ")[2] for each in enforced.evidence] == [
        "content-security-policy",
        "content-security-policy-report-only",
    ]


OTHERS = [
    (home(f"{CSP}-Report-Only: script-src 'self'"), REPORT_ONLY),
    (home(f"{CSP}-Report-Only: script-src 'self'", f"{CSP}: img-src 'self'"), NO_SCRIPT_RULE),
    (home("Content-Type: application/json", html=False), NOT_APPLICABLE),
    (home(status=404), NOT_APPLICABLE),
    (home(status=503), COULD_NOT_CHECK),
    ((THERE, Artifact(HTTP, ACME, SILENT)), COULD_NOT_CHECK),
]
EXAMPLES = [*OTHERS, *SCRIPTS]


@pytest.mark.parametrize(("seen", "verdict"), OTHERS)
def test_answers_without_an_enforced_policy(seen, verdict):
    assert judged(CHECK, HOST, *seen).verdict is verdict


INLINE_PARTS = [
    ("script-src 'self' 'unsafe-inline'", "lets any script written into a page run"),
    ("script-src-elem 'self'; script-src 'unsafe-inline'", "lets scripts in attributes such as onclick written into"),
]


@pytest.mark.parametrize(("policy", "told"), INLINE_PARTS)
def test_headline_says_which_written_scripts_run(policy, told):
    judgement = judged(CHECK, HOST, *home(f"{CSP}: {policy}"))
    assert judgement.verdict is INLINE
    assert told in judgement.headline
