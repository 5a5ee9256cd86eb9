"""Log-in: by password, by e-mailed code, limited, and silent about who exists."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

pytestmark = pytest.mark.django_db

PASSWORD = "correct-horse-battery"  # what tests/conftest.py gives everybody


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def log_in(client, email, password):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_logged_in(client):
    return "_auth_user_id" in client.session


def test_password_opens_the_only_consultancy(world, client):
    assert log_in(client, world.owner.email, PASSWORD).status_code == 302
    assert client.get(reverse("home")).url == f"/{world.consultancy.slug}/"


def test_client_user_lands_at_the_client_pages(world, client):
    log_in(client, world.viewer.email, PASSWORD)
    assert client.get(reverse("home")).url == f"/{world.consultancy.slug}/client/"


def code_in_the_mail():
    (message,) = mail.outbox
    return re.search(r"^\s*(\d{6})\s*$", message.body, re.MULTILINE)[1]


def test_six_digits_from_the_mail_log_in(world, client):
    client.post(reverse("account_request_login_code"), {"email": world.approver.email})
    answer = client.post(reverse("account_confirm_login_code"), {"code": code_in_the_mail()})
    assert answer.status_code == 302
    assert is_logged_in(client)


def test_wrong_digits_do_not(world, client):
    client.post(reverse("account_request_login_code"), {"email": world.approver.email})
    wrong = f"{(int(code_in_the_mail()) + 1) % 1_000_000:06d}"
    client.post(reverse("account_confirm_login_code"), {"code": wrong})
    assert not is_logged_in(client)


def test_code_works_once(world, client, django_user_model):
    client.post(reverse("account_request_login_code"), {"email": world.approver.email})
    code = code_in_the_mail()
    client.post(reverse("account_confirm_login_code"), {"code": code})
    client.post(reverse("account_logout"))
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not is_logged_in(client)


def test_guessing_is_stopped_even_with_the_right_password_at_last(world, client):
    for _ in range(12):
        log_in(client, world.owner.email, "a-wrong-password")
    log_in(client, world.owner.email, PASSWORD)
    assert not is_logged_in(client)


def test_unknown_address_looks_like_a_known_one(world, client):
    known = client.post(reverse("account_request_login_code"), {"email": world.approver.email})
    other = type(client)()
    unknown = other.post(reverse("account_request_login_code"), {"email": "nobody@nowhere.test"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_sign_up_is_closed(client):
    answer = client.post(
        reverse("account_signup"), {"email": "new@nowhere.test", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert answer.status_code == 200
    assert "invitation" in answer.content.decode()


def test_removed_member_is_logged_in_and_finds_nothing(world, client):
    log_in(client, world.removed_member.email, PASSWORD)
    assert client.get(f"/{world.consultancy.slug}/").status_code == 404


@pytest.mark.parametrize("page", ["/accounts/email/", "/accounts/confirm-email/", "/accounts/confirm-email/key/"])
def test_nobody_gives_themselves_another_address(world, client, page):
    log_in(client, world.viewer.email, PASSWORD)
    assert client.get(page).status_code == 404
    client.post(page, {"email": "somebody@nowhere.test", "action_add": ""})
    assert client.post(reverse("account_request_login_code"), {"email": "somebody@nowhere.test"}).status_code == 302
    assert not any("somebody@nowhere.test" in message.to and "code" in message.subject for message in mail.outbox)


def test_no_page_is_kept_by_a_browser_or_a_proxy(world, client):
    log_in(client, world.owner.email, PASSWORD)
    pages = [client.get(f"/{world.consultancy.slug}/"), client.get(f"/{world.consultancy.slug}/people/")]
    pages += [client.get(reverse("account_change_password"))]
    assert all("no-store" in page.headers["Cache-Control"] for page in pages)


ELSEWHERE = ("http://[::1", "https://elsewhere.test/", "//elsewhere.test/", "/\\elsewhere.test/", "javascript:alert(1)")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_log_in_leads_to_no_other_site(world, client, wanted):
    told = {"login": world.owner.email, "password": PASSWORD, "next": wanted}
    answer = client.post(reverse("account_login"), told)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("home"))
    asked = type(client)().post(reverse("account_request_login_code"), {"email": world.owner.email, "next": wanted})
    assert (asked.status_code, asked.headers["Location"]) == (302, reverse("account_confirm_login_code"))


def test_log_in_leads_back_to_the_page_that_was_asked_for(world, client):
    wanted = f"/{world.consultancy.slug}/people/?a=b"
    told = {"login": world.owner.email, "password": PASSWORD, "next": wanted}
    assert client.post(reverse("account_login"), told).headers["Location"] == wanted


def test_too_many_tries_are_told_on_a_page_of_ours(client):
    answers = [client.post(reverse("account_signup"), {"email": "new@nowhere.test"}) for _ in range(30)]
    assert answers[-1].status_code == 429
    assert "That was too often" in answers[-1].content.decode()
