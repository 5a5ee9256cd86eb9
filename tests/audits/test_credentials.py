"""A worker reads a zone with the token that was given, and the token is nowhere afterwards but sealed in its row."""

import asyncio
import logging

import pytest
from asgiref.sync import sync_to_async
from django.apps import apps
from django.db import connection

from audits import runner
from audits.actions import request_audit
from audits.models import AuditRun
from audits.queries.credentials import UNREADABLE, door_credentials
from portal.database.tenant import tenant
from portal.estate.actions import add_domain
from portal.estate.credential_actions import give_credential
from portal.estate.models import Credential
from portal.jobs.models import Job
from portal.jobs.runner import work
from tests.audits.cloudflare_api import answers, script
from tests.closed_network import DOMAIN
from tests.loopback import NameServer
from tests.scripted_server import ScriptedServer, reply
from tests.throwaway_authority import authority, leaf, server_context

TOKEN = "cfut_" + "Zm9vYmFyYmF6" * 4
API = "api.cloudflare.com"
RECORDS = {
    (DOMAIN, "A"): ["127.0.0.1"],
    (DOMAIN, "NS"): ["lola.ns.cloudflare.com."],
    (API, "A"): ["127.0.0.1"],
}


def give(world, value=TOKEN):
    return give_credential(engagement=world.engagement, kind="cloudflare", value=value, acting_user=world.owner)


@pytest.fixture
def network(tmp_path, monkeypatch):
    """The domain and Cloudflare's API on one server of loopback; the requests that reach the API."""
    root = authority("root")
    (tmp_path / "root.pem").write_bytes(root.pem)
    context = server_context(tmp_path, leaf(root, DOMAIN, API))
    api = script(answers(), TOKEN)
    with (
        NameServer(RECORDS, recursive=True) as resolver,
        ScriptedServer(lambda request: api(request) if request.host == API else reply(), context=context) as server,
    ):
        for name, value in {
            "NAMESERVERS": resolver.setting,
            "PORTS": f"443={server.port}",
            "ALLOW_NETWORKS": "127.0.0.0/8",
            "CA_FILE": str(tmp_path / "root.pem"),
        }.items():
            monkeypatch.setenv(f"LAUNCHREADY_{name}", value)
        yield server


def audited(world):
    """A run over what Cloudflare tells alone, performed as a worker does."""
    with tenant(world.consultancy.pk, world.owner.pk):
        add_domain(engagement=world.engagement, name=DOMAIN, acting_user=world.owner)
        run = request_audit(engagement=world.engagement, stage_number=None, acting_user=world.owner)
        checks = [check for check in run.plan["checks"] if check.startswith("cloudflare-")]
        AuditRun.objects.filter(pk=run.pk).update(plan={**run.plan, "checks": checks})
    job = Job.objects.get(object_id=str(run.pk))
    work(job.pk, runner.perform, runner.gave_up)
    asyncio.run(sync_to_async(lambda: connection.close())())  # noqa: PLW0108 - the connection of that thread, not ours
    with tenant(world.consultancy.pk, world.owner.pk):
        return {row.check_id: row.verdict for row in run.judgements.all()}


def tables_that_hold(text):
    """Every table in which some row shows the text, in the clear or as bytes."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            likes = (f"%{text}%", f"%{text.encode().hex()}%")
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s OR t::text LIKE %s', likes)
            if cursor.fetchone()[0]:
                found.append(table)
    return found


@pytest.mark.network
@pytest.mark.django_db(transaction=True)
def test_zone_is_read_and_the_token_stays_sealed(world, network, caplog):
    with tenant(world.consultancy.pk, world.owner.pk):
        give(world)
    with caplog.at_level(logging.DEBUG):
        verdicts = audited(world)
    assert verdicts["cloudflare-tls-mode"] == "full"
    assert verdicts["cloudflare-owner"] == "named"
    assert verdicts["cloudflare-rate-limits"] == "limited"
    with tenant(world.consultancy.pk, world.owner.pk):
        assert tables_that_hold("Acme Inc") == ["audits_artifact", "audits_judgement"]
        assert tables_that_hold(TOKEN) == []
    assert TOKEN not in caplog.text
    assert len([request for request in network.requests if request.host == API]) == 8


@pytest.mark.network
@pytest.mark.django_db(transaction=True)
def test_without_a_token_the_api_is_left_alone(world, network):
    verdicts = audited(world)
    assert set(verdicts.values()) == {"could-not-check"}
    assert [request for request in network.requests if request.host == API] == []


def test_token_of_one_engagement_is_not_read_for_another(inside):
    give(inside)
    assert door_credentials(inside.engagement)["Cloudflare"].token == TOKEN
    assert door_credentials(inside.other_engagement) == {}


def test_token_that_does_not_open_is_told_as_such(inside, settings):
    give(inside)
    settings.VAULT_KEYS = "k9:" + "A" * 43 + "="
    assert door_credentials(inside.engagement) == {"Cloudflare": UNREADABLE}


def test_token_in_an_activity_is_never_told(inside):
    from portal.tenancy.models import Activity

    give(inside)
    give(inside, value=TOKEN[::-1])
    told = list(Activity.objects.filter(verb__startswith="credential.").values_list("verb", "words").order_by("pk"))
    assert told == [
        ("credential.given", "The Cloudflare API token was given."),
        ("credential.replaced", "The Cloudflare API token was replaced."),
    ]
    assert Credential.objects.count() == 1
