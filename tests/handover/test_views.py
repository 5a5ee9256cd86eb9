"""The pages of a handover, for members and for the client."""

import pytest
from django.test import Client
from django.urls import reverse

from handover.contents.needs import NEEDS
from handover.models import Secret, Supplied, Version
from portal.database.tenant import tenant
from tests.handover.papers_of import published_version, ready_version
from tests.handover.test_actions import KEY

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def ask(world):
    """Asks a page of the first engagement as somebody."""

    def asked(user, name, *more, post=None, **kwargs):
        browser = Client()
        browser.force_login(user, backend=BACKEND)
        address = reverse(name, args=[world.consultancy.slug, world.engagement.pk, *more])
        return browser.get(address, kwargs) if post is None else browser.post(address, post)

    return asked


def made(world, call, **told):
    with tenant(world.consultancy.pk, world.owner.pk):
        version = call(world.engagement, **told)
        assert version.file.size  # read here, where it may be
        return version


def test_the_page_names_what_is_missing_and_who_has_it(world, ask):
    text = ask(world.consultant, "handover").content.decode()
    assert "of 21 answers are missing" in text
    assert "Who to call first" in text
    assert "Supply a PDF" in text
    assert "Nobody has walked this page yet" in text


def test_an_answer_with_a_value_is_refused_at_its_field(world, ask):
    answer = ask(world.consultant, "supply", "hosting", post={"value": KEY})
    assert "looks like the value of a secret" in answer.content.decode()
    assert KEY not in answer.content.decode()
    with tenant(world.consultancy.pk, world.owner.pk):
        assert not Supplied.objects.exists()


def test_one_answer_leads_on_to_the_next_that_is_missing(world, ask):
    first, second, third = (need.key for need in NEEDS[:3])
    ask(world.consultant, "supply", second, post={"value": "Maya"})
    led = ask(world.consultant, "supply", first, post={"value": "Tom", "next": ""})
    assert led.url.endswith(f"/{third}/")
    assert ask(world.consultant, "supply", first, post={"value": "Tom"}).url.endswith("/handover/")


def test_a_secret_with_a_value_is_refused_at_its_field(world, ask):
    answer = ask(
        world.consultant,
        "add_secret",
        post={"name": "A_KEY", "purpose": "x", "environment": "production", "rotation": KEY},
    )
    assert "looks like the value of a secret" in answer.content.decode()
    assert KEY not in answer.content.decode()
    with tenant(world.consultancy.pk, world.owner.pk):
        assert not Secret.objects.exists()


def test_answers_secrets_and_rehearsals_are_kept(world, ask):
    assert ask(world.consultant, "supply", "hosting", post={"value": "Fly"}).status_code == 302
    kept = ask(world.consultant, "add_secret", post={"name": "A_KEY", "purpose": "x", "environment": "production"})
    rehearsed = ask(
        world.consultant,
        "record_rehearsal",
        post={"scenario": "site-down", "person": "Tom", "rehearsed_on": "2026-01-02", "minutes": "19", "paused_at": ""},
    )
    text = ask(world.consultant, "handover").content.decode()
    assert (kept.status_code, rehearsed.status_code) == (302, 302)
    assert "A_KEY" in text
    assert "Tom, 19 min" in text


def test_writing_leads_to_the_version_that_follows_itself(world, ask):
    answer = ask(world.consultant, "write_version", post={"kind": "risk-list"})
    with tenant(world.consultancy.pk, world.owner.pk):
        version = Version.objects.get()
    assert answer.headers["Location"].endswith(f"/documents/{version.pk}/")
    text = ask(world.consultant, "version", version.pk).content.decode()
    assert 'hx-trigger="every 2s"' in text
    assert "is being written" in text


@pytest.mark.parametrize("kind", ["", "nothing", "load-report"])
def test_a_kind_that_cannot_be_written_comes_back_with_a_sentence(world, ask, kind):
    assert ask(world.consultant, "write_version", post={"kind": kind}).status_code == 302
    with tenant(world.consultancy.pk, world.owner.pk):
        assert not Version.objects.exists()


def test_a_ready_version_can_be_published_and_stops_asking(world, ask):
    version = made(world, ready_version)
    text = ask(world.consultant, "version", version.pk).content.decode()
    assert "Publish to Client Company" in text
    assert "hx-trigger" not in text
    assert "Supplied by Carl Consultant, not written by the portal" in text
    assert ask(world.consultant, "publish_version", version.pk, post={}).status_code == 302
    assert "It never changes again" in ask(world.consultant, "version", version.pk).content.decode()


def test_a_handover_with_missing_answers_says_so_before_it_is_published(world, ask):
    version = made(world, ready_version, kind="recovery-guide", maker="")
    text = ask(world.consultant, "version", version.pk).content.decode()
    assert "21 answers only people have are missing" in text
    ask(world.consultant, "publish_version", version.pk, post={})
    assert "only people have" not in ask(world.consultant, "version", version.pk).content.decode()
    report = made(world, ready_version, kind="load-report")
    assert "only people have" not in ask(world.consultant, "version", report.pk).content.decode()


def test_the_client_sees_published_versions_alone(world, ask):
    draft = made(world, ready_version)
    assert "No document is delivered yet" in ask(world.viewer, "client_documents").content.decode()
    assert ask(world.viewer, "download_version", draft.pk).status_code == 404
    assert ask(world.owner, "download_version", draft.pk).status_code == 404
    published = made(world, published_version, user=world.owner, kind="monitoring-sheet")
    text = ask(world.viewer, "client_documents").content.decode()
    assert str(published.pk) in text
    assert str(draft.pk) not in text
    assert published.file.sha256 in text


def test_a_download_is_an_attachment_with_the_bytes_that_were_published(world, ask):
    version = made(world, published_version, user=world.owner)
    answer = ask(world.viewer, "download_version", version.pk)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content == bytes(version.file.content)


def test_a_viewer_reads_and_an_approver_decides(world, ask):
    version = made(world, published_version, user=world.owner)
    assert "Approve or ask" not in ask(world.viewer, "client_documents").content.decode()
    assert ask(world.viewer, "decide_version", version.pk, post={"decision": "approved"}).status_code == 404
    assert "Approve or ask" in ask(world.approver, "client_documents").content.decode()
    refused = ask(world.approver, "decide_version", version.pk, post={"decision": "changes"})
    assert "Say what should change" in refused.content.decode()
    assert ask(world.approver, "decide_version", version.pk, post={"decision": "approved"}).status_code == 302
    assert "Approved by Ada Approver" in ask(world.viewer, "client_documents").content.decode()
    assert "Ada Approver" in ask(world.consultant, "version", version.pk).content.decode()


def test_a_version_of_another_engagement_is_absent(world):
    with tenant(world.consultancy.pk, world.owner.pk):
        foreign = published_version(world.other_engagement, world.owner)
    browser = Client()
    browser.force_login(world.owner, backend=BACKEND)
    address = reverse("version", args=[world.consultancy.slug, world.engagement.pk, foreign.pk])
    assert browser.get(address).status_code == 404


def test_a_supplied_pdf_is_never_shown_in_our_own_origin(world, ask):
    version = made(world, ready_version)
    assert ask(world.consultant, "version_file", version.pk).headers["Content-Disposition"].startswith("attachment")
