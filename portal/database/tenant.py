"""Whose rows the running code may see: `tenant()` for one consultancy, `person()` for one's own memberships."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction
from django_scopes import scope, scopes_disabled


@contextmanager
def tenant(consultancy_id: UUID, user_id: int | None = None) -> Iterator[None]:
    """One transaction in which the ORM and PostgreSQL show and take only this consultancy's rows.

    Nests: the inner tenant holds inside, the outer one again afterwards.
    """
    with scope(consultancy=consultancy_id), transaction.atomic(), _settings(str(consultancy_id), _text(user_id)):
        yield


@contextmanager
def person(user_id: int) -> Iterator[None]:
    """One transaction in which a person's own memberships are seen, whatever the tenant; nothing else is."""
    with scopes_disabled(), transaction.atomic(), _settings("", str(user_id)):
        yield


def _text(user_id: int | None) -> str:
    return "" if user_id is None else str(user_id)


@contextmanager
def _settings(tenant_id: str, user_id: str) -> Iterator[None]:
    """Transaction-local settings that the policies read; put back afterwards, since a savepoint does not."""
    before = _exchange(tenant_id, user_id)
    yield
    if not connection.needs_rollback:  # a rollback, as after an exception, puts the settings back by itself
        _exchange(*before)


def _exchange(tenant_id: str, user_id: str) -> tuple[str, str]:
    """Set both settings, answer what they were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.tenant_id', true), current_setting('app.user_id', true)")
        before = cursor.fetchone()
        cursor.execute(
            "SELECT set_config('app.tenant_id', %s, true), set_config('app.user_id', %s, true)", [tenant_id, user_id]
        )
    return before[0] or "", before[1] or ""
