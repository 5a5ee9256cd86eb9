"""What owners and consultants do with people and clients."""

import uuid

from django.db import transaction

from portal.database.tenant import tenant
from portal.tenancy.activity import record_activity
from portal.tenancy.models import Client, Consultancy, Member, User


@transaction.atomic
def create_consultancy(*, slug: str, name: str, owner: User) -> Consultancy:
    """A new consultancy with its first owner."""
    consultancy_id = uuid.uuid4()
    with tenant(consultancy_id, owner.pk):
        consultancy = Consultancy.objects.create(id=consultancy_id, slug=slug, name=name)
        Member.objects.create(consultancy=consultancy, user=owner, role=Member.Role.OWNER)
        record_activity(consultancy_id, owner, "consultancy.created", f"{name} was set up.", consultancy)
    return consultancy


@transaction.atomic
def create_client(*, consultancy: Consultancy, name: str, acting_user: User) -> Client:
    """A company the consultancy works for."""
    client = Client.objects.create(consultancy=consultancy, name=name)
    record_activity(consultancy.pk, acting_user, "client.created", f"{name} became a client.", client)
    return client
