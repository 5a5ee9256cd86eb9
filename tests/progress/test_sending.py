"""What a client sends: answers, comments, and who gives an access; and what is refused."""

import pytest

from portal.sprint.actions import note_access
from portal.sprint.item_actions import ask_client, move_item
from portal.sprint.models import Comment, IntakeAccess
from portal.tenancy.models import Activity

from .conftest import address, first_item, text_of


def asked(world, question="Who pays for the domain?"):
    item = first_item(world)
    return ask_client(item=item, question=question, until=None, revision=item.revision, acting_user=world.owner)


@pytest.mark.parametrize("person", ["approver", "viewer"])
def test_an_answer_goes_to_both_sides_and_the_work_goes_on(inside, visit, person):
    item = asked(inside)
    where = address(inside, "client_item", item=item)
    assert item.waiting_for in text_of(visit(inside.approver, where))
    answered = visit(getattr(inside, person), where, {"text": "Vic does.", "question": item.waiting_for})
    assert answered.status_code == 302
    item.refresh_from_db()
    assert (item.state, item.waiting_for) == ("doing", "")
    comment = Comment.objects.get(item=item)
    assert (comment.visibility, comment.text) == ("client", "Asked: Who pays for the domain?\n\nVic does.")
    assert Activity.objects.filter(verb="item.answered", object_id=str(item.pk)).count() == 1


def test_an_answer_to_a_question_that_changed_is_refused_and_kept_in_the_form(inside, visit):
    item = asked(inside)
    ask_client(item=item, question="Who hosts it?", until=None, revision=item.revision, acting_user=inside.owner)
    where = address(inside, "client_item", item=item)
    page = text_of(visit(inside.approver, where, {"text": "Vic does.", "question": "Who pays for the domain?"}))
    assert "The question changed while you wrote" in page
    assert "Vic does." in page
    assert 'value="Who hosts it?"' in page
    assert not Comment.objects.exists()


def test_an_answer_nobody_waits_for_is_refused_and_can_be_sent_as_a_comment(inside, visit):
    item = asked(inside)
    move_item(item=item, state="doing", revision=item.revision, acting_user=inside.owner)
    where = address(inside, "client_item", item=item)
    page = text_of(visit(inside.approver, where, {"text": "Vic does.", "question": "Who pays for the domain?"}))
    assert "Send it as a comment instead" in page
    assert 'name="question"' not in page
    assert visit(inside.approver, where, {"text": "Vic does."}).status_code == 302
    assert [one.text for one in Comment.objects.all()][1:] == ["Vic does."]


def test_a_comment_on_an_item_that_is_asked_meanwhile_stays_a_comment(inside, visit):
    item = asked(inside)
    visit(inside.approver, address(inside, "client_item", item=item), {"text": "By the way."})
    item.refresh_from_db()
    assert (item.state, Comment.objects.get().text) == ("waiting", "By the way.")


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001, "nul\x00byte"])
def test_words_that_cannot_be_kept_are_refused_in_the_form(inside, visit, text):
    item = first_item(inside)
    response = visit(inside.approver, address(inside, "client_item", item=item), {"text": text})
    assert response.status_code == 200
    assert "field-error" in text_of(response)
    assert not Comment.objects.exists()


def test_what_a_client_writes_is_shown_as_text(inside, visit):
    where = address(inside, "client_item")
    visit(inside.approver, where, {"text": "<script>alert(1)</script>"})
    for name in ("client_item", "client_comments", "client_progress"):
        page = text_of(visit(inside.approver, address(inside, name)))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_client_names_who_gives_an_access(inside, visit):
    access = IntakeAccess.objects.filter(engagement=inside.engagement).first()
    where = address(inside, "client_intake")
    assert visit(inside.viewer, where, {"access": access.access_id, "giver": "Vic"}).status_code == 302
    access.refresh_from_db()
    assert (access.giver, access.state) == ("Vic", "asked")
    assert Activity.objects.filter(verb="access.giver_named").count() == 1


HOSTILE = [
    ({"access": "nothing", "giver": "Vic"}, "asks for no such access"),
    ({"access": "registrar", "giver": ""}, "Write the name"),
    ({"access": "registrar", "giver": "x" * 81}, "up to 80 characters"),
    ({"giver": "Vic"}, "Say which access"),
    ({}, "Write the name"),
]


@pytest.mark.parametrize(("data", "says"), HOSTILE)
def test_a_giver_that_makes_no_sense_is_refused_in_one_sentence(inside, visit, data, says):
    response = visit(inside.approver, address(inside, "client_intake"), data)
    assert response.status_code == 200
    assert says in text_of(response)
    assert not IntakeAccess.objects.exclude(giver="").exists()


def test_an_access_that_was_given_keeps_its_giver(inside, visit):
    access = IntakeAccess.objects.filter(engagement=inside.engagement).first()
    note_access(access=access, state="given", giver="Olive", note="", acting_user=inside.owner)
    response = visit(inside.approver, address(inside, "client_intake"), {"access": access.access_id, "giver": "Vic"})
    assert "no longer asked for" in text_of(response)
    access.refresh_from_db()
    assert access.giver == "Olive"


def test_members_can_send_nothing_from_a_preview(inside, visit, client):
    item = asked(inside)
    where = address(inside, "client_item", item=item)
    page = visit(inside.owner, where, {"text": "From the wrong side.", "question": item.waiting_for})
    assert "nothing was sent" in text_of(page)
    access = IntakeAccess.objects.filter(engagement=inside.engagement).first()
    page = visit(inside.owner, address(inside, "client_intake"), {"access": access.access_id, "giver": "Olive"})
    assert "nothing was sent" in text_of(page)
    assert not Comment.objects.exists()
    assert not IntakeAccess.objects.exclude(giver="").exists()
