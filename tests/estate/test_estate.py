"""The estate of an engagement: added to, edited, retired and never deleted."""

import pytest
from django.http import Http404

from portal.estate.access import access_row
from portal.estate.actions import (
    Record,
    add_domain,
    add_endpoint,
    add_host,
    add_mail_domain,
    add_repository,
    declare_records,
    edit_row,
    restore_row,
    retire_row,
)
from portal.estate.models import Host
from portal.estate.queries import declared_records, estate_rows
from portal.sprint.faults import RefusedError
from portal.tenancy.models import Activity

DOMAIN = "client.test"


def to(world):
    return {"engagement": world.engagement, "acting_user": world.owner}


def host_names(world):
    return [host.name for host in estate_rows(world.engagement).hosts]


@pytest.fixture
def app(inside):
    return add_host(name=f"app.{DOMAIN}", purpose="The desk", owner="Tomas", **to(inside))


def test_estate_holds_every_kind(inside):
    add_domain(name=DOMAIN, **to(inside))
    add_host(name=f"app.{DOMAIN}", **to(inside))
    add_endpoint(url=f"https://app.{DOMAIN}/login", purpose="login", **to(inside))
    add_repository(name="desk", location="https://git.test/desk.git", **to(inside))
    add_mail_domain(name=DOMAIN, selectors=("google", "s1"), **to(inside))
    rows = estate_rows(inside.engagement)
    assert rows.domain.name == DOMAIN
    assert [host.name for host in rows.hosts] == [f"app.{DOMAIN}"]
    assert [(endpoint.url, endpoint.purpose) for endpoint in rows.endpoints] == [
        (f"https://app.{DOMAIN}/login", "login")
    ]
    assert [(row.name, row.location) for row in rows.repositories] == [("desk", "https://git.test/desk.git")]
    assert [(row.name, row.selectors) for row in rows.mail_domains] == [(DOMAIN, ["google", "s1"])]


def test_estate_begins_at_one_domain(inside):
    first = add_domain(name=DOMAIN, **to(inside))
    with pytest.raises(RefusedError, match=f"begins at {DOMAIN}"):
        add_domain(name="other.test", **to(inside))
    retire_row(row=first, acting_user=inside.owner)
    add_domain(name="other.test", **to(inside))
    with pytest.raises(RefusedError, match=r"begins at other\.test"):
        restore_row(row=first, acting_user=inside.owner)
    assert estate_rows(inside.engagement).domain.name == "other.test"


def test_other_engagements_estate_is_its_own(inside, app):
    assert estate_rows(inside.other_engagement).hosts == ()
    add_host(engagement=inside.other_engagement, name=app.name, acting_user=inside.owner)
    assert Host.objects.filter(name=app.name).count() == 2


def test_same_name_twice_is_one_row_with_the_newest_words(inside, app):
    again = add_host(name=app.name, purpose="The new desk", owner="Maya", **to(inside))
    assert again.pk == app.pk
    (host,) = estate_rows(inside.engagement).hosts
    assert (host.purpose, host.owner) == ("The new desk", "Maya")


def test_retired_row_counts_no_more_and_keeps_its_place(inside, app):
    retire_row(row=app, acting_user=inside.owner)
    assert host_names(inside) == []
    assert Host.objects.get(pk=app.pk).retired_at
    restore_row(row=app, acting_user=inside.owner)
    assert host_names(inside) == [app.name]


def test_retired_row_comes_back_when_it_is_added_again(inside, app):
    retire_row(row=app, acting_user=inside.owner)
    assert add_host(name=app.name, **to(inside)).pk == app.pk
    assert host_names(inside) == [app.name]


def test_row_is_edited_in_the_named_fields_alone(inside, app):
    app.owner = "Somebody else meanwhile"
    edit_row(row=app, changes={"purpose": "Sign-in"}, acting_user=inside.owner)
    app.refresh_from_db()
    assert (app.purpose, app.owner) == ("Sign-in", "Tomas")


def test_every_act_leaves_a_line_of_history(inside, app):
    edit_row(row=app, changes={"purpose": "Sign-in"}, acting_user=inside.owner)
    retire_row(row=app, acting_user=inside.owner)
    restore_row(row=app, acting_user=inside.owner)
    lines = Activity.objects.filter(object_kind="host", object_id=str(app.pk)).order_by("pk")
    assert [line.verb for line in lines] == ["estate.added", "estate.edited", "estate.retired", "estate.restored"]
    assert all(app.name in line.words and line.engagement_id == inside.engagement.pk for line in lines)


def test_row_is_reached_through_its_own_engagement_and_kind(inside, app):
    assert access_row(inside.engagement, "host", app.pk) == app
    for engagement, kind, row in (
        (inside.other_engagement, "host", app.pk),
        (inside.engagement, "endpoint", app.pk),
        (inside.engagement, "nonsense", app.pk),
        (inside.engagement, "host", app.pk + 1),
    ):
        with pytest.raises(Http404):
            access_row(engagement, kind, row)


def test_declared_records_replace_those_before(inside):
    first = [Record(DOMAIN, "A", "192.0.2.1", "The site"), Record(DOMAIN, "MX", "10 mail.client.test.")]
    declare_records(records=first, **to(inside))
    declare_records(engagement=inside.other_engagement, records=first, acting_user=inside.owner)
    declare_records(records=[Record(DOMAIN, "A", "192.0.2.2")], **to(inside))
    assert [(row.type, row.value) for row in declared_records(inside.engagement)] == [("A", "192.0.2.2")]
    assert len(declared_records(inside.other_engagement)) == 2
