"""What is kept of a secret: a keyed digest that names it and a stub a person recognises; never the value."""

import hashlib
import hmac

DIGEST_LENGTH = 16
"""Hexadecimal digits: 64 bits keep the secrets of one estate apart."""
STUB_LENGTH = 4


def digest_of(value: str, key: bytes) -> str:
    """The secret's name: the same wherever it lies, and of no use for guessing without the key."""
    return hmac.digest(key, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()[:DIGEST_LENGTH]


def stub_of(value: str) -> str:
    """The first characters, at most four and at most a quarter of the value."""
    return value[: min(STUB_LENGTH, len(value) // 4)]
