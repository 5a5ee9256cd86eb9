"""What a page is to somebody who is not signed in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.page_kind import kind_of_page

WORDS = "word " * 100
LOG_INS = [
    "<form><input name=email><input TYPE=Password></form>",
    "<title>Sign in to Acme</title><form><input type=email><button>Continue</button></form>",
    "<h1>Log in</h1><a href=/sso>Continue with Google</a>",
    "<p>Staff only</p><button><span>Sign in</span></button>",
    f"<title>Login</title><p>{WORDS}",
    "<input type=submit value='Log in'>",
]
OTHERS = [
    f"<h1>Acme</h1><nav><a href=/login>Sign in</a></nav><p>{WORDS}</p><form><input type=email></form>",
    "<title>Design</title><p>Signing in the rain</p>",
    "<h1>Orders</h1><table><tr><td>1<tr><td>2</table>",
    "",
]


@pytest.mark.parametrize("html", LOG_INS)
def test_log_in_is_seen(html):
    kind = kind_of_page(html)
    assert kind.asks_to_log_in
    assert not kind.offers_log_out


@pytest.mark.parametrize("html", OTHERS)
def test_other_pages_ask_for_nothing(html):
    assert not kind_of_page(html).asks_to_log_in


def test_shell_is_a_page_that_its_script_draws():
    assert kind_of_page("<title>Acme</title><div id=root>Loading</div><script src=/app.js></script>").is_shell
    assert not kind_of_page("<div>Loading</div>").is_shell
    assert not kind_of_page(f"<script src=/app.js></script><p>{WORDS}").is_shell


INSIDES = [
    ("<a href=/logout>Log out</a>", True, "", False, False),
    ("<form><button><i></i>Sign out</button></form>", True, "", False, True),
    ("<a>Log in</a><a>Log out</a>", False, "", False, False),
    ("<p>How to log out</p>", False, "", False, False),
    ("<title>Acme admin</title><table><tr><tr></table>", False, "Acme admin", True, False),
    ("<title>phpMyAdmin</title>", False, "phpMyAdmin", False, False),
    ("<title>Administrative law</title>", False, "", False, False),
]


@pytest.mark.parametrize(("html", "log_out", "office", "rows", "forms"), INSIDES)
def test_inside_is_seen(html, log_out, office, rows, forms):
    kind = kind_of_page(html)
    assert (kind.offers_log_out, kind.office, kind.has_rows, kind.has_forms) == (log_out, office, rows, forms)


TAGS = st.lists(
    st.sampled_from(
        [
            "<a>",
            "</a>",
            "<button>",
            "Log out",
            "Log in",
            "<script>",
            "</script>",
            "<title>",
            "<tr>",
            "<input type=password>",
            "<",
            ">",
            "é",
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=100, deadline=None)
@given(st.one_of(TAGS, st.text(max_size=80)))
def test_any_page_is_of_some_kind(html):
    kind = kind_of_page(html)
    assert not (kind.offers_log_out and "log out" not in html.lower())
    assert kind.asks_to_log_in or "password" not in html or not kind_of_page(f"{html}<p>").asks_to_log_in
