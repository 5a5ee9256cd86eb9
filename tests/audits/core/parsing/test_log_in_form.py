"""Forms as pages have them, and pages as nobody should have them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.log_in_form import (
    MOST_FIELDS,
    LogInForm,
    has_captcha,
    has_password,
    log_in_form,
)

DJANGO = """<base href="/app/"><form method="POST" action="/login/?next=%2F">
<input type="hidden" name="csrfmiddlewaretoken" value="a&amp;b">
<label>Name <input name="username" autofocus></label><input type=password name="password">
<input type="checkbox" name="remember" value="1"><input type="checkbox" name="terms" checked>
<button type="button" name="show">Show</button><button name="go" value="in">Log in</button></form>"""


def form(inner, attributes='method="post" action="/session"'):
    return f"<form {attributes}>{inner}</form>"


ACCOUNT, PASSWORD = '<input name="email" type="email">', '<input type="password" name="pass">'


def test_browsers_fields_are_sent_in_order_with_the_first_button():
    assert log_in_form(DJANGO) == LogInForm(
        action="/login/?next=%2F",
        method="POST",
        kind="application/x-www-form-urlencoded",
        account="username",
        password="password",
        others=(("csrfmiddlewaretoken", "a&b"), ("terms", "on"), ("go", "in")),
        base="/app/",
    )


NONE = [
    "",
    "<p>Sign in with your phone</p>",
    PASSWORD + ACCOUNT,
    form(PASSWORD),
    form(PASSWORD + ACCOUNT),
    form(ACCOUNT + PASSWORD + '<input type="password" name="again">'),
    form(ACCOUNT + '<input type="password">'),
    form('<input type="email">' + PASSWORD),
    form(ACCOUNT + '<input type="password" name="pass" disabled>'),
    form('<input type="hidden" name="account" value="1">' + PASSWORD),
    f"<!-- {form(ACCOUNT + PASSWORD)} -->",
    f"<script>{form(ACCOUNT + PASSWORD)}</script>",
    f"<template><p></template>{form('')}",
]


@pytest.mark.parametrize("page", NONE)
def test_page_without_a_log_in_has_none(page):
    assert log_in_form(page) is None


FOUND = [
    (form(ACCOUNT + PASSWORD), "POST", "/session"),
    (form(ACCOUNT + PASSWORD, ""), "GET", ""),
    (form(ACCOUNT + PASSWORD, "METHOD=Post ACTION=' x '"), "POST", "x"),
    (form('<input name="q">') + form(ACCOUNT + PASSWORD, "method=post"), "POST", ""),
    (f"<form method=post><input name=email>{form(PASSWORD)}", "POST", ""),
    (f"<form method=post>{ACCOUNT}{PASSWORD}", "POST", ""),
]


@pytest.mark.parametrize(("page", "method", "action"), FOUND)
def test_log_in_is_found(page, method, action):
    found = log_in_form(page)
    assert (found.method, found.action, found.account, found.password) == (method, action, "email", "pass")


def test_encoding_is_told():
    found = log_in_form(form(ACCOUNT + PASSWORD, "method=post enctype=Multipart/Form-Data"))
    assert found.kind == "multipart/form-data"


def test_nearest_text_before_the_password_names_the_account():
    assert log_in_form(form('<input name="tenant">' + ACCOUNT + PASSWORD)).account == "email"


def test_endless_fields_are_cut():
    page = form(
        "".join(f'<input type=hidden name="h{number}">' for number in range(MOST_FIELDS * 5)) + ACCOUNT + PASSWORD
    )
    assert log_in_form(page) is None


def test_password_is_seen_outside_of_forms_too():
    assert has_password("<INPUT TYPE=Password>")
    assert not has_password("<input type=text> password <!-- <input type=password> -->")


CAPTCHAS = [
    '<script src="https://www.google.com/recaptcha/api.js"></script>',
    '<div class="h-captcha" data-sitekey="x"></div>',
    '<div class="cf-turnstile"></div>',
]


@pytest.mark.parametrize("page", CAPTCHAS)
def test_captcha_is_seen(page):
    assert has_captcha(page)


def test_word_alone_is_no_captcha():
    assert not has_captcha("<p>We use no captcha here</p>")


PARTS = [
    "<form",
    "<form method=post>",
    "</form>",
    ">",
    "<input name=a>",
    "<input type=password name=p>",
    "<!--",
    "'",
    '"',
    "é\x00",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=8), max_size=30).map("".join))
def test_found_form_has_two_named_fields_that_are_not_sent_twice(page):
    found = log_in_form(page)
    if found is not None:
        assert found.account
        assert found.password
        assert found.method == found.method.upper()
        assert len(found.others) <= MOST_FIELDS
        assert has_password(page)
