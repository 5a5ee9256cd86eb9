"""Checksums that providers build into their tokens."""

import string
import zlib

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
BASE32 = frozenset(string.ascii_uppercase + "234567")


def has_crc32_tail(body: str, tail: str) -> bool:
    """True when `tail` is the CRC-32 of `body` in six base-62 digits (GitHub, npm and Vercel tokens)."""
    return tail == crc32_tail(body)


def crc32_tail(body: str) -> str:
    """The six base-62 digits of the CRC-32 of `body`, most significant first, padded with zeros."""
    rest = zlib.crc32(body.encode("ascii", "replace"))
    digits = ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        digits = BASE62[digit] + digits
    return digits


def is_base32(body: str) -> bool:
    """True for RFC 4648 base 32 (the sixteen characters after an AWS key id's prefix)."""
    return BASE32.issuperset(body)
