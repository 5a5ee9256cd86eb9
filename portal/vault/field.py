"""A column that holds one secret of a row, sealed; PostgreSQL, back-ups and the admin see bytes alone."""

from typing import Any, NoReturn

from django.core.exceptions import FieldError
from django.db import models

from portal.vault.key_ring import key_ring
from portal.vault.secret import Secret


class SealedField(models.BinaryField):
    """Text in, `Secret` out, sealed for exactly this column of this row's consultancy.

    A row sealed for one tenant does not open in another's, nor in another column. It is written by saving rows or
    creating them in bulk; `update()`, look-ups and serialisers, which know no row, are refused.
    """

    description = "A sealed secret"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only=private_only)
        setattr(cls, self.attname, _Sealed(self))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def bound_to(self, row: models.Model) -> str:
        """What the sealed bytes are bound to: table, column, tenant."""
        tenant = row.consultancy_id  # type: ignore[attr-defined] - every tenant-owned row has one
        if tenant is None:
            raise FieldError(f"{self.attname} is sealed for a consultancy, and this row has none")
        return f"{row._meta.db_table}.{self.column}.{tenant}"  # noqa: SLF001 - the documented Model _meta API

    def sealed_anew(self, row: models.Model) -> bytes:
        """The row's secret under the current key."""
        return key_ring().seal(getattr(row, self.attname).reveal(), self.bound_to(row))

    def pre_save(self, row: models.Model, add: bool) -> bytes | None:
        del add
        kept = row.__dict__.get(self.attname)
        if isinstance(kept, str):
            kept = row.__dict__[self.attname] = key_ring().seal(kept, self.bound_to(row))
        return kept or None

    def get_prep_value(self, value: Any) -> Any:
        if value is not None and not isinstance(value, bytes):
            raise FieldError(f"{self.attname} is written by saving a row, which it is sealed for")
        return value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.attname} is sealed: nothing can be looked up by it")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> NoReturn:
        raise FieldError(f"{self.attname} is sealed and leaves the database in no file ({type(obj).__name__})")


class _Sealed:
    """The attribute of a row: a `Secret` to read, text to write."""

    def __init__(self, field: SealedField) -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model]) -> Any:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])
        kept = row.__dict__[name]
        return None if kept is None else Secret(lambda: self._opened(row), kept)

    def __set__(self, row: models.Model, value: Any) -> None:
        """Text from us, bytes from the database, a secret when a row is read again; nothing else."""
        value = value.kept if isinstance(value, Secret) else value
        if value is not None and not isinstance(value, str | bytes | memoryview):
            raise FieldError(f"{self.field.attname} takes text")
        row.__dict__[self.field.attname] = bytes(value) if isinstance(value, memoryview) else value

    def _opened(self, row: models.Model) -> str:
        kept = row.__dict__[self.field.attname]
        return kept if isinstance(kept, str) else key_ring().open(kept, self.field.bound_to(row))
