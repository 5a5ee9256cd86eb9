"""Where a person stands in a consultancy: as a member, or at some clients as a client user; and such a request."""

from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest

from portal.tenancy.models import ClientUser, Consultancy, Member


@dataclass(frozen=True)
class Place:
    """One person in one consultancy; `member` is None for a client user, `clients` maps client ids to their row."""

    consultancy: Consultancy
    member: Member | None
    clients: dict[UUID, ClientUser] = field(default_factory=dict)

    @property
    def is_owner(self) -> bool:
        """Whether the person may change the consultancy itself."""
        return self.member is not None and self.member.role == Member.Role.OWNER


class TenantRequest(HttpRequest):
    """A request inside a tenant: `place` says where the person stands."""

    place: Place
