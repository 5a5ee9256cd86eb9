"""How two spellings of an address differ, and what a redirect forgets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.url_form import (
    CASE,
    INDEX,
    SCHEME,
    SLASH,
    WWW,
    differences,
    leads_to_sign_in,
    loses_the_way,
    other_case,
    other_slash,
    same_address,
)

BRIEFLY = settings(max_examples=100, deadline=None)
PATHS = st.lists(st.sampled_from(["a", "Login", "%C3%BC", "index.html", "x-1", "."]), max_size=4).map(
    lambda parts: "/" + "/".join(parts)
)
URLS = st.builds(
    lambda scheme, host, path, query: f"{scheme}://{host}{path}{query}",
    st.sampled_from(["http", "https"]),
    st.sampled_from(["acme.test", "www.acme.test", "app.acme.test", "ACME.test:443", "[2001:db8::1]"]),
    PATHS,
    st.sampled_from(["", "?q=1", "?"]),
)
ANYTHING = st.text(max_size=40)

DIFFERENCES = [
    ("https://a.test/login", "https://a.test/login", set()),
    ("https://a.test", "https://A.test:443/#top", set()),
    ("http://a.test/", "https://a.test/", {SCHEME}),
    ("http://a.test:80/", "https://a.test/", {SCHEME}),
    ("https://www.a.test/x", "https://a.test/x", {WWW}),
    ("http://www.a.test/x", "https://a.test/x/", {SCHEME, WWW, SLASH}),
    ("https://a.test/x", "https://a.test/x/", {SLASH}),
    ("https://a.test/Login", "https://a.test/login", {CASE}),
    ("https://a.test/Login/", "https://a.test/login", {CASE, SLASH}),
    ("https://a.test/", "https://a.test/index.html", {INDEX}),
    ("https://a.test/docs", "https://a.test/docs/index.php", {INDEX}),
    ("https://a.test/index.html", "https://a.test/index.php", None),
    ("https://a.test/x", "https://a.test/y", None),
    ("https://a.test/", "https://a.test/de/", None),
    ("https://a.test/x?a=1", "https://a.test/x", None),
    ("https://a.test/", "https://app.a.test/", None),
    ("https://a.test/", "https://b.test/", None),
    ("https://a.test:8443/", "https://a.test/", None),
    ("https://a.test/", "javascript:alert(1)", None),
    ("https://a.test/", "https://[/", None),
]


@pytest.mark.parametrize(("one", "other", "apart"), DIFFERENCES)
def test_forms_differ_in_named_ways(one, other, apart):
    assert differences(one, other) == (None if apart is None else frozenset(apart))


LOST = [
    ("http://a.test/x", "https://a.test/x", False),
    ("http://a.test/x", "https://a.test/", True),
    ("http://a.test/x?q=1", "https://b.test/", True),
    ("http://a.test/", "https://b.test/", False),
    ("http://a.test/?q=1", "https://b.test/", True),
    ("https://a.test/?q=1", "https://a.test/", False),
    ("https://a.test/x", "https://b.test/y", False),
    ("https://a.test/x/y", "https://id.test/?next=%2Fx%2Fy", False),
    ("https://a.test/x/y", "https://id.test/?continue=https://a.test/x/y", False),
    ("https://a.test/x", "nowhere", False),
]


@pytest.mark.parametrize(("start", "target", "lost"), LOST)
def test_redirect_that_forgets_the_page_is_told(start, target, lost):
    assert loses_the_way(start, target) is lost


SIGN_INS = [
    ("https://a.test/login", True),
    ("https://a.test/users/sign_in", True),
    ("https://a.test/Account/LogIn", True),
    ("https://a.test/oauth2/authorize?client_id=1", True),
    ("https://login.a.test/", True),
    ("https://a.test/welcome?next=/board", True),
    ("https://a.test/blog/logins-explained", False),
    ("https://a.test/author/maya", False),
    ("https://a.test/", False),
    ("ftp://a.test/login", False),
]


@pytest.mark.parametrize(("target", "is_sign_in"), SIGN_INS)
def test_log_in_is_known_by_its_address(target, is_sign_in):
    assert leads_to_sign_in(target) is is_sign_in


@pytest.mark.parametrize(("path", "other"), [("/login", "/login/"), ("/a/b/", "/a/b")])
def test_slash_is_added_or_taken(path, other):
    assert other_slash(path) == other


@pytest.mark.parametrize(
    ("path", "other"),
    [("/login", "/Login"), ("/a/Docs/", "/a/docs/"), ("/42", "/42"), ("/%C3%BC", "/%C3%BC"), ("/9x", "/9X")],
)
def test_one_letter_changes_its_case(path, other):
    assert other_case(path) == other


@BRIEFLY
@given(URLS | ANYTHING, URLS | ANYTHING)
def test_difference_has_no_direction(one, other):
    assert differences(one, other) == differences(other, one)
    assert same_address(one, other) is same_address(other, one)
    assert not same_address(one, other) or differences(one, other) == frozenset()


@BRIEFLY
@given(URLS)
def test_address_is_the_same_as_itself(url):
    assert same_address(url, url)
    assert same_address(url, f"{url}#part")
    assert differences(url, url) == frozenset()


@BRIEFLY
@given(PATHS)
def test_other_form_of_a_path_is_a_form_of_it(path):
    for other, kind in ((other_slash(path), SLASH), (other_case(path), CASE)):
        apart = differences(f"https://a.test{path}", f"https://a.test{other or '/'}")
        assert apart is None or apart <= {kind, INDEX}


@BRIEFLY
@given(URLS | ANYTHING, URLS | ANYTHING)
def test_nothing_is_forgotten_by_a_redirect_that_keeps_the_path(start, target):
    assert not loses_the_way(start, start)
    assert loses_the_way(start, target) in {True, False}
    assert leads_to_sign_in(target) in {True, False}
