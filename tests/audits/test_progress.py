import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audits.models import AuditRun, GathererProgress
from audits.queries import run_progress
from portal.database.tenant import tenant
from portal.estate.actions import add_domain


def start_run(world, **changes):
    run = AuditRun.objects.create(
        consultancy=world.consultancy,
        engagement=world.engagement,
        **{"number": 1, "plan": {}, "state": "running", **changes},
    )
    for position, (name, done, total, state) in enumerate(
        [("dns", 12, 12, "done"), ("http", 0, 19, "running"), ("timing", 0, 10, "waiting")]
    ):
        GathererProgress.objects.create(
            consultancy=world.consultancy,
            run=run,
            gatherer=name,
            title=name.upper(),
            position=position,
            checks_done=done,
            checks_total=total,
            state=state,
        )
    return run


@pytest.fixture
def member(world):
    client = Client()
    client.force_login(world.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(world, name):
    return reverse(name, args=[world.consultancy.slug, world.engagement.pk])


def test_without_a_run_there_is_none(inside):
    assert run_progress(inside.engagement) is None


def test_counts_are_the_rows_of_the_newest_run(inside):
    start_run(inside)
    progress = run_progress(inside.engagement)
    assert (progress.checks_done, progress.checks_total, progress.counted) == (12, 41, "12 of 41 checks")
    assert [share.is_running for share in progress.gatherers] == [False, True, False]


def test_elapsed_time_stands_beside_what_is_likely_left(inside):
    now = timezone.now()
    earlier = {
        "state": "finished",
        "started_at": now - timedelta(seconds=140),
        "finished_at": now - timedelta(seconds=100),
    }
    AuditRun.objects.create(consultancy=inside.consultancy, engagement=inside.engagement, number=1, plan={}, **earlier)
    start_run(inside, number=2, started_at=now - timedelta(seconds=10))
    words = run_progress(inside.engagement).words
    assert re.fullmatch(r"12 of 41 checks · 1[01] s, about (30|29) s left", words)


def test_it_takes_three_queries_at_most(inside, django_assert_max_num_queries):
    start_run(inside)
    with django_assert_max_num_queries(3):
        run_progress(inside.engagement)


def test_the_fragment_polls_while_the_run_lasts_and_stops_when_it_ends(world, member):
    with tenant(world.consultancy.pk, world.owner.pk):
        run = start_run(world)
    page = member.get(address(world, "audit_progress")).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "12 of 41 checks" in page
    with tenant(world.consultancy.pk, world.owner.pk):
        AuditRun.objects.filter(pk=run.pk).update(state="finished")
    assert "hx-trigger" not in member.get(address(world, "audit_progress")).content.decode()


def test_the_empty_fragment_offers_the_first_act(world, member):
    page = member.get(address(world, "audit_progress")).content.decode()
    assert "No audit has looked yet" in page
    assert address(world, "run_audits") in page


def test_a_run_is_asked_for_once(world, member):
    with tenant(world.consultancy.pk, world.owner.pk):
        add_domain(engagement=world.engagement, name="client.test", acting_user=world.owner)
    next_page = address(world, "audit_progress")
    for _ in range(2):
        answer = member.post(address(world, "run_audits"), {"stage": "", "next": next_page})
        assert answer.headers["Location"] == next_page
    with tenant(world.consultancy.pk, world.owner.pk):
        assert AuditRun.objects.filter(engagement=world.engagement).count() == 1


@pytest.mark.parametrize("elsewhere", ["https://evil.test/", "//evil.test/", "/", "javascript:alert(1)"])
def test_the_way_back_stays_in_the_engagement(world, member, elsewhere):
    answer = member.post(address(world, "run_audits"), {"stage": "99", "next": elsewhere})
    assert answer.headers["Location"] == address(world, "board")
