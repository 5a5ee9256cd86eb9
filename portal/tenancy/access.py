"""Who may reach what: the object, or 404 for absent and foreign alike."""

from uuid import UUID

from django.http import Http404

from portal.database.tenant import person
from portal.tenancy.models import Client, ClientUser, Consultancy, Member, User
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
