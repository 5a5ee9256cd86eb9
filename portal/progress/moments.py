"""Moments, lengths and counts as a client reads them; pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.sprint.clock import shown

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
WEEK = timedelta(days=6)
"""Further away than this, a weekday alone would be taken for another week's."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun, in words up to twelve: "two accesses", "31 hours"."""
    word = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{word} {one if number == 1 else many or one + 's'}"


def capital(text: str) -> str:
    """The text with its first letter raised."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """What somebody typed, as a sentence: its first letter raised, and a full stop unless it has an end."""
    text = capital(text.strip())
    return text if not text or text[-1] in ".!?:" else f"{text}."


def hour(elapsed: timedelta) -> str:
    """A sprint hour, or a length of sprint time, as a clock reads it: 31:12."""
    return shown(abs(elapsed))


def day_time(at: datetime, zone: ZoneInfo) -> str:
    """A moment as Wed 18 Nov, 09:40."""
    return f"{at.astimezone(zone):%a %-d %b, %H:%M}"


def near(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment as Wednesday 09:40, or with its date when it is further away than a week."""
    local = at.astimezone(zone)
    return f"{local:%A %H:%M}" if abs(at - now) < WEEK else day_time(at, zone)


def length(time: timedelta) -> str:
    """A stretch of time in words: 40 minutes, 1 hour 5 minutes."""
    minutes = int(abs(time).total_seconds()) // 60
    if minutes < 1:
        return "less than a minute"
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    if rest:
        parts.append(f"{rest} minute{'' if rest == 1 else 's'}")
    return " ".join(parts)
