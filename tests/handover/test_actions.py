"""What people do with a handover: write, supply, publish, decide, answer; and what is refused."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from audits.actions import RiskWords, add_risk, publish_risk, unpublish_risk
from handover.actions import (
    SecretWords,
    add_secret,
    decide_version,
    edit_secret,
    publish_version,
    record_rehearsal,
    remove_secret,
    supply_answer,
    supply_version,
    write_version,
)
from handover.contents.freezing import frozen
from handover.contents.kinds import KINDS
from handover.models import Secret, Supplied, Version
from handover.queries import inputs_of
from portal.estate.models import DeclaredRecord
from portal.jobs.models import Job
from portal.sprint.faults import RefusedError
from portal.tenancy.models import Activity, ClientUser
from tests.handover import harbour_desk
from tests.handover.papers_of import pdf, published_version, ready_version

KEY = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc" + "Xy12"


def upload(content=None, name="report.pdf"):
    return SimpleUploadedFile(name, content if content is not None else pdf())


def write(world, kind="risk-list"):
    return write_version(engagement=world.engagement, kind=KINDS[kind], acting_user=world.owner)


def test_writing_freezes_the_inputs_and_asks_a_worker(inside):
    version = write(inside)
    job = Job.objects.get(object_id=str(version.pk))
    assert (version.state, version.number, job.queue) == ("queued", 1, "documents")
    assert version.inputs["inputs"]["app"] == "Desk"


def test_a_draft_that_is_being_made_is_not_started_twice(inside):
    write(inside)
    with pytest.raises(RefusedError, match="being made right now"):
        write(inside)


def test_a_new_draft_takes_the_place_of_the_last_one(inside):
    first = ready_version(inside.engagement, kind="risk-list", maker="", inputs=frozen(inputs_of(inside.engagement)))
    second = write(inside)
    assert second.number == 1
    assert not Version.objects.filter(pk=first.pk).exists()


def test_the_portal_writes_no_empty_shell(inside):
    with pytest.raises(RefusedError, match="no source for a load report"):
        write(inside, "load-report")


@override_settings(DOCUMENTS_AVAILABLE=False)
def test_without_pango_it_says_what_to_install(inside):
    with pytest.raises(RefusedError, match="apt-get install libpango"):
        write(inside)


def test_a_supplied_paper_names_who_supplied_it(inside):
    version = supply_version(
        engagement=inside.engagement, kind=KINDS["load-report"], upload=upload(), acting_user=inside.consultant
    )
    assert (version.maker, version.state, version.inputs) == ("Carl Consultant", "queued", None)


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"hello", "a.pdf", "no PDF"),
        (b"", "a.pdf", "empty"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "no PDF"),
        (b"MZ\x00", "a.pdf", "none of the files"),
    ],
)
def test_only_a_pdf_is_taken(inside, content, name, says):
    with pytest.raises(RefusedError, match=says):
        supply_version(
            engagement=inside.engagement,
            kind=KINDS["load-report"],
            upload=upload(content, name),
            acting_user=inside.owner,
        )


def test_what_the_portal_writes_cannot_be_supplied(inside):
    with pytest.raises(RefusedError, match="writes the risk list itself"):
        supply_version(engagement=inside.engagement, kind=KINDS["risk-list"], upload=upload(), acting_user=inside.owner)


def test_publishing_delivers_the_stage_that_names_the_kind(inside):
    published_version(inside.engagement, inside.owner)
    stage = inside.engagement.stages.get(number=6)
    assert (stage.delivered_version, stage.delivered_at is not None) == (1, True)
    assert inside.engagement.stages.get(number=5).delivered_at is None


def test_publishing_the_routing_map_declares_its_records(inside):
    inputs = frozen(harbour_desk.inputs())
    published_version(inside.engagement, inside.owner, kind="routing-map", maker="", inputs=inputs)
    declared = DeclaredRecord.objects.filter(engagement=inside.engagement)
    assert declared.count() == len(harbour_desk.RECORDS)
    assert declared.get(type="MX").value == "10 mx1.post.example"


def test_a_risk_in_a_published_paper_cannot_be_taken_back(inside):
    risk = add_risk(
        engagement=inside.engagement,
        words=RiskWords(title="No restore tried", rank="incident"),
        acting_user=inside.owner,
    )
    publish_risk(target=risk, acting_user=inside.owner)
    inputs = inputs_of(inside.engagement)
    published_version(inside.engagement, inside.owner, kind="risk-list", maker="", inputs=frozen(inputs))
    risk.refresh_from_db()
    assert risk.contained_at is not None


def test_a_draft_that_tells_of_a_risk_taken_back_meanwhile_is_not_published(inside):
    words = RiskWords(title="No restore tried", rank="incident")
    risk = add_risk(engagement=inside.engagement, words=words, acting_user=inside.owner)
    publish_risk(target=risk, acting_user=inside.owner)
    told = frozen(inputs_of(inside.engagement))
    unpublish_risk(target=risk, acting_user=inside.owner)
    with pytest.raises(RefusedError, match="“No restore tried”, which is internal again"):
        published_version(inside.engagement, inside.owner, kind="risk-list", maker="", inputs=told)
    assert not Version.objects.filter(published_at__isnull=False).exists()


def test_a_published_version_never_changes_again(inside):
    version = published_version(inside.engagement, inside.owner)
    with pytest.raises(RefusedError, match="published already"):
        publish_version(version=version, acting_user=inside.owner)
    newer = supply_version(
        engagement=inside.engagement, kind=KINDS["load-report"], upload=upload(), acting_user=inside.owner
    )
    version.refresh_from_db()
    assert (version.number, newer.number, version.state) == (1, 2, "ready")


@pytest.mark.parametrize("state", ["queued", "rendering", "failed"])
def test_only_a_finished_version_is_published(inside, state):
    version = ready_version(inside.engagement)
    Version.objects.filter(pk=version.pk).update(state=state)
    with pytest.raises(RefusedError, match="Only a finished version"):
        publish_version(version=version, acting_user=inside.owner)


def decide(world, version, decision="approved", reason=""):
    approver = ClientUser.objects.get(user=world.approver)
    return decide_version(
        version=version, decision=decision, reason=reason, client_user=approver, acting_user=world.approver
    )


def test_an_approver_approves_and_it_is_written_down(inside):
    version = published_version(inside.engagement, inside.owner)
    decide(inside, version)
    assert version.approvals.get().decision == "approved"
    assert Activity.objects.filter(verb="document.approved", engagement_id=inside.engagement.pk).exists()


def test_second_click_says_nothing_new(inside):
    version = published_version(inside.engagement, inside.owner)
    assert decide(inside, version) == decide(inside, version)
    decide(inside, version, "changes", "Name a second contact.")
    decide(inside, version)
    assert [approval.decision for approval in version.approvals.order_by("pk")] == ["approved", "changes", "approved"]
    assert Activity.objects.filter(verb="document.approved").count() == 2


def test_asking_for_changes_needs_a_reason(inside):
    version = published_version(inside.engagement, inside.owner)
    with pytest.raises(RefusedError, match="Say what should change"):
        decide(inside, version, "changes", "  ")
    assert decide(inside, version, "changes", "Name the second provider").reason == "Name the second provider"


def test_a_draft_and_a_replaced_version_take_no_decision(inside):
    first = published_version(inside.engagement, inside.owner)
    draft = ready_version(inside.engagement, number=2)
    with pytest.raises(RefusedError, match="Only a published version"):
        decide(inside, draft)
    publish_version(version=draft, acting_user=inside.owner)
    with pytest.raises(RefusedError, match="Version 2 replaced this one"):
        decide(inside, first)


def test_an_answer_is_kept_and_taken_back(inside):
    told = {"engagement": inside.engagement, "key": "first-contact", "acting_user": inside.owner}
    supply_answer(value="Tom Berger\r\n+44 20 7946 0112", **told)
    assert Supplied.objects.get().value == "Tom Berger\n+44 20 7946 0112"
    supply_answer(value="", **told)
    assert not Supplied.objects.exists()


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("hosting", f"token {KEY}", "looks like the value of a secret"),
        ("deploy-command", "x" * 131, "131 characters"),
        ("nothing", "x", "Nobody asked"),
        ("hosting", " ", "empty"),
    ],
)
def test_answers_that_do_not_belong_on_paper_are_refused(inside, key, value, says):
    with pytest.raises(RefusedError, match=says):
        supply_answer(engagement=inside.engagement, key=key, value=value, acting_user=inside.owner)
    assert not Supplied.objects.exists()


FIELDS = ["name", "purpose", "environment", "owner", "deputy", "stored_in", "used_by", "rotation"]


@pytest.mark.parametrize("field", FIELDS)
def test_a_value_is_refused_in_every_field_of_the_inventory(inside, field):
    words = SecretWords(**{"name": "DATABASE_URL", "purpose": "Database", field: KEY})
    with pytest.raises(RefusedError, match="never the value") as refusal:
        add_secret(engagement=inside.engagement, words=words, acting_user=inside.owner)
    assert KEY not in str(refusal.value)
    assert not Secret.objects.exists()


def test_a_removed_secret_comes_back_with_new_words(inside):
    words = SecretWords(name="MAIL_TOKEN", purpose="Mail")
    first = add_secret(engagement=inside.engagement, words=words, acting_user=inside.owner)
    with pytest.raises(RefusedError, match="listed for production already"):
        add_secret(engagement=inside.engagement, words=words, acting_user=inside.owner)
    remove_secret(secret=first, acting_user=inside.owner)
    again = add_secret(
        engagement=inside.engagement,
        words=SecretWords(name="MAIL_TOKEN", purpose="Reset mail"),
        acting_user=inside.owner,
    )
    assert (again.pk, again.purpose, again.removed_at) == (first.pk, "Reset mail", None)


def test_editing_into_another_entry_is_refused(inside):
    add_secret(engagement=inside.engagement, words=SecretWords(name="A_KEY", purpose="a"), acting_user=inside.owner)
    other = add_secret(
        engagement=inside.engagement, words=SecretWords(name="B_KEY", purpose="b"), acting_user=inside.owner
    )
    with pytest.raises(RefusedError, match="A_KEY is listed"):
        edit_secret(secret=other, words=SecretWords(name="A_KEY", purpose="b"), acting_user=inside.owner)


def test_a_rehearsal_lies_in_the_past(inside):
    told = {
        "engagement": inside.engagement,
        "person": "Tom",
        "minutes": 19,
        "paused_at": "",
        "acting_user": inside.owner,
    }
    with pytest.raises(RefusedError, match="happened already"):
        record_rehearsal(scenario="site-down", rehearsed_on=date(2999, 1, 1), **told)
    with pytest.raises(RefusedError, match="no such scenario"):
        record_rehearsal(scenario="x", rehearsed_on=date(2026, 1, 1), **told)
    record_rehearsal(scenario="site-down", rehearsed_on=date(2026, 1, 1), **told)
    assert inputs_of(inside.engagement).rehearsals[0].minutes == 19
