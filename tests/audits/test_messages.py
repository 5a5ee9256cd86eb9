"""Received messages from the form to the board: kept, really judged by a worker, judged again, deleted."""

import asyncio
import json

import pytest
from asgiref.sync import sync_to_async
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from audits.actions import delete_message, give_message, judge_messages, rejudge_run, request_audit
from audits.actions.messages import MOST_MESSAGES
from audits.models import Artifact, AuditRun, Finding, Judgement, ReceivedMessage
from audits.plan import MESSAGE_CHECKS, plan_from
from audits.queries.messages import messages_page
from audits.runner import gave_up, perform
from portal.database.tenant import tenant
from portal.estate.actions import add_domain, add_mail_domain
from portal.files.models import File
from portal.jobs.models import Job
from portal.jobs.runner import work
from portal.sprint.faults import RefusedError
from portal.sprint.models import Item
from portal.tenancy.models import Activity
from tests.audits.signed_mail import arrived, message, rsa_key, signed
from tests.loopback import NameServer

DOMAIN = "client.test"
TXT = [" ".join(f'"{rsa_key()[1][start : start + 255]}"' for start in range(0, len(rsa_key()[1]), 255))]
ZONE = {
    (f"s1._domainkey.{DOMAIN}", "TXT"): TXT,
    (f"_dmarc.{DOMAIN}", "TXT"): ['"v=DMARC1; p=reject"'],
    (DOMAIN, "TXT"): ['"v=spf1 -all"'],
}
GOOD = arrived(signed(message()))
FOREIGN = arrived(message(sender="Harbour Desk <onboarding@resend.dev>"))


@pytest.fixture
def covered(inside):
    """The world inside its tenant, with one sending domain in the estate."""
    add_domain(engagement=inside.engagement, name=DOMAIN, acting_user=inside.owner)
    add_mail_domain(engagement=inside.engagement, name=DOMAIN, selectors=["s1"], acting_user=inside.owner)
    return inside


def give(world, content=GOOD, *, purpose="password-reset", is_pasted=False):
    return give_message(
        engagement=world.engagement, purpose=purpose, content=content, is_pasted=is_pasted, acting_user=world.owner
    )


def item_of(world, line="OPS-3.4"):
    return Item.objects.get(stage__engagement=world.engagement, line=line)


def test_message_is_kept_once_with_a_run_of_its_checks_alone(covered):
    given = give(covered)
    run = AuditRun.objects.get(engagement=covered.engagement)
    plan = plan_from(run.plan)
    assert plan.check_ids == MESSAGE_CHECKS
    assert [gatherer.title for gatherer in plan.gatherers] == ["Received messages"]
    assert [one.label for one in plan.estate.messages] == [f"message:password-reset-{given.key}"]
    assert given.file.media_type == "message/rfc822"
    with pytest.raises(RefusedError, match="here already"):
        give(covered)
    assert File.objects.filter(media_type="message/rfc822").count() == 1


def test_what_is_no_message_is_refused_and_nothing_is_kept(covered):
    for content in (b"", b"hello", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, GOOD + b"x" * 3_000_000):
        with pytest.raises(RefusedError):
            give(covered, content)
    assert not ReceivedMessage.objects.exists()
    assert not AuditRun.objects.exists()


def test_only_so_many_are_kept(covered):
    for number in range(MOST_MESSAGES):
        give(covered, GOOD + b"x" * number)
    with pytest.raises(RefusedError, match="Delete one"):
        give(covered, GOOD + b"y")


def test_stage_may_be_audited_while_messages_are_judged(covered):
    give(covered)
    run = request_audit(engagement=covered.engagement, stage_number=3, acting_user=covered.owner)
    assert run.stage_number == 3
    assert set(MESSAGE_CHECKS) < set(plan_from(run.plan).check_ids)


def test_nothing_of_the_message_stands_in_the_activity_or_the_plan(covered):
    give(covered)
    told = json.dumps([list(Activity.objects.values_list("words", flat=True)), AuditRun.objects.get().plan])
    assert "Set a new password" not in told
    assert "mailbox.test" not in told


def test_judging_again_needs_a_message_and_no_run_in_waiting(covered):
    with pytest.raises(RefusedError, match="Upload one first"):
        judge_messages(engagement=covered.engagement, acting_user=covered.owner)
    give(covered)
    with pytest.raises(RefusedError, match="about to be judged"):
        judge_messages(engagement=covered.engagement, acting_user=covered.owner)
    AuditRun.objects.update(state="finished")
    assert judge_messages(engagement=covered.engagement, acting_user=covered.owner).number == 2


@pytest.fixture
def network(monkeypatch):
    """The domain's zone on a name server of loopback."""
    with NameServer(ZONE, recursive=True) as resolver:
        monkeypatch.setenv("LAUNCHREADY_NAMESERVERS", resolver.setting)
        monkeypatch.setenv("LAUNCHREADY_ALLOW_NETWORKS", "127.0.0.0/8")
        monkeypatch.setenv("LAUNCHREADY_PORTS", f"53={resolver.port}")
        yield resolver


def within(world):
    return tenant(world.consultancy.pk, world.owner.pk)


