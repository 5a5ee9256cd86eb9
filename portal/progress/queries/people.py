"""Who can see an engagement: names and roles, no addresses."""

from dataclasses import dataclass
from datetime import datetime

from portal.sprint.models import Engagement
from portal.tenancy.models import ClientUser
from portal.tenancy.queries import current_client_users, current_members


@dataclass(frozen=True)
class PersonHere:
    """One person with access; `since` is when they got it."""

    name: str
    role: str
    can: str
    since: datetime


CAN = {
    ClientUser.Role.APPROVER: "Reads everything here, answers, and signs documents off",
    ClientUser.Role.VIEWER: "Reads everything here and answers",
}


def people_here(engagement: Engagement) -> tuple[tuple[PersonHere, ...], tuple[PersonHere, ...]]:
    """The client's people, and those of the consultancy."""
    theirs = tuple(
        PersonHere(row.user.short_name, row.get_role_display(), CAN[ClientUser.Role(row.role)], row.joined_at)
        for row in current_client_users(engagement.client)
    )
    ours = tuple(
        PersonHere(row.user.short_name, row.get_role_display(), "Runs the sprint", row.joined_at)
        for row in current_members()
    )
    return theirs, ours
