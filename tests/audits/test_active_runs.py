"""Active runs by a real worker against real servers: proof first, one at a time, stopped at once, never sent twice."""

import asyncio
import threading
import time
from contextlib import contextmanager

import pytest
from asgiref.sync import sync_to_async
from django.db import connection

from audits import active_runner, control_runner, runner
from audits.actions import look_for_control, request_active_audit, request_audit, stop_run
from audits.gatherers import log_ins
from audits.models import Artifact, Finding, GathererProgress, Judgement
from audits.queries.latest import latest_judgements
from audits.queries.unchecked import unchecked_answers
from portal.database.tenant import tenant
from portal.estate.actions import add_domain, add_endpoint
from portal.estate.control_actions import begin_proof
from portal.estate.models import ControlProof
from portal.jobs.models import Job
from portal.jobs.runner import work
from portal.sprint.faults import RefusedError
from portal.sprint.models import Item
from portal.tenancy.models import Activity
from tests.closed_network import DOMAIN, rules
from tests.loopback import NameServer, closed_port
from tests.scripted_server import ScriptedServer, reply

pytestmark = [pytest.mark.network, pytest.mark.django_db(transaction=True)]

LOGIN = f"http://{DOMAIN}/login"
PAGE = '<form method="post" action="/session"><input name="email"><input type="password" name="pass"></form><p>{}</p>'
LIMIT = "login-rate-limit"
WAYS = {
    "perform_audit": (runner.perform, runner.gave_up),
    "perform_active_audit": (active_runner.perform, runner.gave_up),
    "perform_control": (control_runner.perform, control_runner.gave_up),
}


class App:
    """A log-in; `limit` is the try after which it answers 429."""

    def __init__(self, limit=None):
        self.limit, self.posts = limit, []

    def __call__(self, request):
        if request.method != "POST":
            return reply(200, PAGE.format("")) if request.path == "/login" else reply(200, "<title>Home</title>")
        self.posts.append(time.monotonic())
        if self.limit is not None and len(self.posts) > self.limit:
            return reply(429, "slow down")
        return reply(200, PAGE.format("Wrong name or password"))


@pytest.fixture
def proof(world):
    """An estate with a log-in, and a token to prove control of its domain."""
    with inside(world):
        told = {"engagement": world.engagement, "acting_user": world.owner}
        add_domain(name=DOMAIN, **told)
        add_endpoint(url=LOGIN, purpose="login", **told)
        return begin_proof(name=DOMAIN, **told)


@contextmanager
def inside(world):
    with tenant(world.consultancy.pk, world.owner.pk):
        yield


@pytest.fixture
def network(monkeypatch, proof):
    """Stands up a zone that holds `records` and an app, and sets what the worker needs to find them."""
    monkeypatch.setattr(log_ins, "PAUSE_SECONDS", 0)

    @contextmanager
    def stand(app, *published):
        records = {(DOMAIN, "A"): ["127.0.0.1"], "zone": DOMAIN}
        if published:
            records[proof.record_name, "TXT"] = [f'"{value}"' for value in published]
        with NameServer(records) as resolver, ScriptedServer(app) as server:
            given = rules(resolver, http=server.port, https=closed_port())
            settings = {
                "NAMESERVERS": resolver.setting,
                "PORTS": ",".join(f"{ordinary}={real}" for ordinary, real in given.special.ports.items()),
                "ALLOW_NETWORKS": "127.0.0.0/8",
            }
            for name, value in settings.items():
                monkeypatch.setenv(f"LAUNCHREADY_{name}", value)
            yield server

    yield stand
    asyncio.run(sync_to_async(lambda: connection.close())())  # noqa: PLW0108 - the connection of that thread, not ours


def worked(object_id):
    """Does every waiting job about this, as a worker does."""
    for job in Job.objects.filter(object_id=str(object_id), state="queued"):
        work(job.pk, *WAYS[job.task.rpartition(".")[2]])
    return Job.objects.filter(object_id=str(object_id)).latest("pk")


def looked(world, proof):
    with inside(world):
        look_for_control(proof=proof, acting_user=world.owner)
    worked(proof.pk)
    with inside(world):
        proof.refresh_from_db()
    return proof


def sent(world):
    """An active run, worked off."""
    with inside(world):
        run = request_active_audit(engagement=world.engagement, check_ids=[LIMIT], acting_user=world.owner)
    worked(run.pk)
    with inside(world):
        run.refresh_from_db()
    return run


def answer(world, run):
    with inside(world):
        return Judgement.objects.get(run=run, check_id=LIMIT, subject=LOGIN)


