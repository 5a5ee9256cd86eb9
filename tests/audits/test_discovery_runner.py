import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.db import connection

from audits import discovery_runner
from audits.actions.discoveries import Chosen, confirm_discovery, request_discovery
from audits.discovery import Discovered
from audits.models import Discovery
from audits.queries.discoveries import found_by, latest_discovery
from portal.database.tenant import tenant
from portal.estate.queries import estate_rows
from portal.jobs.models import Job
from portal.jobs.runner import work
from portal.sprint.faults import RefusedError
from tests.audits.small_zone import DOMAIN, small_zone


@pytest.fixture
def asked(world):
    with tenant(world.consultancy.pk, world.owner.pk):
        return request_discovery(engagement=world.engagement, domain=DOMAIN, acting_user=world.owner)


@pytest.fixture
def worker(asked, monkeypatch):
    """Runs the discovery's job as a worker does, and gives its thread's connection back."""

    def run(settings):
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        job = Job.objects.get(object_id=str(asked.pk))
        work(job.pk, discovery_runner.perform, discovery_runner.gave_up)
        job.refresh_from_db()
        return job

    yield run
    asyncio.run(sync_to_async(lambda: connection.close())())  # noqa: PLW0108 - the connection of that thread, not ours


def state_of(world):
    with tenant(world.consultancy.pk, world.owner.pk):
        return latest_discovery(world.engagement)


@pytest.mark.network
@pytest.mark.django_db(transaction=True)
def test_worker_writes_down_what_it_found_and_how_much_it_asked(world, worker, tmp_path):
    with small_zone(tmp_path) as (settings, site, resolver):
        job = worker(settings)
        asked_pages, asked_questions = len(site.requests), len(resolver.questions)
    discovery = state_of(world)
    assert (job.state, discovery.state, discovery.fault) == ("done", "finished", "")
    assert f"app.{DOMAIN}" in found_by(discovery).hosts
    assert discovery.pages >= asked_pages > 0
    assert discovery.questions == asked_questions > 40


@pytest.mark.network
@pytest.mark.django_db(transaction=True)
def test_look_that_takes_too_long_says_so(world, worker, monkeypatch, tmp_path):
    async def hang(*_):
        await asyncio.sleep(60)

    monkeypatch.setattr(discovery_runner, "LONGEST_SECONDS", 0.2)
    monkeypatch.setattr(discovery_runner, "discover", hang)
    with small_zone(tmp_path) as (settings, _, _):
        job = worker(settings)
    discovery = state_of(world)
    assert (job.state, discovery.state) == ("done", "failed")
    assert "kept us waiting" in discovery.fault


@pytest.mark.django_db(transaction=True)
def test_fault_of_ours_is_tried_again_and_given_up_in_the_end(world, worker, asked):
    for attempt in range(1, 6):
        Job.objects.filter(object_id=str(asked.pk)).update(run_after="2020-01-01T00:00Z")
        job = worker({"LAUNCHREADY_NAMESERVERS": "no address"})
        assert job.attempts == attempt
    assert (job.state, state_of(world).state) == ("failed", "failed")
    assert "broke on our side" in state_of(world).fault


def test_second_look_waits_for_the_first(world, asked):
    with tenant(world.consultancy.pk, world.owner.pk), pytest.raises(RefusedError):
        request_discovery(engagement=world.engagement, domain=DOMAIN, acting_user=world.owner)


def test_hostile_names_and_urls_are_left_out():
    found = Discovered(
        DOMAIN,
        hosts=(DOMAIN, "a b.acme.test", "x" * 300),
        name_servers=("ns1.acme.test", "<script>"),
        mail_exchangers=(),
        endpoints=(
            ("home", f"https://{DOMAIN}/"),
            ("login", "javascript:alert(1)"),
            ("login", f"https://{DOMAIN}/{'y' * 600}"),
        ),
        selectors=(),
        unanswered=("z" * 4000, "z" * 4000),
    )
    kept = discovery_runner._bounded(found)
    assert (kept.hosts, kept.name_servers) == ((DOMAIN,), ("ns1.acme.test",))
    assert kept.endpoints == (("home", f"https://{DOMAIN}/"),)
    assert kept.unanswered == ("z" * 300,)


def test_confirming_adds_what_was_chosen_and_loses_nothing(world, asked):
    with tenant(world.consultancy.pk, world.owner.pk):
        asked.engagement = world.engagement
        confirm_discovery(
            discovery=asked,
            chosen=Chosen(
                hosts=((f"app.{DOMAIN}", "The app", "Ada"),),
                endpoints=((f"https://{DOMAIN}/", "home"),),
                mail_domains=((DOMAIN, ("s1",)),),
                repositories=(("app", "https://git.acme.test/app.git"),),
            ),
            acting_user=world.owner,
        )
        rows = estate_rows(world.engagement)
        assert [(host.name, host.owner, host.is_discovered) for host in rows.hosts] == [(f"app.{DOMAIN}", "Ada", True)]
        assert rows.mail_domains[0].selectors == ["s1"]
        assert len(rows.endpoints) == len(rows.repositories) == 1
        assert Discovery.objects.get(pk=asked.pk).confirmed_at is not None
