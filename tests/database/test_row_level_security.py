"""PostgreSQL itself keeps tenants apart, whatever the ORM was told."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django_scopes import scopes_disabled
from django_scopes.exceptions import ScopeError

from portal.database.models import OUTSIDE_TENANCY, TenantOwned
from portal.database.tenant import person, tenant
from portal.sprint.models import Engagement
from portal.tenancy.models import Activity, Client, Consultancy

TENANT_MODELS = [model for model in apps.get_models() if issubclass(model, TenantOwned)]


def rows_of(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def test_the_app_connects_as_a_role_that_cannot_bypass_the_policies(db):
    ((superuser, bypass, owns),) = rows_of(
        "SELECT rolsuper, rolbypassrls, EXISTS (SELECT 1 FROM pg_tables WHERE tableowner = current_user AND schemaname = 'public')"
        " FROM pg_roles WHERE rolname = current_user"
    )
    assert (superuser, bypass, owns) == (False, False, False)


def test_every_table_has_a_policy_or_a_reason(db):
    tables = dict(
        rows_of(
            "SELECT relname, relrowsecurity FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
    )
    policies = {name for (name,) in rows_of("SELECT DISTINCT tablename FROM pg_policies")}
    unguarded = {name for name, enabled in tables.items() if not (enabled and name in policies)}
    assert unguarded == set(OUTSIDE_TENANCY) & set(tables)


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
def test_the_policy_names_every_tenant_owned_parent(model):
    policy = next(c for c in model._meta.constraints if type(c).__name__ == "TenantPolicy")
    parents = {
        field.column: field.related_model._meta.db_table
        for field in model._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, TenantOwned)
    }
    assert policy.parents == parents


def test_an_unscoped_query_raises(world):
    with pytest.raises(ScopeError):
        Client.objects.count()


def test_raw_sql_without_a_tenant_sees_no_row_of_any_tenant_table(world):
    for model in [*TENANT_MODELS, Consultancy]:
        assert rows_of(f'SELECT count(*) FROM "{model._meta.db_table}"') == [(0,)], model


def test_a_forgotten_scope_returns_nothing(world):
    with scopes_disabled():
        assert Engagement.objects.count() == 0


def test_raw_sql_sees_only_the_own_tenant(world):
    with tenant(world.other_consultancy.pk):
        assert rows_of("SELECT count(*) FROM sprint_engagement") == [(0,)]
        assert rows_of("SELECT count(*) FROM tenancy_member") == [(1,)]


def test_writing_another_tenants_id_fails(world):
    with (
        tenant(world.consultancy.pk),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Client.objects.create(consultancy=world.other_consultancy, name="Smuggled")


def test_pointing_at_another_tenants_parent_fails(world):
    with (
        tenant(world.other_consultancy.pk),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Engagement.objects.create(
            consultancy=world.other_consultancy,
            client=world.client_company,
            name="X",
            playbook_id="ops",
            playbook_snapshot={},
        )


def test_moving_a_row_to_another_tenant_fails(world):
    with (
        tenant(world.consultancy.pk),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Client.objects.filter(pk=world.client_company.pk).update(consultancy=world.other_consultancy)


def test_activity_can_be_added_and_never_changed(world):
    with tenant(world.consultancy.pk):
        assert Activity.objects.count() > 0
        assert Activity.objects.update(words="rewritten") == 0
        assert Activity.objects.all()._raw_delete("default") == 0


def test_a_person_sees_only_the_consultancies_they_stand_in(world):
    with person(world.viewer.pk):
        assert list(Consultancy.objects.all()) == [world.consultancy]
    with person(world.removed_member.pk):
        assert list(Consultancy.objects.all()) == []


def test_tenants_nest_and_are_put_back(world):
    with tenant(world.consultancy.pk):
        inside = Client.objects.count()
        with tenant(world.other_consultancy.pk):
            assert Client.objects.count() == 0
        assert Client.objects.count() == inside == 2
    assert rows_of("SELECT current_setting('app.tenant_id', true)") in ([("",)], [(None,)])