def test_published_token_proves_the_name_and_unlocks_the_run(world, proof, network):
    app = App()
    with network(app, proof.value):
        assert looked(world, proof).way == "dns"
        run = sent(world)
    assert (run.state, run.stop_reason, run.is_active) == ("finished", "", True)
    assert answer(world, run).verdict == "unlimited"
    assert len(app.posts) == 20
    with inside(world):
        assert Finding.objects.get(check_id=LIMIT).state == "open"
        verbs = set(Activity.objects.values_list("verb", flat=True))
    assert {"control.begun", "control.looked", "control.proven", "audit.sent", "audit.finished"} <= verbs


def test_token_that_is_not_there_proves_nothing(world, proof, network):
    with network(App(), "launchready-proof=other"):
        assert looked(world, proof).way == ""
    assert "with another value" in proof.says
    assert not proof.is_looking
    with inside(world), pytest.raises(RefusedError, match="Control of no name is proven"):
        request_active_audit(engagement=world.engagement, check_ids=[LIMIT], acting_user=world.owner)


def test_vanished_proof_stops_the_run_before_anything_is_sent(world, proof, network):
    app = App()
    with network(app, proof.value):
        looked(world, proof)
    with network(app):
        run = sent(world)
    assert run.state == "stopped"
    assert run.stop_reason.startswith("The proof of control was not there. There is no TXT record at _launchready.")
    assert run.stop_reason.endswith("Nothing was sent.")
    assert app.posts == []
    with inside(world):
        proof.refresh_from_db()
        assert not proof.is_proven
        assert proof.lost_at is not None
        assert not Judgement.objects.filter(run=run).exists()
        assert Activity.objects.filter(verb="control.lost").count() == 1


def test_proof_that_gets_no_answer_sends_nothing_and_is_not_lost(world, proof, network, monkeypatch):
    monkeypatch.setattr("portal.outbound.lookups.ANSWER_SECONDS", 0.1)
    app = App()
    with network(app, proof.value):
        looked(world, proof)
    monkeypatch.setenv("LAUNCHREADY_NAMESERVERS", f"127.0.0.1:{closed_port()}")
    run = sent(world)
    assert (run.state, app.posts) == ("stopped", [])
    with inside(world):
        proof.refresh_from_db()
    assert proof.is_proven


def test_stop_button_is_heard_within_two_seconds(world, proof, network, monkeypatch):
    monkeypatch.setattr(log_ins, "PAUSE_SECONDS", 0.3)
    app = App()
    with network(app, proof.value):
        looked(world, proof)
        with inside(world):
            run = request_active_audit(engagement=world.engagement, check_ids=[LIMIT], acting_user=world.owner)

        def as_a_worker():
            try:
                worked(run.pk)
            finally:
                connection.close()

        worker = threading.Thread(target=as_a_worker)
        worker.start()
        end = time.monotonic() + 20
        while len(app.posts) < 3 and time.monotonic() < end:
            time.sleep(0.02)
        with inside(world):
            stop_run(run=run, acting_user=world.consultant)
        stopped = time.monotonic()
        worker.join(20)
        seconds, count = time.monotonic() - stopped, len(app.posts)
        time.sleep(0.7)
    assert seconds < 2
    assert len(app.posts) == count < 20
    assert max(app.posts) - stopped < 1
    with inside(world):
        run.refresh_from_db()
        kept = Artifact.objects.get(run=run, gatherer="log-ins", subject=LOGIN)
    assert run.state == "stopped"
    assert run.stop_reason.startswith("Carl Consultant stopped it after")
    assert len(kept.value["tries"]) >= 3
    assert answer(world, run).verdict == "short"


def test_stop_before_a_worker_came_ends_the_run_there(world, proof, network):
    app = App()
    with network(app, proof.value):
        looked(world, proof)
        with inside(world):
            run = request_active_audit(engagement=world.engagement, check_ids=[LIMIT], acting_user=world.owner)
            stop_run(run=run, acting_user=world.owner)
        assert worked(run.pk).state == "done"
    with inside(world):
        run.refresh_from_db()
        with pytest.raises(RefusedError, match="sends nothing any more"):
            stop_run(run=run, acting_user=world.owner)
    assert (run.state, app.posts) == ("stopped", [])


def test_worker_that_died_in_the_middle_does_not_send_again(world, proof, network):
    app = App()
    with network(app, proof.value):
        looked(world, proof)
        with inside(world):
            run = request_active_audit(engagement=world.engagement, check_ids=[LIMIT], acting_user=world.owner)
            rows = GathererProgress.objects.filter(run=run)
            rows.filter(gatherer="log-ins").update(state="running")
        worked(run.pk)
    with inside(world):
        run.refresh_from_db()
    assert (run.state, app.posts) == ("finished", [])
    judgement = answer(world, run)
    assert judgement.outcome == "could-not-check"
    assert "not sent twice" in judgement.headline


