"""Inviting people, letting them in, removing them."""

from datetime import timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from portal.database.tenant import tenant
from portal.tenancy.actions import make_person
from portal.tenancy.activity import record_activity
from portal.tenancy.door import open_door
from portal.tenancy.faults import RefusedError
from portal.tenancy.models import Client, ClientUser, Consultancy, Door, Invitation, Member, User

INVITATION_LASTS = timedelta(days=7)
WORKS_NO_LONGER = "This invitation no longer works. Ask for a new one."


@transaction.atomic
def invite(
    *, consultancy: Consultancy, email: str, role: str, client: Client | None, link_to: str, acting_user: User
) -> Invitation:
    """Send an invitation for one address and role, to the consultancy or, with `client`, to that client.

    `link_to` is the address of the invitation page with `TOKEN` where the token goes.
    """
    email = email.strip().lower()
    Consultancy.objects.select_for_update().get(pk=consultancy.pk)  # of two at once the later one replaces the other
    if _is_in(consultancy, client, email):
        raise RefusedError(f"{email} has access already.")
    Invitation.objects.filter(email=email, client=client, accepted_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now()
    )
    invitation = Invitation.objects.create(
        consultancy=consultancy,
        email=email,
        role=role,
        client=client,
        invited_by=acting_user,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    token = open_door(Door.Kind.INVITATION, consultancy.pk, invitation.pk)
    where = client.name if client else consultancy.name
    words = f"{email} was invited as {invitation.get_role_display().lower()} of {where}."
    record_activity(consultancy.pk, acting_user, "person.invited", words, invitation)
    context = {"invitation": invitation, "consultancy": consultancy, "link": link_to.replace("TOKEN", token)}
    _mail(invitation, context)
    return invitation


def _is_in(consultancy: Consultancy, client: Client | None, email: str) -> bool:
    people = ClientUser.objects.filter(client=client) if client else Member.objects.filter(consultancy=consultancy)
    return people.filter(user__email=email, removed_at__isnull=True).exists()


def _mail(invitation: Invitation, context: dict[str, object]) -> None:
    """Written in the invitation's transaction, so that neither goes without the other."""
    subject = " ".join(render_to_string("email/invitation.subject.txt", context).split())  # a header is one line
    message = EmailMultiAlternatives(
        subject, render_to_string("email/invitation.body.txt", context), None, [invitation.email]
    )
    message.attach_alternative(render_to_string("email/invitation.body.html", context), "text/html")
    message.send()


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, acting_user: User) -> None:
    """Take an invitation back; its link stops working at once."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True).update(withdrawn_at=timezone.now())
    words = f"The invitation of {invitation.email} was withdrawn."
    record_activity(invitation.consultancy_id, acting_user, "invitation.withdrawn", words, invitation)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> None:
    """Let the invited person in, once."""
    with tenant(invitation.consultancy_id, user.pk):
        if user.email != invitation.email or not _while_open(invitation).update(accepted_at=timezone.now()):
            raise RefusedError(WORKS_NO_LONGER)
        Door.objects.filter(kind=Door.Kind.INVITATION, object_id=str(invitation.pk)).update(closed_at=timezone.now())
        _let_in(invitation, user)
        words = f"{user.short_name} accepted the invitation."
        record_activity(invitation.consultancy_id, user, "invitation.accepted", words, invitation)


def _while_open(invitation: Invitation) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
    )


def _let_in(invitation: Invitation, user: User) -> None:
    """Their place; somebody who was removed comes back with the new role."""
    place = {"role": invitation.role, "removed_at": None, "joined_at": timezone.now()}
    owned = {"consultancy_id": invitation.consultancy_id, "user": user}
    if invitation.client_id:
        ClientUser.objects.update_or_create(**owned, client_id=invitation.client_id, defaults=place)
    else:
        Member.objects.update_or_create(**owned, defaults=place)


@transaction.atomic
def join_with_invitation(*, invitation: Invitation, name: str, password: str | None) -> User:
    """A new person from an invitation; the link proved their address. A second click waits, then is refused."""
    with tenant(invitation.consultancy_id):
        if not _while_open(invitation).select_for_update(of=("self",)).exists():
            raise RefusedError(WORKS_NO_LONGER)
    try:
        with transaction.atomic():
            user = make_person(email=invitation.email, name=name, password=password or None)
    except IntegrityError as fault:
        raise RefusedError("This address has joined meanwhile. Log in, then open the link again.") from fault
    accept_invitation(invitation=invitation, user=user)
    return user


@transaction.atomic
def remove_member(*, member: Member, acting_user: User) -> None:
    """End a member's access now; the last owner stays."""
    owners = Member.objects.select_for_update(of=("self",)).filter(role=Member.Role.OWNER, removed_at__isnull=True)
    if [owner.pk for owner in owners] == [member.pk]:
        raise RefusedError("The last owner cannot be removed. Make somebody else an owner first.")
    Member.objects.filter(pk=member.pk).update(removed_at=timezone.now())
    words = f"{member.user.short_name} no longer has access."
    record_activity(member.consultancy_id, acting_user, "member.removed", words, member)


@transaction.atomic
def remove_client_user(*, client_user: ClientUser, acting_user: User) -> None:
    """End a client user's access now."""
    ClientUser.objects.filter(pk=client_user.pk).update(removed_at=timezone.now())
    words = f"{client_user.user.short_name} no longer has access to {client_user.client.name}."
    record_activity(client_user.consultancy_id, acting_user, "client_user.removed", words, client_user)
