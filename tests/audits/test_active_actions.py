"""Starting active checks and drawing tokens, without a worker; and the pages on which people do it."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from audits.actions import request_active_audit, request_audit, stop_run
from audits.models import AuditRun
from audits.queries.active import active_page
from portal.database.tenant import tenant
from portal.estate.actions import add_domain, add_endpoint, add_host, retire_row
from portal.estate.control_actions import Look, begin_proof, record_look
from portal.estate.models import ControlProof
from portal.sprint.faults import RefusedError
from portal.tenancy.models import Activity
from tests.audits.findings_of import finding_of, judged, run_of
from tests.closed_network import DOMAIN

LOGIN = f"https://app.{DOMAIN}/login"
LIMIT = "login-rate-limit"


def estate_in(world):
    """An estate with a log-in on a host of its own, inside the tenant; its token is drawn."""
    told = {"engagement": world.engagement, "acting_user": world.owner}
    add_domain(name=DOMAIN, **told)
    add_host(name=f"app.{DOMAIN}", **told)
    add_endpoint(url=LOGIN, purpose="login", **told)
    add_endpoint(url=f"https://{DOMAIN}/", purpose="home", **told)
    return begin_proof(name=DOMAIN, **told)


@pytest.fixture
def proof(inside):
    return estate_in(inside)


def proven(proof, way="dns"):
    return record_look(proof=proof, look=Look(way, "seen"), acting_user=None)


def test_one_active_run_at_a_time(inside, proof):
    proven(proof)
    told = {"engagement": inside.engagement, "acting_user": inside.owner}
    run = request_active_audit(check_ids=[LIMIT], **told)
    with pytest.raises(RefusedError, match="on its way"):
        request_active_audit(check_ids=["origin-access"], **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditRun.objects.create(
            consultancy=inside.consultancy, engagement=inside.engagement, number=99, plan={}, is_active=True
        )
    request_audit(stage_number=2, **told)
    stop_run(run=run, acting_user=inside.owner)
    request_active_audit(check_ids=["origin-access"], **told)


@pytest.mark.parametrize("checks", [[], ["hsts"], ["no-such-check"]])
def test_only_active_checks_are_started_by_a_click(inside, proof, checks):
    proven(proof)
    with pytest.raises(RefusedError, match="Tick at least one"):
        request_active_audit(engagement=inside.engagement, check_ids=checks, acting_user=inside.owner)


def test_nothing_is_sent_without_proof(inside, proof):
    with pytest.raises(RefusedError, match="Control of no name"):
        request_active_audit(engagement=inside.engagement, check_ids=[LIMIT], acting_user=inside.owner)


def test_passive_run_is_not_stopped_by_this_button(inside, proof):
    run = request_audit(engagement=inside.engagement, stage_number=2, acting_user=inside.owner)
    with pytest.raises(RefusedError, match="sends nothing any more"):
        stop_run(run=run, acting_user=inside.owner)


def test_second_stop_is_told(inside, proof):
    proven(proof)
    run = request_active_audit(engagement=inside.engagement, check_ids=[LIMIT], acting_user=inside.owner)
    AuditRun.objects.filter(pk=run.pk).update(state="running")
    stop_run(run=run, acting_user=inside.owner)
    with pytest.raises(RefusedError, match="being stopped already"):
        stop_run(run=run, acting_user=inside.owner)


def test_other_engagement_of_the_same_consultancy_has_a_token_of_its_own(inside, proof):
    add_domain(engagement=inside.other_engagement, name=DOMAIN, acting_user=inside.owner)
    other = begin_proof(engagement=inside.other_engagement, name=DOMAIN, acting_user=inside.owner)
    again = begin_proof(engagement=inside.engagement, name=DOMAIN, acting_user=inside.owner)
    assert other.token != proof.token == again.token
    assert len(other.token) == 48


@pytest.mark.parametrize("name", ["other.test", f"x.{DOMAIN}", "", "127.0.0.1"])
def test_name_outside_the_estate_gets_no_token(inside, proof, name):
    with pytest.raises(RefusedError, match="not in the estate"):
        begin_proof(engagement=inside.engagement, name=name, acting_user=inside.owner)


LOOKS = [
    ("dns", Look("", "gone", ("dns",)), False),
    ("dns", Look("", "no answer"), True),
    ("dns", Look("", "no file either", ("file",)), True),
    ("dns", Look("file", "the file", ("dns",)), True),
    ("file", Look("", "gone", ("dns", "file")), False),
    ("file", Look("", "no answer", ("dns",)), True),
]


@pytest.mark.parametrize(("way", "look", "stands"), LOOKS)
def test_proof_is_lost_where_it_stood_and_only_by_an_answer(inside, proof, way, look, stands):
    before = proven(proof, way)
    after = record_look(proof=proof, look=look, acting_user=None)
    assert after.is_proven is stands
    assert (after.lost_at is None) is stands
    assert after.proven_at == before.proven_at
    assert Activity.objects.filter(verb="control.lost").exists() is not stands


def test_record_covers_what_lies_below_and_a_file_its_host_alone(inside, proof):
    hosts = [DOMAIN, f"app.{DOMAIN}", f"not{DOMAIN}", "test"]
    assert [proof.covers(host) for host in hosts] == [False] * 4
    assert [proven(proof).covers(host) for host in hosts] == [True, True, False, False]
    assert [proven(proof, "file").covers(host) for host in hosts] == [True, False, False, False]


def check_of(page, check_id):
    return next(check for check in page.checks if check.check_id == check_id)


def test_page_tells_what_would_be_sent_and_to_whom(inside, proof):
    log_ins = check_of(active_page(inside.engagement), LIMIT)
    assert ([one.label for one in log_ins.subjects], log_ins.can_start) == ([LOGIN], False)
    proven(proof, "file")
    assert not check_of(active_page(inside.engagement), LIMIT).can_start
    proven(proof)
    log_ins = check_of(active_page(inside.engagement), LIMIT)
    assert (log_ins.can_start, log_ins.requests, log_ins.longest) == (True, 20, "30 s")


def test_page_leaves_out_what_the_last_audit_found_not_to_concern(inside, proof):
    proven(proof)
    run = run_of(inside)
    judged(run, "origin-access", DOMAIN, "not-applicable")
    judged(run, "origin-access", f"app.{DOMAIN}", "could-not-check", verdict="needs-proof-of-control")
    origins = check_of(active_page(inside.engagement), "origin-access")
    assert [one.label for one in origins.subjects] == [f"app.{DOMAIN}"]
    assert origins.subjects[0].answer is None


def test_answer_of_the_last_active_run_stands_beside_what_it_concerns(inside, proof):
    proven(proof)
    judged(run_of(inside, is_active=True), LIMIT, LOGIN, "pass", headline="It stops guessing")
    judged(run_of(inside), LIMIT, LOGIN, "could-not-check", verdict="needs-proof-of-control")
    (subject,) = check_of(active_page(inside.engagement), LIMIT).subjects
    assert (subject.answer.outcome, subject.answer.headline) == ("pass", "It stops guessing")


@pytest.fixture
def member(world):
    client = Client()
    client.force_login(world.consultant, backend="allauth.account.auth_backends.AuthenticationBackend")
    with tenant(world.consultancy.pk, world.owner.pk):
        client.proof = estate_in(world)
    return client


def address(world, name, *more):
    return reverse(name, args=[world.consultancy.slug, world.engagement.pk, *more])


def change(world, **values):
    with tenant(world.consultancy.pk, world.owner.pk):
        ControlProof.objects.update(**values)


def test_estate_page_shows_the_record_to_copy_until_it_is_seen(world, member):
    page = member.get(address(world, "estate")).content.decode()
    assert member.proof.value in page
    assert "_launchready" in page
    assert f"https://{DOMAIN}/.well-known/launchready.txt" in page
    assert "Not proven yet" in page
    assert address(world, "active_checks") not in page
    change(world, way="dns", seen_at="2026-11-25T10:00Z")
    page = member.get(address(world, "estate")).content.decode()
    assert address(world, "active_checks") in page
    assert "Proven" in page


def test_section_asks_for_itself_while_a_look_goes_on(world, member):
    assert "hx-get" not in member.get(address(world, "control_state")).content.decode()
    answer = member.post(address(world, "look_for_proof", member.proof.pk), follow=True)
    assert answer.redirect_chain[0][0].endswith("/estate/#control")
    section = member.get(address(world, "control_state")).content.decode()
    assert address(world, "control_state") in section
    assert "Looking now" in section
    again = member.post(address(world, "look_for_proof", member.proof.pk), follow=True)
    assert "already" in again.content.decode()


def test_another_name_is_offered_and_no_other_is_taken(world, member):
    host = f"app.{DOMAIN}"
    assert host in member.get(address(world, "control_state")).content.decode()
    member.post(address(world, "prove_control"), {"name": host})
    refused = member.post(address(world, "prove_control"), {"name": "elsewhere.test"}, follow=True).content.decode()
    assert "That name is not in the estate" in refused
    assert "Choose a name" in member.post(address(world, "prove_control"), follow=True).content.decode()
    with tenant(world.consultancy.pk, world.owner.pk):
        assert set(ControlProof.objects.values_list("name", flat=True)) == {DOMAIN, host}


def test_click_starts_a_run_that_can_be_stopped_on_its_page(world, member):
    refused = member.post(address(world, "active_checks"), {"checks": [LIMIT]}).content.decode()
    assert "Select a valid choice" in refused
    change(world, way="dns")
    page = member.get(address(world, "active_checks")).content.decode()
    assert "At most 20: 20 for each log-in" in page
    assert LOGIN in page
    started = member.post(address(world, "active_checks"), {"checks": [LIMIT]}, follow=True)
    with tenant(world.consultancy.pk, world.owner.pk):
        run = AuditRun.objects.get(is_active=True)
    stop = address(world, "stop_run", run.pk)
    assert stop in started.content.decode()
    assert "An active run is on its way" in member.get(address(world, "active_checks")).content.decode()
    stopped = member.post(stop, {"next": address(world, "audit_run", run.pk)}, follow=True).content.decode()
    assert "Carl Consultant stopped it before it began. Nothing was sent." in stopped
    assert stop not in stopped
    assert "nothing any more" in member.post(stop, follow=True).content.decode()


def test_nothing_ticked_is_told_on_the_page(world, member):
    change(world, way="dns")
    assert "Tick at least one of the checks." in member.post(address(world, "active_checks")).content.decode()


def test_estate_without_a_log_in_has_nothing_to_start(world, member):
    change(world, way="dns")
    with tenant(world.consultancy.pk, world.owner.pk):
        for row in world.engagement.endpoints.all():
            retire_row(row=row, acting_user=world.owner)
    page = member.get(address(world, "active_checks")).content.decode()
    assert "The estate holds nothing that this check would ask." in page


def test_finding_of_an_active_check_leads_to_the_click_and_not_to_a_passive_run(world, member):
    with tenant(world.consultancy.pk, world.owner.pk):
        found = finding_of(run_of(world, is_active=True), LIMIT, LOGIN)
        other = finding_of(run_of(world), "dmarc-policy", DOMAIN)
    page = member.get(address(world, "finding", found.pk)).content.decode()
    assert address(world, "active_checks") in page
    assert address(world, "run_audits") not in page
    assert address(world, "run_audits") in member.get(address(world, "finding", other.pk)).content.decode()