def test_passive_run_sends_no_log_in_and_says_that_proof_is_needed(world, proof, network):
    app = App()
    with network(app, proof.value) as server:
        looked(world, proof)
        with inside(world):
            run = request_audit(engagement=world.engagement, stage_number=2, acting_user=world.owner)
        worked(run.pk)
        methods = {request.method for request in server.requests}
    assert (app.posts, methods) == ([], {"GET"})
    assert answer(world, run).verdict == "needs-proof-of-control"
    with inside(world):
        assert not GathererProgress.objects.filter(run=run, gatherer__in=["log-ins", "origins"]).exists()
        assert [one.check_id for one in unchecked_answers(world.engagement) if one.needs_proof] == [LIMIT]
        item = Item.objects.get(stage__engagement=world.engagement, line="OPS-2.6")
    assert (item.proof, item.proof_note) == ("unknown", "An active check waits for your click")


def test_later_passive_run_leaves_the_answer_and_its_finding_as_they_were(world, proof, network):
    with network(App(), proof.value):
        looked(world, proof)
        run = sent(world)
        with inside(world):
            before = Finding.objects.get(check_id=LIMIT)
            later = request_audit(engagement=world.engagement, stage_number=2, acting_user=world.owner)
        worked(later.pk)
    assert answer(world, later).verdict == "needs-proof-of-control"
    with inside(world):
        after = Finding.objects.get(check_id=LIMIT)
        assert (after.state, after.not_confirmed_since) == (before.state, None)
        found = {row.subject: row for row in latest_judgements(world.engagement, [LIMIT])[LIMIT]}
        assert found[LOGIN].run_id == run.pk
        assert [one for one in unchecked_answers(world.engagement) if one.check_id == LIMIT] == []


def test_repair_is_a_fix_with_before_and_after(world, proof, network):
    with network(App(), proof.value):
        looked(world, proof)
        sent(world)
    with network(App(limit=5), proof.value):
        run = sent(world)
    assert answer(world, run).verdict == "limited"
    with inside(world):
        finding = Finding.objects.select_related("before", "after").get(check_id=LIMIT)
    assert (finding.state, finding.before.verdict, finding.after.verdict) == ("fixed", "unlimited", "limited")


def test_proof_of_another_consultancy_is_of_no_use(world, proof, network):
    """Both have the domain in their estates; the zone holds the first one's token, for everybody to read."""
    from portal.sprint.actions import create_engagement
    from portal.tenancy.actions import create_client

    with tenant(world.other_consultancy.pk, world.foreign_owner.pk):
        client = create_client(
            consultancy=world.other_consultancy, name="Same Company", acting_user=world.foreign_owner
        )
        theirs = create_engagement(
            client=client, name="Desk", playbook_id="ops", time_zone="UTC", acting_user=world.foreign_owner
        )
        add_domain(engagement=theirs, name=DOMAIN, acting_user=world.foreign_owner)
        foreign = begin_proof(engagement=theirs, name=DOMAIN, acting_user=world.foreign_owner)
        look_for_control(proof=foreign, acting_user=world.foreign_owner)
    assert foreign.token != proof.token
    with network(App(), proof.value):
        assert looked(world, proof).is_proven
        worked(foreign.pk)
    with tenant(world.other_consultancy.pk, world.foreign_owner.pk):
        foreign.refresh_from_db()
        assert not foreign.is_proven
        assert not ControlProof.objects.filter(pk=proof.pk).exists()
        with pytest.raises(RefusedError, match="Control of no name"):
            request_active_audit(engagement=theirs, check_ids=[LIMIT], acting_user=world.foreign_owner)


def test_look_that_breaks_on_our_side_says_so(world, proof, monkeypatch):
    monkeypatch.setenv("LAUNCHREADY_NAMESERVERS", "no address")
    with inside(world):
        look_for_control(proof=proof, acting_user=world.owner)
        with pytest.raises(RefusedError, match="looking for the proof"):
            look_for_control(proof=proof, acting_user=world.owner)
    for _ in range(5):
        Job.objects.filter(object_id=str(proof.pk)).update(run_after="2020-01-01T00:00Z")
        job = worked(proof.pk)
    with inside(world):
        proof.refresh_from_db()
    assert (job.state, proof.is_looking, proof.is_proven) == ("failed", False, False)
    assert "broke on our side" in proof.says
