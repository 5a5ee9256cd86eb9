"""rotate_vault seals everything anew under the first key, and says what it did."""

import base64
import os
import secrets
from contextlib import contextmanager
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from portal.database.tenant import tenant
from portal.estate.models import Credential
from portal.vault.key_ring import key_name

TOKEN = "tok_" + "q7Hx" * 9


def rotated():
    said = StringIO()
    call_command("rotate_vault", stdout=said)
    return said.getvalue()


@pytest.fixture
def row(world):
    with tenant(world.consultancy.pk):
        made = Credential(
            consultancy=world.consultancy, engagement=world.engagement, kind="cloudflare", secret=TOKEN, ending="q7Hx"
        )
        made.save()
    return made


@pytest.fixture
def as_owner():
    """A way to connect as the role that owns the tables."""
    before = connection.settings_dict["USER"]

    @contextmanager
    def connected():
        _become(urlsplit(os.environ["DATABASE_URL"]).username)
        try:
            yield
        finally:
            _become(before)

    return connected


def _become(role):
    connection.close()
    connection.settings_dict["USER"] = role


def sealed(world, row):
    with tenant(world.consultancy.pk):
        found = Credential.objects.get(pk=row.pk)
        return found.__dict__["secret"], found.secret.reveal()


def test_a_role_that_sees_one_tenant_alone_is_refused(world, row):
    with pytest.raises(CommandError, match="the role that owns the tables"):
        rotated()


def test_installation_without_keys_is_refused(world, row, settings):
    settings.VAULT_KEYS = ""
    with pytest.raises(CommandError):
        rotated()


@pytest.mark.django_db(transaction=True)
def test_everything_is_sealed_under_the_first_key_and_still_opens(world, row, as_owner, settings):
    old = settings.VAULT_KEYS
    new = f"k2:{base64.b64encode(secrets.token_bytes(32)).decode()}"
    settings.VAULT_KEYS = f"{new},{old}"
    with as_owner():
        assert rotated() == "1 of 1 secrets were sealed anew. All of them are under k2 now.\n"
        assert rotated() == "0 of 1 secrets were sealed anew. All of them are under k2 now.\n"
    settings.VAULT_KEYS = new
    kept, token = sealed(world, row)
    assert (key_name(kept), token) == ("k2", TOKEN)


@pytest.mark.django_db(transaction=True)
def test_a_secret_that_does_not_open_stops_it_and_stays(world, row, as_owner, settings):
    before, _ = sealed(world, row)
    settings.VAULT_KEYS = f"k2:{base64.b64encode(secrets.token_bytes(32)).decode()}"
    with as_owner(), pytest.raises(CommandError, match="the key 'k1' is not in VAULT_KEYS"):
        rotated()
    with tenant(world.consultancy.pk):
        assert Credential.objects.get(pk=row.pk).__dict__["secret"] == before
