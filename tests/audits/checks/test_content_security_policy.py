import pytest

from audits.checks.content_security_policy import (
    ANY_SITE,
    CHECK,
    INLINE,
    LIMITED,
    MISSING,
    NO_SCRIPT_RULE,
    REPORT_ONLY,
)
from audits.core.artifacts import Artifact
from audits.core.observed.http import HTTP
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, SILENT, THERE, home, judged

CSP = "Content-Security-Policy"
NONCE = "'nonce-4AEemGb0xJptoIGFP3Nd'"

CASES = [
    (["default-src 'self'"], LIMITED),
    (["default-src 'none'; script-src 'self' https://cdn.example"], LIMITED),
    (["DEFAULT-SRC 'self'"], LIMITED),
    (["script-src"], LIMITED),
    (["default-src *; script-src 'self'"], LIMITED),
    ([f"script-src 'unsafe-inline' {NONCE}"], LIMITED),
    (["script-src 'unsafe-inline' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"], LIMITED),
    ([f"script-src https: 'unsafe-inline' 'strict-dynamic' {NONCE}"], LIMITED),
    (["img-src *", "script-src 'self'"], LIMITED),
    (["img-src *, script-src 'self'"], LIMITED),
    (["script-src * 'self'", "script-src https://a.example 'unsafe-inline'"], LIMITED),
    (["script-src 'self'; script-src *"], LIMITED),
    (["script-src *; script-src 'self'"], ANY_SITE),
    (["script-src *"], ANY_SITE),
    (["script-src https:"], ANY_SITE),
    (["script-src data:"], ANY_SITE),
    (["script-src HTTPS://*"], ANY_SITE),
    (["script-src *:443"], ANY_SITE),
    (["script-src https://*:*/app/"], ANY_SITE),
    (["default-src *"], ANY_SITE),
    (["script-src https: 'strict-dynamic'"], ANY_SITE),
    (["script-src 'self' 'unsafe-inline'"], INLINE),
    (["script-src 'self' 'UNSAFE-INLINE'"], INLINE),
    (["default-src 'self' 'unsafe-inline'"], INLINE),
    (["script-src 'self' 'unsafe-inline' 'nonce-'"], INLINE),
    (["script-src-attr 'unsafe-inline'; script-src 'self'"], INLINE),
    (["script-src-elem 'unsafe-inline'; script-src 'self'"], INLINE),
    (["script-src-elem 'self'"], INLINE),
    (["img-src 'self'; upgrade-insecure-requests"], NO_SCRIPT_RULE),
    (["frame-ancestors 'none'"], NO_SCRIPT_RULE),
    ([""], MISSING),
    ([";;"], MISSING),
    ([], MISSING),
]


@pytest.mark.parametrize(("fields", "verdict"), CASES)
def test_fields_get_their_verdict(fields, verdict):
    assert judged(CHECK, HOST, *home(*(f"{CSP}: {value}" for value in fields))).verdict is verdict


META = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
PAGES = [
    (f"<title>Acme</title>{META}", LIMITED),
    (f"<head><script>var a = '<p>'</script>{META}", LIMITED),
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


OTHERS = [
    (home(f"{CSP}-Report-Only: script-src 'self'"), REPORT_ONLY),
    (home(f"{CSP}-Report-Only: script-src 'self'", f"{CSP}: img-src 'self'"), NO_SCRIPT_RULE),
    (home("Content-Type: application/json", html=False), NOT_APPLICABLE),
    (home(status=404), COULD_NOT_CHECK),
    (home(status=503), COULD_NOT_CHECK),
    ((THERE, Artifact(HTTP, ACME, SILENT)), COULD_NOT_CHECK),
]
EXAMPLES = OTHERS


@pytest.mark.parametrize(("seen", "verdict"), OTHERS)
def test_answers_without_an_enforced_policy(seen, verdict):
    assert judged(CHECK, HOST, *seen).verdict is verdict
