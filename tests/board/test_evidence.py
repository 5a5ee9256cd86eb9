import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.files.kind import LARGEST
from portal.files.models import File
from portal.sprint.models import Evidence

PDF = b"%PDF-1.7\n%seen\n"


def text(response):
    return response.content.decode()


def leave(desk, item, **data):
    return desk.post("leave_evidence", data, item=item.pk)


def upload(name, content, media_type="application/octet-stream"):
    return SimpleUploadedFile(name, content, media_type)


def test_a_text_a_link_and_a_file_are_kept_at_once(started):
    item = started.item(place=1)
    leave(started, item, text="Seen with Tom", link="https://ci.test/run/1", file=upload("run.pdf", PDF))
    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["file", "link", "text"]
    page = text(started.get("item", item=item.pk))
    assert "Seen with Tom" in page
    assert 'href="https://ci.test/run/1"' in page
    assert hashlib.sha256(PDF).hexdigest() in page


def test_evidence_lets_a_person_settle_the_item(started):
    item = started.item(stage=4, place=1)
    leave(started, item, text="Seen")
    started.act("move_item", item, state="settled")
    assert started.fresh(item).state == "settled"


def test_nothing_at_all_is_no_evidence(started):
    assert "Leave a text, a link or a file." in text(leave(started, started.item()))
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "ftp://files.test/a", "data:text/html,x", "nonsense", "https://" + "x" * 500 + ".test"],
)
def test_only_web_links_are_kept(started, link):
    leave(started, started.item(), link=link)
    assert not Evidence.objects.exists()


def test_a_refused_file_keeps_nothing_of_the_form(started):
    page = text(leave(started, started.item(), text="Seen", file=upload("run.pdf", b"MZ\x00\x01")))
    assert "That is none of the files kept here" in page
    assert "Seen" in page
    assert not Evidence.objects.exists()
    assert not File.objects.exists()


def test_the_largest_file_is_kept_and_one_byte_more_is_not(started):
    body = PDF + b"0" * (LARGEST - len(PDF))
    leave(started, started.item(), file=upload("large.pdf", body))
    assert File.objects.get().size == LARGEST
    page = text(leave(started, started.item(), file=upload("larger.pdf", body + b"0")))
    assert "That file is larger than 32 MB." in page
    assert File.objects.count() == 1


def test_a_file_comes_back_as_a_download_of_its_own_type(started):
    item = started.item()
    leave(started, item, file=upload("../<b>seen\r\nX: y.pdf", PDF, "text/html"))
    evidence = Evidence.objects.get()
    response = started.get("evidence_file", item=item.pk, evidence=evidence.pk)
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "X" not in response.headers


def test_a_text_has_no_file_and_another_items_evidence_is_not_found(started):
    item, other = started.item(), started.item(place=1)
    leave(started, item, text="Seen")
    leave(started, item, file=upload("a.pdf", PDF))
    words, file = Evidence.objects.order_by("pk")
    assert started.get("evidence_file", item=item.pk, evidence=words.pk).status_code == 404
    assert started.get("evidence_file", item=other.pk, evidence=file.pk).status_code == 404
    assert started.get("evidence_file", item=item.pk, evidence=10**30).status_code == 404


def test_withdrawn_evidence_is_gone_and_reopens_what_it_settled(started):
    item = started.item(stage=4, place=1)
    leave(started, item, file=upload("a.pdf", PDF))
    started.act("move_item", item, state="settled")
    evidence = Evidence.objects.get()
    assert "Withdraw this file?" in text(started.get("withdraw_evidence", item=item.pk, evidence=evidence.pk))
    started.post("withdraw_evidence", item=item.pk, evidence=evidence.pk)
    assert started.fresh(item).state == "doing"
    assert started.get("evidence_file", item=item.pk, evidence=evidence.pk).status_code == 404


def test_a_client_user_cannot_download_raw_evidence(started):
    item = started.item()
    leave(started, item, file=upload("a.pdf", PDF))
    started.client.force_login(started.world.approver, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert started.get("evidence_file", item=item.pk, evidence=Evidence.objects.get().pk).status_code == 404