def judged(world, *contents):
    """The messages given and every waiting run performed as a worker does."""
    with within(world):
        add_domain(engagement=world.engagement, name=DOMAIN, acting_user=world.owner)
        add_mail_domain(engagement=world.engagement, name=DOMAIN, selectors=["s1"], acting_user=world.owner)
        for content in contents:
            give(world, content)
    worked()


def worked():
    for run in Job.objects.filter(queue="audits"):
        work(run.pk, perform, gave_up)
    asyncio.run(sync_to_async(lambda: connection.close())())  # noqa: PLW0108 - the connection of that thread, not ours


@pytest.mark.network
@pytest.mark.django_db(transaction=True)
def test_worker_verifies_the_signature_and_keeps_nothing_of_the_text(world, network):
    judged(world, GOOD)
    with within(world):
        outcomes = {row.check_id: row.verdict for row in Judgement.objects.all()}
        assert outcomes == {"received-message": "trusted", "message-leads": "leads-home"}
        kept = json.dumps(list(Artifact.objects.values_list("value", flat=True)))
        assert "mailbox.test" not in kept.replace("mx.mailbox.test", "")
        assert "a1b2c3d4" not in kept
        page = messages_page(world.engagement)
        assert page.headline == "Receivers can trust this mail"
        assert [answer.outcome for answer in page.lines[0].answers] == ["pass", "pass"]
    assert (f"s1._domainkey.{DOMAIN}", "TXT") in network.questions


@pytest.mark.network
@pytest.mark.django_db(transaction=True)
def test_deleted_message_counts_no_more_and_its_source_is_gone(world, network):
    judged(world, FOREIGN)
    with within(world):
        finding = Finding.objects.get(check_id="received-message")
        assert finding.state == "open"
        assert item_of(world).proof == "refuted"
        assert "onboarding" not in item_of(world).proof_note
        delete_message(message=ReceivedMessage.objects.get(), acting_user=world.owner)
        finding.refresh_from_db()
        assert finding.state == "retired"
        assert item_of(world).proof == "unknown"
        assert not File.objects.filter(media_type="message/rfc822").exists()
        assert not messages_page(world.engagement).lines


@pytest.mark.network
@pytest.mark.django_db(transaction=True)
def test_deleted_message_opens_no_finding_when_its_run_is_judged_again(world, network):
    judged(world, FOREIGN)
    with within(world):
        delete_message(message=ReceivedMessage.objects.get(), acting_user=world.owner)
        rejudge_run(run=AuditRun.objects.get(), acting_user=world.owner)
        assert [row.state for row in Finding.objects.all()] == ["retired"]
        assert item_of(world).proof == "unknown"


@pytest.mark.network
@pytest.mark.django_db(transaction=True)
def test_line_without_a_message_says_what_to_upload(world, network):
    with within(world):
        add_domain(engagement=world.engagement, name=DOMAIN, acting_user=world.owner)
        add_mail_domain(engagement=world.engagement, name=DOMAIN, selectors=["s1"], acting_user=world.owner)
        run = request_audit(engagement=world.engagement, stage_number=3, acting_user=world.owner)
        checks = ["spf", "dmarc-policy", *MESSAGE_CHECKS]
        AuditRun.objects.filter(pk=run.pk).update(plan={**run.plan, "checks": checks})
    worked()
    with within(world):
        item = item_of(world)
        assert item.proof == "unknown"
        assert item.proof_note == "Upload a received password reset or alert: none was judged yet"
        assert item.state != Item.State.SETTLED


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def logged_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def address(world):
    return reverse("received_messages", args=[world.consultancy.slug, world.engagement.pk])


@pytest.mark.django_db
def test_page_takes_a_file_or_a_pasted_source(world, client):
    browser = logged_in(client, world.owner)
    file = SimpleUploadedFile("reset.eml", GOOD, content_type="message/rfc822")
    assert browser.post(address(world), {"purpose": "alert", "file": file}).status_code == 302
    pasted = FOREIGN.decode()
    assert browser.post(address(world), {"purpose": "other", "source": pasted}).status_code == 302
    with within(world):
        assert {(row.purpose, row.is_pasted) for row in ReceivedMessage.objects.all()} == {
            ("alert", False),
            ("other", True),
        }
        assert bytes(ReceivedMessage.objects.get(purpose="alert").file.content) == GOOD
    shown = browser.get(address(world)).content.decode()
    assert "Not judged yet" in shown
    assert "Set a new password" not in shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"purpose": "alert"}, "one of the two"),
        ({"purpose": "spam", "source": "From: a@b.test"}, "Select a valid choice"),
        ({"purpose": "alert", "source": "hello"}, "no e-mail as it was sent"),
        ({"purpose": "alert", "source": "x" * 2_200_000}, "larger than 2 MB"),
    ],
)
def test_refusal_is_told_on_the_form(world, client, data, words):
    answer = logged_in(client, world.owner).post(address(world), data)
    assert answer.status_code == 200
    assert words in answer.content.decode()


@pytest.mark.django_db
def test_large_file_is_refused_in_a_sentence(world, client):
    file = SimpleUploadedFile("big.eml", GOOD + b"x" * 2_200_000)
    answer = logged_in(client, world.owner).post(address(world), {"purpose": "alert", "file": file})
    assert "larger than 2 MB" in answer.content.decode()
