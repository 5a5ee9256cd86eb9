"""Who a route is for: every URL name has exactly one audience, and a name without one is refused."""

from enum import Enum

from portal.tenancy.place import Place


class Audience(Enum):
    """`CLIENT_USER` is a client's page, which members reach too, as a preview."""

    ANYBODY = "anybody"
    PERSON = "anybody who is logged in"
    OWNER = "owners of the consultancy"
    MEMBER = "members of the consultancy"
    CLIENT_USER = "users of the client, and members"
    APPROVER = "approvers of the client"

    def admits(self, place: Place) -> bool:
        """Whether somebody who stands here may ask; the object's own access function still decides."""
        match self:
            case Audience.OWNER:
                return place.is_owner
            case Audience.MEMBER:
                return place.member is not None
            case Audience.APPROVER:
                return any(row.role == "approver" for row in place.clients.values())
            case _:
                return True


ROUTES: dict[str, Audience] = {}
"""URL name to audience; each urls.py adds its own with `declare`."""


def declare(routes: dict[str, Audience]) -> None:
    """Give each URL name its audience."""
    ROUTES.update(routes)


def audience_of(view_name: str) -> Audience:
    """The audience of a URL name; KeyError for one that nobody declared (a test walks them all)."""
    return ROUTES[view_name]
