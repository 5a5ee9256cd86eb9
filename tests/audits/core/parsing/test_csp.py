import pytest

from audits.core.parsing.csp import parsed_meta, parsed_policies
from audits.core.parsing.csp_source import covers


def only(text):
    (policy,) = parsed_policies((text,))
    return policy


def test_first_directive_of_a_name_counts():
    assert only("script-src 'self'; SCRIPT-SRC *").directives == (("script-src", ("'self'",)),)


def test_fields_and_commas_make_several_policies():
    found = parsed_policies(("default-src 'self', img-src *", "", " ; , ;", "font-src 'none'"))
    assert [policy.directives[0][0] for policy in found] == ["default-src", "img-src", "font-src"]


def test_meta_element_cannot_set_what_browsers_ignore_there():
    (policy,) = parsed_meta(("frame-ancestors 'none'; script-src 'self'; sandbox; report-uri /r",))
    assert policy.directives == (("script-src", ("'self'",)),)
    assert parsed_meta(("frame-ancestors 'none'",)) == ()


FALLBACK = [
    ("script-src-elem a; script-src b; default-src c", ("a",)),
    ("script-src b; default-src c", ("b",)),
    ("default-src c", ("c",)),
    ("script-src", ()),
    ("img-src d", None),
]


@pytest.mark.parametrize(("text", "sources"), FALLBACK)
def test_scripts_fall_back_to_the_default(text, sources):
    assert only(text).sources("script-src-elem", "script-src", "default-src") == sources


FRAMING = [
    ("frame-ancestors 'none'", True),
    ("frame-ancestors https://a.example https://*.b.example", True),
    ("frame-ancestors", True),
    ("frame-ancestors 'self' *", False),
    ("frame-ancestors http://*:8080", False),
    ("frame-ancestors https:", False),
    ("default-src 'none'", None),
]


@pytest.mark.parametrize(("text", "limited"), FRAMING)
def test_framing_is_limited_by_its_own_directive_alone(text, limited):
    assert only(text).limits_framing is limited


FOREIGN = [
    ("script-src 'self' https://*.cdn.example", True),
    ("script-src https://cdn.example/*", True),
    ("script-src 'none'", True),
    ("script-src blob:", True),
    ("script-src http:", False),
    ("script-src Data:", False),
    ("script-src https://*/", False),
    ("script-src 'strict-dynamic' 'nonce-abc' https:", True),
    ("script-src 'strict-dynamic' https:", True),
    ("img-src *", False),
]


@pytest.mark.parametrize(("text", "stopped"), FOREIGN)
def test_foreign_scripts_are_stopped(text, stopped):
    assert only(text).stops_foreign_scripts is stopped


def test_nonce_is_compared_with_its_case():
    assert only("script-src 'unsafe-inline' 'NONCE-AbC='").stops_inline_elements
    assert not only("script-src 'unsafe-inline' nonce-AbC").stops_inline_elements


def test_only_ascii_blanks_part_words():
    assert only("script-src\u00a0'self'").directives == (("script-src\u00a0'self'", ()),)
    assert only("script-src\t'self'\f*").directives == (("script-src", ("'self'", "*")),)


PAGE = "https://acme.example/app/"
COVERED = [
    ("*", "https://a.example/x.js", True),
    ("*", "data:text/javascript,1", False),
    ("'self'", "https://acme.example/x.js", True),
    ("'SELF'", "https://acme.example:443/x.js", True),
    ("'self'", "https://www.acme.example/x.js", False),
    ("'self'", "http://acme.example/x.js", False),
    ("'self'", "https://acme.example:8443/x.js", False),
    ("https:", "https://a.example/x.js", True),
    ("http:", "https://a.example/x.js", True),
    ("https:", "http://a.example/x.js", False),
    ("data:", "data:text/javascript,1", True),
    ("a.example", "https://a.example/x.js", True),
    ("a.example", "http://a.example/x.js", False),
    ("http://a.example", "https://a.example/x.js", True),
    ("http://a.example:80", "https://a.example/x.js", True),
    ("https://a.example:8443", "https://a.example/x.js", False),
    ("https://a.example:*", "https://a.example:8443/x.js", True),
    ("https://a.example", "https://a.example:8443/x.js", False),
    ("*.a.example", "https://b.c.a.example/x.js", True),
    ("*.a.example", "https://a.example/x.js", False),
    ("*.a.example", "https://bada.example/x.js", False),
    ("a.example/js/", "https://a.example/js/deep/x.js", True),
    ("a.example/js", "https://a.example/js/x.js", False),
    ("a.example/x%2Ejs", "https://a.example/x.js", True),
    ("a.example/", "https://a.example/any.js", True),
    ("'none'", "https://acme.example/x.js", False),
    ("'nonce-abc'", "https://acme.example/x.js", False),
    ("", "https://acme.example/x.js", False),
]


@pytest.mark.parametrize(("source", "url", "covered"), COVERED)
def test_source_covers_an_address(source, url, covered):
    assert covers(source, url, PAGE) is covered
