"""Invitations: for one address, used once, for seven days, and not after they were taken back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.http import Http404
from django.utils import timezone

from portal.database.tenant import tenant
from portal.mail.models import KeptMail
from portal.tenancy.access import access_invitation_by_token, access_place
from portal.tenancy.faults import RefusedError
from portal.tenancy.models import ClientUser, Door, Invitation, Member, User
from portal.tenancy.people_actions import (
    INVITATION_LASTS,
    accept_invitation,
    invite,
    join_with_invitation,
    remove_client_user,
    remove_member,
    withdraw_invitation,
)
from portal.tenancy.queries import memberships_of, open_invitations
from tests.conftest import person

NEW = "new@client.test"


@pytest.fixture
def invited(world):
    """Invites somebody; answers the invitation and the token in the mail."""

    def send(email=NEW, *, role="viewer", client=world.client_company):
        with tenant(world.consultancy.pk, world.owner.pk):
            invitation = invite(
                consultancy=world.consultancy,
                email=email,
                role=role,
                client=client,
                link_to="https://portal.test/invitation/TOKEN/",
                acting_user=world.owner,
            )
        token = mail.outbox[-1].body.partition("/invitation/")[2].partition("/")[0]
        return invitation, token

    return send


def place_of(world, user):
    return access_place(user, world.consultancy.slug)


def expired(invitation, world):
    with tenant(world.consultancy.pk):
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def test_mail_goes_to_the_address_with_a_link_that_works(world, invited):
    invitation, token = invited("  New@Client.test ")
    assert mail.outbox[0].to == [NEW]
    assert access_invitation_by_token(token) == invitation
    assert timedelta(0) < invitation.expires_at - timezone.now() <= INVITATION_LASTS


def test_mail_is_written_with_the_invitation(world, settings):
    settings.EMAIL_BACKEND = "portal.mail.backend.KeepingBackend"
    with tenant(world.consultancy.pk, world.owner.pk):
        invite(
            consultancy=world.consultancy,
            email=NEW,
            role="viewer",
            client=world.client_company,
            link_to="https://portal.test/invitation/TOKEN/",
            acting_user=world.owner,
        )
        assert KeptMail.objects.filter(to=NEW).count() == 1


def test_token_itself_is_kept_nowhere(world, invited):
    _, token = invited()
    door = Door.objects.latest("pk")
    assert len(token) >= 40
    assert token not in str(vars(door))


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 10_000, "\x00"])
def test_invented_token_opens_nothing(world, invited, token):
    invited()
    with pytest.raises(Http404):
        access_invitation_by_token(token)


def test_new_person_joins_as_client_user(world, invited):
    _, token = invited()
    user = join_with_invitation(invitation=access_invitation_by_token(token), name="Nia New", password="")
    place = place_of(world, user)
    assert place.member is None
    assert {client: row.role for client, row in place.clients.items()} == {world.client_company.pk: "viewer"}
    assert (user.email, user.has_usable_password()) == (NEW, False)


def test_new_person_joins_as_member(world, invited):
    _, token = invited(role="consultant", client=None)
    user = join_with_invitation(invitation=access_invitation_by_token(token), name="Nia", password="long-enough-word")
    place = place_of(world, user)
    assert (place.member.role, place.is_owner, place.clients) == ("consultant", False, {})
    assert user.check_password("long-enough-word")


def test_invitation_works_once(world, invited):
    _, token = invited()
    invitation = access_invitation_by_token(token)
    user = join_with_invitation(invitation=invitation, name="Nia", password="")
    with pytest.raises(Http404):
        access_invitation_by_token(token)
    with pytest.raises(RefusedError):
        accept_invitation(invitation=invitation, user=user)


def test_invitation_ends_by_itself(world, invited):
    invitation, token = invited()
    expired(invitation, world)
    with pytest.raises(Http404):
        access_invitation_by_token(token)
    with pytest.raises(RefusedError):
        accept_invitation(invitation=invitation, user=person(NEW, "Nia"))
    assert memberships_of(User.objects.get(email=NEW)) == ()


def test_withdrawn_invitation_works_no_more(world, invited):
    invitation, token = invited()
    with tenant(world.consultancy.pk, world.owner.pk):
        withdraw_invitation(invitation=invitation, acting_user=world.owner)
        assert not open_invitations(world.client_company).exists()
    with pytest.raises(Http404):
        access_invitation_by_token(token)
    with pytest.raises(RefusedError):
        accept_invitation(invitation=invitation, user=person(NEW, "Nia"))


def test_second_invitation_replaces_the_first(world, invited):
    _, first = invited()
    second_invitation, second = invited(role="approver")
    with pytest.raises(Http404):
        access_invitation_by_token(first)
    assert access_invitation_by_token(second) == second_invitation
    with tenant(world.consultancy.pk):
        assert list(open_invitations(world.client_company)) == [second_invitation]


def test_somebody_else_cannot_accept_it(world, invited):
    invitation, token = invited()
    with pytest.raises(RefusedError):
        accept_invitation(invitation=invitation, user=world.foreign_owner)
    assert access_invitation_by_token(token) == invitation


def test_who_is_in_already_is_not_invited(world, invited):
    with pytest.raises(RefusedError, match="has access already"):
        invited(world.viewer.email)
    with pytest.raises(RefusedError, match="has access already"):
        invited(world.consultant.email, role="owner", client=None)


def test_client_user_may_be_invited_to_another_client(world, invited):
    invitation, _ = invited(world.viewer.email, client=world.other_client, role="approver")
    accept_invitation(invitation=invitation, user=world.viewer)
    assert set(place_of(world, world.viewer).clients) == {world.client_company.pk, world.other_client.pk}


def test_person_of_one_consultancy_works_for_another_too(world, invited):
    invitation, _ = invited(world.foreign_owner.email, role="consultant", client=None)
    accept_invitation(invitation=invitation, user=world.foreign_owner)
    found = memberships_of(world.foreign_owner)
    assert {one.consultancy.pk for one in found} == {world.consultancy.pk, world.other_consultancy.pk}
    assert place_of(world, world.foreign_owner).member.role == "consultant"
    assert access_place(world.foreign_owner, world.other_consultancy.slug).is_owner


def test_removed_member_comes_back_with_the_new_role(world, invited):
    with pytest.raises(Http404):
        place_of(world, world.removed_member)
    invitation, _ = invited(world.removed_member.email, role="consultant", client=None)
    accept_invitation(invitation=invitation, user=world.removed_member)
    assert place_of(world, world.removed_member).member.role == "consultant"


def test_last_owner_stays(inside):
    owner = Member.objects.get(user=inside.owner)
    with pytest.raises(RefusedError, match="last owner"):
        remove_member(member=owner, acting_user=inside.owner)
    Member.objects.filter(user=inside.consultant).update(role="owner")
    remove_member(member=owner, acting_user=inside.owner)
    second = Member.objects.get(user=inside.consultant)
    with pytest.raises(RefusedError, match="last owner"):
        remove_member(member=second, acting_user=inside.consultant)


def test_owner_elsewhere_saves_no_consultancy(inside):
    Member.objects.create(consultancy=inside.consultancy, user=inside.foreign_owner, role="consultant")
    with pytest.raises(RefusedError, match="last owner"):
        remove_member(member=Member.objects.get(user=inside.owner), acting_user=inside.owner)


def test_removed_people_have_no_place_at_once(world):
    with tenant(world.consultancy.pk, world.owner.pk):
        remove_member(member=Member.objects.get(user=world.consultant), acting_user=world.owner)
        viewer = ClientUser.objects.select_related("client", "user").get(user=world.viewer)
        remove_client_user(client_user=viewer, acting_user=world.owner)
    for user in (world.consultant, world.viewer):
        assert memberships_of(user) == ()
        with pytest.raises(Http404):
            place_of(world, user)


def test_inactive_person_has_no_place(world):
    world.owner.is_active = False
    with pytest.raises(Http404):
        place_of(world, world.owner)


def test_second_click_on_join_is_refused_in_a_sentence(world, invited, client):
    _, token = invited()
    invitation = access_invitation_by_token(token)
    join_with_invitation(invitation=invitation, name="Nia", password="")
    with pytest.raises(RefusedError, match="no longer works"):
        join_with_invitation(invitation=invitation, name="Nia", password="")
    assert client.post(f"/invitation/{token}/", {"name": "Nia"}).status_code == 404


def test_address_that_joined_elsewhere_meanwhile_is_told_to_log_in(world, invited, client, monkeypatch):
    _, token = invited()
    person(NEW, "Nia")
    monkeypatch.setattr("portal.tenancy.views.queries.known_person", lambda _email: None)
    answer = client.post(f"/invitation/{token}/", {"name": "Nia"}, follow=True)
    assert "Log in, then open the link again." in answer.content.decode()
    assert access_invitation_by_token(token).email == NEW


def test_mail_says_names_as_they_are_and_takes_no_header_from_them(world, invited):
    name = "O'Brien & <b>Söhne</b>\r\nBcc: everybody@nowhere.test"
    world.consultancy.name = name
    invited()
    message = mail.outbox[-1]
    assert message.subject.startswith("O'Brien & <b>Söhne</b> Bcc: everybody@nowhere.test invites you")
    assert message.recipients() == [NEW]
    assert message.message()["Bcc"] is None
    assert "O'Brien & <b>Söhne</b>" in message.body
    assert "O&#x27;Brien &amp; &lt;b&gt;" in message.alternatives[0].content
