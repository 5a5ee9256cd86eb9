import pytest

from audits.core.parsing.csp import parsed_meta, parsed_policies


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
    ("script-src 'strict-dynamic' https:", False),
    ("img-src *", False),
]


@pytest.mark.parametrize(("text", "stopped"), FOREIGN)
def test_foreign_scripts_are_stopped(text, stopped):
    assert only(text).stops_foreign_scripts is stopped


def test_nonce_is_compared_with_its_case():
    assert only("script-src 'unsafe-inline' 'NONCE-AbC='").stops_inline_scripts
    assert not only("script-src 'unsafe-inline' nonce-AbC").stops_inline_scripts
