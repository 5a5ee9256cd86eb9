"""The date of a cookie's Expires, read as browsers do: any order, most spellings (RFC 6265 section 5.1.1)."""

import re
from datetime import UTC, datetime

_DELIMITERS = re.compile(r"[\x09\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[^0-9].*)?", re.DOTALL)
_DAY = re.compile(r"([0-9]{1,2})(?:[^0-9].*)?", re.DOTALL)
_YEAR = re.compile(r"([0-9]{2,4})(?:[^0-9].*)?", re.DOTALL)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST = 200


def parsed_date(text: str) -> datetime | None:
    """The moment, in UTC; None for what browsers cannot read either, whose Expires then counts for nothing."""
    time: re.Match[str] | None = None
    day = month = year = None
    for word in _DELIMITERS.split(text[:LONGEST]):
        if time is None and (match := _TIME.fullmatch(word)):
            time = match
        elif day is None and (match := _DAY.fullmatch(word)):
            day = int(match[1])
        elif month is None and word[:3].lower() in _MONTHS:
            month = _MONTHS.index(word[:3].lower()) + 1
        elif year is None and (match := _YEAR.fullmatch(word)):
            year = _whole(int(match[1]))
    if time is None or day is None or month is None or year is None or year < 1601:
        return None
    try:
        return datetime(year, month, day, int(time[1]), int(time[2]), int(time[3]), tzinfo=UTC)
    except ValueError:
        return None


def _whole(year: int) -> int:
    """Two digits count from 1970 to 2069."""
    if 70 <= year <= 99:
        return year + 1900
    return year + 2000 if year <= 69 else year
