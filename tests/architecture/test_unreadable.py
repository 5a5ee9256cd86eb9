"""A request nobody can read gets the portal's own page, never a fault."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
CASES = {
    "another encoding": (b"\xff\xfea=1", f"{FORM}; charset=utf-16"),
    "no boundary": (b"x", "multipart/form-data"),
    "too large": (b"a=" + b"b" * 5_000_000, FORM),
    "too many fields": (b"&".join(b"a%d=1" % number for number in range(2_000)), FORM),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_on_a_page_of_ours(case):
    body, kind = CASES[case]
    client = Client(enforce_csrf_checks=True)
    client.get("/accounts/login/")  # its cookie makes the token check read the body
    answer = client.generic("POST", "/accounts/login/", body, content_type=kind)
    assert answer.status_code == 400
    assert "That could not be read" in answer.content.decode()


def test_foreign_host_is_refused_on_a_page_of_ours():
    answer = Client().get("/accounts/login/", headers={"Host": "elsewhere.test"})
    assert (answer.status_code, "That could not be read" in answer.content.decode()) == (400, True)
