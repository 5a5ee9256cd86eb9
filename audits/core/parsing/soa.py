"""SOA records (RFC 1035 section 3.3.13) and what their serial numbers tell (RFC 1982)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

WRAP = 2**32
NUMBERS = 5
LONGEST = 1_100
"""Characters of two names in presentation form, every octet escaped, and five numbers."""
EARLIEST, LATEST = 1_000_000_000, 1_990_000_000
"""Serials counted in seconds since 1970 lie between these; those written as dates begin at 1990010100."""


@dataclass(frozen=True)
class Soa:
    """One record; the four times are in seconds."""

    primary: str
    contact: str
    serial: int
    refresh: int
    retry: int
    expire: int
    minimum: int

    @property
    def version(self) -> tuple[str, int, int, int, int, int]:
        """What makes two copies of a zone one: all but the primary's name, where some servers put their own."""
        return (self.contact, self.serial, self.refresh, self.retry, self.expire, self.minimum)


def parsed_soa(text: str) -> Soa | None:
    """The record in presentation form; None for anything else."""
    words = text.split() if len(text) <= LONGEST else []
    if len(words) != 2 + NUMBERS or not all(word.isascii() and word.isdecimal() for word in words[2:]):
        return None
    numbers = [int(word) for word in words[2:]]
    if any(number >= WRAP for number in numbers):
        return None
    return Soa(words[0].rstrip(".").lower(), words[1].rstrip(".").lower(), *numbers)


def same_version(one: str, other: str) -> bool:
    """Whether two records are those of one version of a zone; what cannot be read is alike only when equal."""
    first, second = parsed_soa(one), parsed_soa(other)
    return first.version == second.version if first and second else one == other


def is_newer(one: int, other: int) -> bool:
    """Whether a serial comes after another, past the wrap as well (RFC 1982 section 3.2)."""
    return one != other and (one - other) % WRAP < WRAP // 2


def written_by(serial: int) -> datetime | None:
    """The latest moment at which a serial that is a date or a time was written; None for one that only counts.

    A date is one in somebody's time zone, so that it may last a day longer than it says, and fourteen hours more.
    """
    if EARLIEST <= serial < LATEST:
        return datetime.fromtimestamp(serial, UTC)
    text = str(serial)
    if len(text) != len("2026010100"):
        return None
    try:
        day = datetime.strptime(text[:8], "%Y%m%d").replace(tzinfo=UTC)
    except ValueError:
        return None
    return day + timedelta(days=1, hours=14)
