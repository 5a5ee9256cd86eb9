"""Who looks at a member's page: what names, times and addresses depend on."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from portal.sprint.models import Engagement
from portal.tenancy.models import User
from portal.tenancy.place import Place


@dataclass(frozen=True)
class Viewer:
    """`slug` is the consultancy's, for addresses; `member_id` is None for nobody of the consultancy."""

    slug: str
    member_id: int | None
    zone: ZoneInfo


def viewer_of(place: Place, user: User, engagement: Engagement) -> Viewer:
    """The person, in their own time zone or the engagement's."""
    member_id = place.member.pk if place.member else None
    return Viewer(place.consultancy.slug, member_id, ZoneInfo(user.zone_or(engagement.time_zone)))
