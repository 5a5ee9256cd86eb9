"""Reads of who is who."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from portal.database.tenant import person
from portal.tenancy.models import Activity, Client, ClientUser, Consultancy, Invitation, Member, User


@dataclass(frozen=True)
class Membership:
    """One consultancy a person stands in, as a member or through a client."""

    consultancy: Consultancy
    is_member: bool


def memberships_of(user: User) -> tuple[Membership, ...]:
    """Every consultancy the person may enter, those they are a member of first."""
    with person(user.pk):
        rows = {"user": user, "removed_at__isnull": True}
        member_of = set(Member.objects.filter(**rows).values_list("consultancy_id", flat=True))
        client_of = set(ClientUser.objects.filter(**rows).values_list("consultancy_id", flat=True))
        consultancies = Consultancy.objects.filter(pk__in=member_of | client_of).order_by("name")
        found = [Membership(consultancy, consultancy.pk in member_of) for consultancy in consultancies]
    return tuple(sorted(found, key=lambda one: not one.is_member))


def current_members() -> QuerySet[Member]:
    """Members of the tenant with access now."""
    return Member.objects.select_related("user").filter(removed_at__isnull=True).order_by("joined_at")


def current_client_users(client: Client) -> QuerySet[ClientUser]:
    """Users of a client with access now."""
    users = ClientUser.objects.select_related("user").filter(client=client, removed_at__isnull=True)
    return users.order_by("joined_at")


def open_invitations(client: Client | None) -> QuerySet[Invitation]:
    """Invitations that still work, to the consultancy or to one client."""
    return Invitation.objects.filter(
        client=client, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
    )


def clients() -> QuerySet[Client]:
    """Every client of the tenant."""
    return Client.objects.all()


def latest_activity(limit: int = 100) -> list[Activity]:
    """The newest lines of the tenant's history."""
    return list(Activity.objects.all()[:limit])


def known_person(email: str) -> User | None:
    """The person with this address, if they have ever logged in here."""
    return User.objects.filter(email=email).first()
