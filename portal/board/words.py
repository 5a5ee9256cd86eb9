"""How times and counts read on the board: sprint hours, stretches of time, moments of a day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.sprint.clock import shown

HOUR = timedelta(hours=1)


def stretch(length: timedelta) -> str:
    """A stretch of time without its sign: `40 min`, from an hour on `1:12`."""
    length = abs(length)
    return shown(length) if length >= HOUR else f"{int(length.total_seconds()) // 60} min"


def moment_words(moment: datetime, zone: ZoneInfo) -> str:
    """A moment as `Wed 18 Nov, 09:40`."""
    return moment.astimezone(zone).strftime("%a %-d %b, %H:%M")


def counted(number: int, one: str, many: str) -> str:
    """`1 item`, `2 items`."""
    return f"{number} {one if number == 1 else many}"
