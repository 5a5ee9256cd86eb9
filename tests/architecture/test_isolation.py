"""Every route, asked by every kind of person with every verb, on the same real objects."""

import re
from collections import Counter

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from portal.tenancy.audience import ROUTES, Audience

VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
INSIDE = {
    Audience.OWNER: {"owner"},
    Audience.MEMBER: {"owner", "consultant"},
    Audience.CLIENT_USER: {"owner", "consultant", "approver", "viewer"},
    Audience.APPROVER: {"approver"},
}
WITHIN_ANOTHER_CLIENT = {"other_client_user"}


def routes(patterns=None, prefix=""):
    """Every pattern with its full kwargs."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        text = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern, re.findall(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>", text)
        else:
            yield from routes(pattern.url_patterns, text)


def named(found):
    return [first or second for first, second in found]


def test_every_route_has_a_name_and_an_audience():
    undeclared = [str(pattern.pattern) for pattern, _ in routes() if pattern.name not in ROUTES]
    assert undeclared == []


def test_every_declared_name_is_a_route():
    names = {pattern.name for pattern, _ in routes()}
    assert {name for name in ROUTES if name not in names} - {"mailbox", "kept_mail"} == set()


@pytest.fixture
def people(world):
    people = {
        name: getattr(world, name)
        for name in (
            "owner",
            "consultant",
            "approver",
            "viewer",
            "other_client_user",
            "foreign_owner",
            "removed_member",
        )
    }
    clients = {}
    for name, user in people.items():
        clients[name] = Client(raise_request_exception=True)
        clients[name].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    clients["nobody"] = Client()
    return clients


def writes():
    """How many rows this transaction has written so far, sessions aside."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables"
            " WHERE relname <> 'django_session'"
        )
        return cursor.fetchone()[0]


def ask(client, verb, address):
    """The answer and the number of rows written for it; everything is rolled back."""
    before = writes()
    with transaction.atomic():
        response = client.generic(verb, address)
        written = writes() - before
        transaction.set_rollback(True)
    return response, written


def expected(audience, person, kwargs):
    if audience is Audience.ANYBODY:
        return True
    if audience is Audience.PERSON:
        return person != "nobody"
    if person in WITHIN_ANOTHER_CLIENT and "engagement" not in kwargs and "client" not in kwargs:
        return audience in {Audience.CLIENT_USER, Audience.APPROVER}
    return person in INSIDE[audience]


@pytest.mark.timeout(600)
def test_nobody_reaches_what_is_not_theirs(world, samples, people, capsys):
    faults, tally = [], Counter()
    for pattern, found in routes():
        kwargs = named(found)
        audience = ROUTES[pattern.name]
        if audience is Audience.ANYBODY:
            tally["public routes"] += 1
            continue
        missing = [name for name in kwargs if name not in samples]
        assert missing == [], f"{pattern.name}: no sample object for {missing}"
        address = reverse(pattern.name, kwargs={name: samples[name] for name in kwargs})
        tally["routes"] += 1
        unknown_verbs = set()
        for person, client in sorted(people.items(), key=lambda one: not expected(audience, one[0], kwargs)):
            allowed = expected(audience, person, kwargs)
            answers = {verb: ask(client, verb, address) for verb in VERBS}
            tally["requests"] += len(VERBS)
            if allowed:
                good = [verb for verb in ("GET", "POST") if answers[verb][0].status_code < 400]
                unknown_verbs |= {verb for verb in VERBS if answers[verb][0].status_code == 405}
                if not good:
                    faults.append(
                        f"{pattern.name}: {person} has no positive twin: {[a[0].status_code for a in answers.values()]}"
                    )
                continue
            for verb, (response, written) in answers.items():
                to_login = response.status_code == 302 and "/accounts/login/" in response.headers["Location"]
                # A verb the route has for nobody tells nothing about the object, only about the route.
                is_closed = response.status_code == 405 and verb in unknown_verbs and person in WITHIN_ANOTHER_CLIENT
                refused = to_login if person == "nobody" else response.status_code == 404 or is_closed
                if not refused or written:
                    faults.append(
                        f"{pattern.name}: {verb} as {person} gave {response.status_code}, {written} rows written"
                    )
    with capsys.disabled():
        print(
            f"\nisolation: {tally['routes']} routes × {len(people)} audiences × {len(VERBS)} verbs = {tally['requests']} requests, {tally['public routes']} public routes"
        )
    assert faults == []
