"""What owners and consultants do with people and clients."""

import uuid

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from portal.database.tenant import tenant
from portal.tenancy.activity import record_activity
from portal.tenancy.faults import RefusedError
from portal.tenancy.models import Client, Consultancy, Member, User

TAKEN_SLUGS = frozenset({"accounts", "invitation", "mailbox", "static", "status", "verify", "ping"})
"""First parts of addresses that belong to the portal itself."""


@transaction.atomic
def create_consultancy(*, slug: str, name: str, owner: User) -> Consultancy:
    """A new consultancy with its first owner."""
    if slug in TAKEN_SLUGS:
        raise RefusedError(f"/{slug}/ belongs to the portal itself. Choose another.")
    consultancy_id = uuid.uuid4()
    with tenant(consultancy_id, owner.pk):
        try:
            with transaction.atomic():
                consultancy = Consultancy.objects.create(id=consultancy_id, slug=slug, name=name)
        except IntegrityError as fault:
            raise RefusedError(f"/{slug}/ is taken already. Choose another.") from fault
        Member.objects.create(consultancy=consultancy, user=owner, role=Member.Role.OWNER)
        record_activity(consultancy_id, owner, "consultancy.created", f"{name} was set up.", consultancy)
    return consultancy


@transaction.atomic
def make_person(*, email: str, name: str = "", password: str | None = None) -> User:
    """Somebody whose address is known to be theirs; without a password they log in with e-mailed codes."""
    user = User.objects.create_user(email, password=password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def create_client(*, consultancy: Consultancy, name: str, acting_user: User) -> Client:
    """A company the consultancy works for; one that somebody else added a moment ago is that one."""
    client, is_new = Client.objects.get_or_create(consultancy=consultancy, name=name)
    if is_new:
        record_activity(consultancy.pk, acting_user, "client.created", f"{name} became a client.", client)
    return client


@transaction.atomic
def rename_consultancy(*, consultancy: Consultancy, name: str, acting_user: User) -> None:
    """Give the consultancy another name; its address stays, so that links go on working."""
    before = consultancy.name
    if name == before:
        return
    consultancy.name = name
    consultancy.save(update_fields=["name"])
    record_activity(consultancy.pk, acting_user, "consultancy.renamed", f"{before} is now called {name}.", consultancy)
