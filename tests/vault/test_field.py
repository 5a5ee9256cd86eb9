"""A sealed column: its row reveals it, the database, logs, dumps and other tenants do not."""

import copy
import logging
import pickle
import traceback

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection

from portal.database.tenant import tenant
from portal.estate.models import Credential
from portal.vault.key_ring import VaultError, key_name
from portal.vault.secret import HIDDEN

TOKEN = "tok_" + "q7Hx" * 9


def kept(world, **more):
    told = {"kind": "cloudflare", "ending": TOKEN[-4:], "secret": TOKEN, **more}
    return Credential(consultancy=world.consultancy, engagement=world.engagement, **told)


def raw(row):
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM estate_credential WHERE id = %s", [row.pk])
        return bytes(cursor.fetchone()[0])


def test_saved_row_reveals_it_and_the_column_does_not(inside):
    row = kept(inside)
    row.save()
    assert row.secret.reveal() == TOKEN
    found = Credential.objects.get(pk=row.pk)
    assert found.secret.reveal() == TOKEN
    assert TOKEN.encode() not in raw(row)
    assert TOKEN not in repr(row.__dict__)


def test_rows_created_in_bulk_are_sealed_too(inside):
    (row,) = Credential.objects.bulk_create([kept(inside)])
    assert key_name(raw(row)) == "k1"
    assert Credential.objects.get(pk=row.pk).secret.reveal() == TOKEN


def test_row_saved_again_for_another_reason_keeps_it(inside):
    row = kept(inside)
    row.save()
    before = raw(row)
    found = Credential.objects.get(pk=row.pk)
    found.name = "second"
    found.save()
    assert raw(row) == before


def test_row_that_is_read_again_still_opens(inside):
    row = kept(inside)
    row.save()
    row.refresh_from_db()
    assert row.secret.reveal() == TOKEN
    later = Credential.objects.defer("secret").get(pk=row.pk)
    assert later.secret.reveal() == TOKEN


def test_sealed_bytes_of_one_tenant_do_not_open_in_another(world):
    with tenant(world.consultancy.pk):
        row = kept(world)
        row.save()
        sealed = raw(row)
    stolen = Credential(consultancy=world.other_consultancy, secret=sealed)
    with pytest.raises(VaultError):
        stolen.secret.reveal()


def test_nothing_written_or_logged_holds_it(inside, caplog):
    row = kept(inside)
    row.save()
    secret = row.secret
    logging.getLogger("portal").warning("a row %s with %s and %r and %s", row, secret, secret, [secret])
    assert TOKEN not in caplog.text
    assert f"{secret}{secret!r}{secret:>9}" == HIDDEN * 3
    assert HIDDEN in repr(row.secret)


def broken_with(row, secret):
    raise RuntimeError(f"{secret} of {row!r}")


def test_a_fault_that_holds_the_row_does_not_tell_it(inside):
    row = kept(inside)
    row.save()
    with pytest.raises(RuntimeError) as fault:
        broken_with(row, row.secret)
    told = "".join(traceback.TracebackException.from_exception(fault.value, capture_locals=True).format())
    assert "secret = ‹sealed›" in told
    assert TOKEN not in told


@pytest.mark.parametrize("escape", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_is_not_copied_or_pickled(inside, escape):
    row = kept(inside)
    row.save()
    with pytest.raises(TypeError):
        escape(row.secret)


def test_it_leaves_in_no_dump(inside):
    row = kept(inside)
    row.save()
    with pytest.raises(FieldError):
        serializers.serialize("json", [row])


def test_it_cannot_be_looked_up(inside):
    with pytest.raises(FieldError):
        Credential.objects.filter(secret=b"x").exists()
    assert not Credential.objects.filter(secret__isnull=True).exists()


def test_update_past_the_row_is_refused(inside):
    kept(inside).save()
    with pytest.raises(FieldError):
        Credential.objects.update(secret=TOKEN)


def test_row_of_no_consultancy_seals_nothing(world):
    with pytest.raises(FieldError):
        Credential(kind="cloudflare", secret=TOKEN)._meta.get_field("secret").pre_save(Credential(secret=TOKEN), True)


def test_anything_but_text_is_refused():
    with pytest.raises(FieldError):
        Credential(secret=7)
