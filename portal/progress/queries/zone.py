"""The time zone a page is written in."""

from zoneinfo import ZoneInfo

from portal.sprint.models import Engagement
from portal.tenancy.models import User


def zone_of(user: User, engagement: Engagement) -> ZoneInfo:
    """The reader's own zone; the engagement's while the reader never chose one."""
    chosen = user.time_zone if user.time_zone != User._meta.get_field("time_zone").default else ""  # noqa: SLF001 - the documented Model _meta API
    return ZoneInfo(chosen or engagement.time_zone)
