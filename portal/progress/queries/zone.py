"""The time zone a page is written in."""

from zoneinfo import ZoneInfo

from portal.sprint.models import Engagement
from portal.tenancy.models import User


def zone_of(user: User, engagement: Engagement) -> ZoneInfo:
    """The reader's own zone; the engagement's while the reader never chose one."""
    return ZoneInfo(user.zone_or(engagement.time_zone))
