"""Set-Cookie as RFC 6265bis has browsers read it."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.cookie_date import parsed_date
from audits.core.parsing.cookie_purpose import is_guard, is_session, is_token
from audits.core.parsing.set_cookie import LONGEST_PAIR, Cookie, parsed_cookie, refusal

HOST = "app.acme.example"
NOW = datetime(2026, 1, 1, tzinfo=UTC)

COOKIES = [
    ("a=b", Cookie("a", "b")),
    ("a=b=c", Cookie("a", "b=c")),
    (' a \t= "b" ; Secure ;HTTPONLY; x', Cookie("a", '"b"', secure=True, http_only=True)),
    ("a", Cookie("", "a")),
    ("=a", Cookie("", "a")),
    ("a=", Cookie("a", "")),
    ("a=b; Path=/x; path=/y", Cookie("a", "b", path="/y")),
    ("a=b; Path=/x; Path=y", Cookie("a", "b", path="")),
    ("a=b; Domain=.Acme.EXAMPLE", Cookie("a", "b", domain="acme.example")),
    ("a=b; Domain=x; Domain=", Cookie("a", "b", domain="")),
    ("a=b; SameSite=lax; SameSite=None", Cookie("a", "b", same_site="None")),
    ("a=b; SameSite=None; samesite=Bogus", Cookie("a", "b")),
    ("a=b; Max-Age=60; Max-Age=x", Cookie("a", "b", max_age=60)),
    ("a=b; Max-Age=-1", Cookie("a", "b", max_age=-1)),
    ("a=b; Max-Age=1.5", Cookie("a", "b")),
    ("a=b; Secure=false", Cookie("a", "b", secure=True)),
    ("a=b; Partitioned", Cookie("a", "b", partitioned=True)),
    (f"a=b; Path=/{'x' * 1024}", Cookie("a", "b")),
    ("a=b; Expires=Wed, 21 Oct 2015 07:28:00 GMT", Cookie("a", "b", expires=datetime(2015, 10, 21, 7, 28, tzinfo=UTC))),
    ("é=ü\u202e", Cookie("é", "ü\u202e")),
    ("", None),
    ("=", None),
    (" ; Secure", None),
    ("a=b\x00", None),
    ("a=b; Path=/\x7f", None),
    (f"a={'x' * LONGEST_PAIR}", None),
]


@pytest.mark.parametrize(("field", "cookie"), COOKIES)
def test_field_is_read(field, cookie):
    assert parsed_cookie(field) == cookie


DATES = [
    ("Wed, 21 Oct 2015 07:28:00 GMT", datetime(2015, 10, 21, 7, 28, tzinfo=UTC)),
    ("Wednesday, 21-Oct-15 07:28:00 GMT", datetime(2015, 10, 21, 7, 28, tzinfo=UTC)),
    ("Wed Oct 21 07:28:00 2015", datetime(2015, 10, 21, 7, 28, tzinfo=UTC)),
    ("21 october 69 7:28:0x", datetime(2069, 10, 21, 7, 28, tzinfo=UTC)),
    ("Thu, 01 Jan 1970 00:00:00 GMT", datetime(1970, 1, 1, tzinfo=UTC)),
    ("31 Feb 2020 00:00:00", None),
    ("21 Oct 1600 00:00:00", None),
    ("21 Oct 2015 25:00:00", None),
    ("21 Oct 2015", None),
    ("0", None),
    ("", None),
    ("٢١ Oct 2015 07:28:00", None),
]


@pytest.mark.parametrize(("text", "moment"), DATES)
def test_date_is_read_as_browsers_do(text, moment):
    assert parsed_date(text) == moment


GONE = [
    ("a=; Max-Age=0", True),
    ("a=b; Max-Age=-5", True),
    ("a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT", True),
    ("a=b; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", False),
    ("a=b; Max-Age=0; Expires=Fri, 01 Jan 2100 00:00:00 GMT", True),
    ("a=b; Expires=Fri, 01 Jan 2100 00:00:00 GMT", False),
    ("a=b", False),
]


@pytest.mark.parametrize(("field", "gone"), GONE)
def test_cookie_is_taken_away(field, gone):
    assert parsed_cookie(field).is_gone(NOW) is gone


REFUSED = [
    ("a=b", ""),
    ("a=b; Domain=acme.example", ""),
    ("a=b; Domain=app.acme.example", ""),
    ("a=b; Domain=other.example", "Domain=other.example does not hold for app.acme.example"),
    ("a=b; Domain=x.app.acme.example", "Domain=x.app.acme.example does not hold for app.acme.example"),
    ("a=b; Domain=cme.example", "Domain=cme.example does not hold for app.acme.example"),
    ("a=b; Domain=example", "Domain=example belongs to strangers too"),
    ("a=b; SameSite=None", "SameSite=None needs Secure"),
    ("a=b; SameSite=None; Secure", ""),
    ("a=b; Partitioned", "Partitioned needs Secure"),
    ("__Secure-a=b; Secure", ""),
    ("__secure-a=b", "the prefix __Secure- needs Secure"),
    ("__Host-a=b; Secure; Path=/", ""),
    ("__Host-a=b; Secure", "the prefix __Host- needs Secure, Path=/ and no Domain"),
    ("__HOST-a=b; Secure; Path=/; Domain=app.acme.example", "the prefix __Host- needs Secure, Path=/ and no Domain"),
    ("__Host-a", "a cookie without a name may not look like one with a prefix"),
]


@pytest.mark.parametrize(("field", "why"), REFUSED)
def test_browsers_drop_it(field, why):
    assert refusal(parsed_cookie(field), HOST, over_https=True) == why


@pytest.mark.parametrize("suffix", ["co.uk", "vercel.app", "github.io"])
def test_nobody_sets_cookies_for_strangers(suffix):
    host = f"acme.{suffix}"
    assert "strangers" in refusal(Cookie("a", "b", domain=suffix), host, over_https=True)
    assert refusal(Cookie("a", "b", domain=host), host, over_https=True) == ""


def test_secure_is_not_taken_from_plain_http():
    assert refusal(Cookie("a", "b", secure=True), HOST, over_https=False) == "Secure was sent over plain http"


SESSIONS = [
    "session", "sessionid", "JSESSIONID", "PHPSESSID", "connect.sid", "__Host-session", "__Secure-next-auth.session-token",
    "sb-abcdefgh-auth-token", "access_token", "refreshToken", "laravel_session", "_myapp_session", "ASP.NET_SessionId",
    "remember_web_59ba36", "wordpress_logged_in_1", "ASPSESSIONIDQ",
    "appSession", "userToken", "sessionId", ".AspNetCore.Identity.Application", ".ASPXAUTH", "SSESS" + "0a" * 16,
]  # fmt: skip
HARMLESS = [
    "theme", "lang", "_ga", "_ga_SESSION", "_hjSession_12", "__cf_bm", "AWSALB", "cookie_consent_session", "csrftoken",
    "XSRF-TOKEN", "__Host-csrf-session", "inside", "obsession", "ajs_session", "author", "",
    "tokenId", "token-user", "SESSIONS_SEEN",
]  # fmt: skip


def test_session_is_known_by_its_name():
    assert [name for name in SESSIONS if not is_session(name)] == []
    assert [name for name in HARMLESS if is_session(name)] == []


def test_session_is_known_by_a_signed_value():
    assert is_session("acme", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")
    assert is_session("acme", "s%3AabcdefghijklmnopqrstuVWX.sig")
    assert not is_session("acme", "eyJ0aGVtZSI6ImRhcmsifQ")


def test_token_and_guard_are_told_apart():
    assert is_token("acme", "Zm9vYmFyYmF6cXV4MTIzNA")
    assert not is_token("acme", "dark")
    assert not is_token("csrftoken", "Zm9vYmFyYmF6cXV4MTIzNA")
    assert is_guard("csrftoken")


FIELDS = st.lists(
    st.sampled_from(["a", "=", ";", " ", "\t", "Secure", "HttpOnly", "Domain", "Path=/", "SameSite=None", "Max-Age", "1", "__Host-", "é", ",", "Expires=Wed, 21 Oct 2015 07:28:00 GMT"]),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.one_of(FIELDS, st.text(max_size=80)))
def test_any_field_is_read_or_dropped(field):
    cookie = parsed_cookie(field)
    if cookie is None:
        return
    assert cookie.name or cookie.value
    assert ";" not in cookie.name + cookie.value
    assert cookie.same_site in {"", "None", "Lax", "Strict"}
    assert cookie.domain == cookie.domain.lower()
    assert cookie.path == "" or cookie.path.startswith("/")
    assert replace(cookie) == cookie
    # Once it is refused for want of Secure, nothing but Secure mends it.
    assert not refusal(cookie, HOST, over_https=True).startswith("SameSite") or not cookie.secure


@settings(max_examples=100, deadline=None)
@given(FIELDS, st.sampled_from(["Secure", "HttpOnly", "Partitioned"]))
def test_a_flag_more_is_read_and_changes_nothing_else(field, flag):
    plain, more = parsed_cookie(field), parsed_cookie(f"{field}; {flag}")
    names = {"Secure": "secure", "HttpOnly": "http_only", "Partitioned": "partitioned"}
    assert (plain and replace(plain, **{names[flag]: True})) == more


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(["1", "69", "99", "Oct", "12:0:1", " ", "-", "2015"]), max_size=9).map(" ".join),
    )
)
def test_any_date_is_read_or_not(text):
    moment = parsed_date(text)
    assert moment is None or (moment.tzinfo is UTC and moment.year >= 1601)


def test_ten_thousand_cookies_and_a_long_one_take_no_long():
    begun = time.process_time()
    for number in range(10_000):
        assert parsed_cookie(f"c{number}={number}; Path=/; Secure; HttpOnly; SameSite=Lax")
    assert parsed_cookie("a=b" + "; Path=/x" * 20_000)
    assert parsed_cookie("a=b; Expires=" + "1-" * 30_000)
    assert time.process_time() - begun < 5
