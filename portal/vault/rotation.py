"""Sealing everything anew under the current key, row by row, so that an old key can be taken away."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models, transaction
from django_scopes import scopes_disabled

from portal.vault.field import SealedField
from portal.vault.key_ring import VaultError, key_name, key_ring

_BATCH = 100


def sealed_columns() -> Iterator[tuple[type[models.Model], SealedField]]:
    """Every sealed column of the project."""
    for model in apps.get_models():
        for field in model._meta.local_fields:  # noqa: SLF001 - the documented Model _meta API
            if isinstance(field, SealedField):
                yield model, field


def rotate() -> tuple[int, int]:
    """Seal every secret anew that is under an old key; how many were, and how many there are.

    Needs the role that owns the tables, since no other one sees every tenant's rows; raises VaultError otherwise, and
    for a row that does not open: then nothing of its batch has changed.
    """
    changed = total = 0
    with scopes_disabled():
        for model, field in sealed_columns():
            _demand_every_row(model)
            keys = model._base_manager.filter(**{f"{field.attname}__isnull": False}).values_list("pk", flat=True)  # noqa: SLF001 - documented
            rows = list(keys.order_by("pk"))
            total += len(rows)
            for start in range(0, len(rows), _BATCH):
                changed += _rotated(model, field, rows[start : start + _BATCH])
    return changed, total


@transaction.atomic
def _rotated(model: type[models.Model], field: SealedField, keys: list[object]) -> int:
    current = key_ring().current
    changed = 0
    for row in model._base_manager.select_for_update().filter(pk__in=keys):  # noqa: SLF001 - documented
        if key_name(row.__dict__[field.attname]) != current:
            row.__dict__[field.attname] = field.sealed_anew(row)
            row.save(update_fields=[field.attname])
            changed += 1
    return changed


def _demand_every_row(model: type[models.Model]) -> None:
    table = model._meta.db_table  # noqa: SLF001 - the documented Model _meta API
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_security_active(%s)", [table])
        (hides,) = cursor.fetchone()
    if hides:
        raise VaultError("this role sees one tenant's rows alone: set DATABASE_URL to the role that owns the tables")
