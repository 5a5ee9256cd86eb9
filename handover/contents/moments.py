"""Moments, days and sprint hours as a paper writes them, in the engagement's zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def hour(hours: float) -> str:
    """Sprint hours as a clock reads them: 31.2 is 31:12."""
    minutes = round(abs(hours) * 60)
    return f"{'-' if hours < 0 and minutes else ''}{minutes // 60}:{minutes % 60:02d}"


def day(iso: str) -> str:
    """A date, or the UTC day of a moment, as 14 Feb 2027."""
    return _day(date.fromisoformat(iso[:10]))


def local(iso: str, time_zone: str) -> datetime:
    """A stored moment in the engagement's zone."""
    return datetime.fromisoformat(iso).astimezone(ZoneInfo(time_zone))


def moment(iso: str, time_zone: str) -> str:
    """A moment as Wed 18 Nov 2026, 09:40 UTC+01:00."""
    at = local(iso, time_zone)
    return f"{DAYS[at.weekday()]} {_day(at.date())}, {at:%H:%M} {_offset(at)}"


def short_moment(iso: str, time_zone: str) -> str:
    """A moment without year and offset, for a list that says its zone once: Wed 18 Nov, 09:40."""
    at = local(iso, time_zone)
    return f"{DAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]}, {at:%H:%M}"


def _day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def _offset(at: datetime) -> str:
    offset = at.strftime("%z")
    return "UTC" if offset == "+0000" else f"UTC{offset[:3]}:{offset[3:5]}"


def took(seconds: float) -> str:
    """How long an answer took: 140 ms, 1.8 s."""
    return f"{max(1, round(seconds * 1000))} ms" if seconds < 1 else f"{seconds:.1f} s"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun, in words up to twelve: "no risk", "two risks", "31 hosts"."""
    small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    return f"{small[number] if number < len(small) else number} {one if number < 2 else many or one + 's'}"


def sentence(text: str) -> str:
    """The text with its first letter raised and a full stop at its end."""
    text = text.strip()
    if not text:
        return ""
    closed = text if text[-1] in ".!?:" else f"{text}."
    first = closed.split(maxsplit=1)[0].rstrip(".")
    is_name = "." in first or "/" in first  # a host or an address is written as it is
    return closed if is_name else closed[0].upper() + closed[1:]
