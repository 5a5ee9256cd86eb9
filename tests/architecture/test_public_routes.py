"""The routes that are for anybody: they break for nobody, write nothing when read, and tell of no tenant."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from portal.tenancy.audience import ROUTES, Audience
from portal.tenancy.door import open_door
from portal.tenancy.models import Door

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SAFE, VERBS = ("GET", "HEAD", "OPTIONS"), ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
PEOPLE = ("owner", "consultant", "approver", "viewer", "other_client_user", "foreign_owner", "removed_member", None)
TELLS_OF_ITS_OWN = {"invitation"}
"""Whoever holds an invitation's link reads who invites."""


def public(patterns=None):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            if ROUTES[pattern.name] is Audience.ANYBODY:
                yield pattern.name
        else:
            yield from public(pattern.url_patterns)


@pytest.fixture
def keys(world, samples):
    """Real keys for the routes that take one: an open invitation, and a password that may be set anew."""
    return {
        "invitation": {"token": open_door(Door.Kind.INVITATION, world.consultancy.pk, samples["invitation"])},
        "account_reset_password_from_key": {
            "uidb36": user_pk_to_url_str(world.viewer),
            "key": default_token_generator.make_token(world.viewer),
        },
    }


def written():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables"
            " WHERE relname <> 'django_session'"
        )
        return cursor.fetchone()[0]


def ask(user, verb, address):
    """The answer to a fresh visitor and the rows it wrote; everything is rolled back."""
    client = Client()
    with transaction.atomic():
        if user is not None:
            client.force_login(user, backend=BACKEND)
        before = written()
        response = client.generic(verb, address)
        rows = written() - before
        transaction.set_rollback(True)
    return response, rows


@pytest.mark.timeout(300)
def test_public_routes_break_for_nobody_and_tell_of_no_tenant(world, keys, capsys):
    names, faults, requests = list(public()), [], 0
    for name in names:
        cache.clear()
        address, statuses = reverse(name, kwargs=keys.get(name, {})), []
        for person in PEOPLE:
            user = getattr(world, person) if person else None
            for verb in VERBS:
                response, rows = ask(user, verb, address)
                requests += 1
                statuses.append(response.status_code)
                told = response.content.decode()
                if response.status_code >= 500 or (rows and verb in SAFE):
                    faults.append(f"{name}: {verb} as {person} gave {response.status_code}, {rows} rows written")
                if name not in TELLS_OF_ITS_OWN and world.client_company.name in told:
                    faults.append(f"{name}: {verb} as {person} tells of a client")
        if min(statuses) >= 400:
            faults.append(f"{name}: nobody has a positive twin, {sorted(set(statuses))}")
    with capsys.disabled():
        print(f"\npublic: {len(names)} routes × {len(PEOPLE)} audiences × {len(VERBS)} verbs = {requests} requests")
    assert len(names) > 10
    assert faults == []
