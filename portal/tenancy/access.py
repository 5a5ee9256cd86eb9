"""Who may reach what: the object, or 404 for absent and foreign alike."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone

from portal.database.tenant import person, tenant
from portal.tenancy.door import door_of
from portal.tenancy.models import Client, ClientUser, Consultancy, Door, Invitation, Member, User
from portal.tenancy.place import Place


def access_place(user: User, slug: str) -> Place:
    """Where `user` stands in the consultancy with this slug; opens no tenant, reads the person's own rows only."""
    with person(user.pk):
        consultancy = Consultancy.objects.filter(slug=slug).first()
        if consultancy is None or not user.is_active:
            raise Http404
        member = Member.objects.filter(consultancy=consultancy, user=user, removed_at__isnull=True).first()
        clients = ClientUser.objects.filter(consultancy=consultancy, user=user, removed_at__isnull=True)
        place = Place(consultancy, member, {row.client_id: row for row in clients})
    if member is None and not place.clients:
        raise Http404
    return place


def access_client(place: Place, client_id: UUID) -> Client:
    """One client, for a member of its consultancy or one of its own users; inside the tenant."""
    if place.member is None and client_id not in place.clients:
        raise Http404
    client = Client.objects.filter(pk=client_id).first()
    if client is None:
        raise Http404
    return client


def access_member(place: Place, member_id: int) -> Member:
    """A member of the consultancy the person stands in."""
    member = Member.objects.select_related("user").filter(pk=member_id, removed_at__isnull=True).first()
    if member is None or place.member is None:
        raise Http404
    return member


def access_client_user(place: Place, client_id: UUID, client_user_id: int) -> ClientUser:
    """A user of that client, for members."""
    client = access_client(place, client_id)
    rows = ClientUser.objects.select_related("user", "client").filter(client=client, removed_at__isnull=True)
    client_user = rows.filter(pk=client_user_id).first()
    if client_user is None or place.member is None:
        raise Http404
    return client_user


def access_invitation(place: Place, invitation_id: UUID) -> Invitation:
    """An invitation of the consultancy, for members; one to the consultancy itself for owners."""
    invitation = Invitation.objects.filter(pk=invitation_id).first()
    if invitation is None or place.member is None or not (invitation.client_id or place.is_owner):
        raise Http404
    return invitation


def access_invitation_by_token(token: str) -> Invitation:
    """The invitation behind a secret link, while it works; the token is the only key, so no person is asked."""
    door = door_of(Door.Kind.INVITATION, token)
    if door is None:
        raise Http404
    with tenant(door.consultancy_id):
        invitation = Invitation.objects.select_related("consultancy", "client", "invited_by").get(pk=door.object_id)
    if invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= timezone.now():
        raise Http404
    return invitation
