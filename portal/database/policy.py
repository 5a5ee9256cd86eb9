"""Row-level security as a model constraint: PostgreSQL shows and takes only the current tenant's rows."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement

TENANT = "(SELECT NULLIF(current_setting('app.tenant_id', true), '')::uuid)"
"""The tenant of the running transaction; a sub-select, so that the planner asks once and keeps the index."""

PERSON = "(SELECT NULLIF(current_setting('app.user_id', true), '')::bigint)"
"""The person of the running transaction, for the second policy of their own rows."""


class TenantPolicy(models.BaseConstraint):
    """`tenant` names the column that holds the tenant's id.

    `parents` maps a foreign key column to the tenant-owned table it points at: a row may not point at another
    tenant's parent, which foreign keys alone do not see. `own_rows` is an SQL condition that shows a person rows of
    theirs outside any tenant. `append_only` leaves no policy that permits an update or a deletion.
    """

    def __init__(
        self,
        *,
        name: str,
        tenant: str = "consultancy_id",
        parents: dict[str, str] | None = None,
        own_rows: str = "",
        append_only: bool = False,
    ) -> None:
        super().__init__(name=name)
        self.tenant, self.parents, self.own_rows, self.append_only = tenant, parents or {}, own_rows, append_only

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, _, kwargs = super().deconstruct()
        kwargs["tenant"] = self.tenant
        if self.parents:
            kwargs["parents"] = self.parents
        if self.own_rows:
            kwargs["own_rows"] = self.own_rows
        if self.append_only:
            kwargs["append_only"] = True
        return path, (), kwargs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TenantPolicy) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)

    def _statements(self, table: str) -> list[str]:
        """Enable row-level security and lay down the policies of one table."""
        mine = f"{self.tenant} = {TENANT}"
        guarded = " AND ".join([mine, *(self._same_tenant(column, parent) for column, parent in self.parents.items())])
        lines = [f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY']
        if self.append_only:
            lines += [
                f'CREATE POLICY tenant_read ON "{table}" FOR SELECT USING ({mine})',
                f'CREATE POLICY tenant_add ON "{table}" FOR INSERT WITH CHECK ({guarded})',
            ]
        else:
            lines.append(f'CREATE POLICY tenant ON "{table}" FOR ALL USING ({mine}) WITH CHECK ({guarded})')
        if self.own_rows:
            condition = self.own_rows.format(person=PERSON)
            lines.append(f'CREATE POLICY own_rows ON "{table}" FOR SELECT USING ({condition})')
        return lines

    def _same_tenant(self, column: str, parent: str) -> str:
        exists = f'SELECT 1 FROM "{parent}" AS parent WHERE parent.id = {column} AND parent.consultancy_id = {TENANT}'  # noqa: S608 - names from our own models
        return f"({column} IS NULL OR EXISTS ({exists}))"

    def constraint_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
        self.create_sql(model, schema_editor)

    def create_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Deferred to the end of the migration, when every table and column a policy names is there."""
        table = model._meta.db_table  # noqa: SLF001 - the documented Model _meta API
        schema_editor.deferred_sql.append(Statement("; ".join(self._statements(table)).replace("%", "%%")))

    def remove_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement:
        del schema_editor
        table = model._meta.db_table  # noqa: SLF001 - the documented Model _meta API
        drops = "".join(
            f'DROP POLICY IF EXISTS {policy} ON "{table}"; '
            for policy in ("tenant", "tenant_read", "tenant_add", "own_rows")
        )
        return Statement(f'{drops}ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        """Nothing to check in Python: PostgreSQL is the judge."""
