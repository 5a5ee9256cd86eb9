"""A fault of ours is told with a reference that the log knows."""

import re

from django.test import Client

from portal.tenancy import queries


def test_page_and_log_tell_the_same_reference(world, monkeypatch, caplog):
    def break_down(_user):
        raise ValueError("a fault of ours")

    monkeypatch.setattr(queries, "memberships_of", break_down)
    client = Client(raise_request_exception=False)
    client.force_login(world.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get("/")
    assert answer.status_code == 500
    (reference,) = re.findall(r'<code id="reference">(\w+)</code>', answer.content.decode())
    assert f"reference {reference}: GET /" in caplog.text
