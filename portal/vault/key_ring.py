"""The keys that seal what must not be read out of the database: the first one seals, every one opens."""

import base64
import binascii
import os
import re
from dataclasses import dataclass, field
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

FORM = b"\x01"
"""The first byte of everything sealed: AES-256-GCM with a random nonce, the key's name in front."""
KEY_BYTES, NONCE_BYTES = 32, 12
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,15}")


class VaultError(Exception):
    """Something cannot be sealed or opened; the text never holds a key, nor what was sealed."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by name, the current one first."""

    keys: tuple[tuple[str, AESGCM], ...] = field(repr=False)

    @classmethod
    def parsed(cls, text: str) -> "KeyRing":
        """The ring in `name:base64,name:base64`; raises VaultError that names what is wrong, never a key."""
        words = [word.strip() for word in text.split(",") if word.strip()]
        keys = tuple(_key(word, number) for number, word in enumerate(words, 1))
        if not keys:
            raise VaultError("VAULT_KEYS holds no key")
        if len({name for name, _ in keys}) != len(keys):
            raise VaultError("VAULT_KEYS names one key twice")
        return cls(keys)

    @property
    def current(self) -> str:
        """The name of the key that seals."""
        return self.keys[0][0]

    def seal(self, text: str, bound_to: str) -> bytes:
        """The text under the current key; it opens only with the same `bound_to`."""
        name, key = self.keys[0]
        nonce = os.urandom(NONCE_BYTES)
        head = FORM + bytes([len(name)]) + name.encode("ascii")
        return head + nonce + key.encrypt(nonce, text.encode(), head + bound_to.encode())

    def open(self, sealed: bytes, bound_to: str) -> str:
        """What was sealed; raises VaultError for a key that is not on the ring and for anything tampered with."""
        name, head, rest = _parts(sealed)
        key = dict(self.keys).get(name)
        if key is None:
            raise VaultError(f"the key {name!r} is not in VAULT_KEYS")
        try:
            return key.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], head + bound_to.encode()).decode()
        except (InvalidTag, ValueError):
            raise VaultError("what was sealed does not open: it was changed, or belongs elsewhere") from None


def key_name(sealed: bytes) -> str:
    """The name of the key something was sealed with; raises VaultError for what is not ours."""
    return _parts(sealed)[0]


def key_ring() -> KeyRing:
    """The ring of this installation; raises VaultError without one."""
    return _ring(settings.VAULT_KEYS)


@cache
def _ring(text: str) -> KeyRing:
    return KeyRing.parsed(text)


def _key(word: str, number: int) -> tuple[str, AESGCM]:
    name, _, encoded = word.partition(":")
    if not _NAME.fullmatch(name):
        raise VaultError(f"key {number} of VAULT_KEYS has no name such as k1 before its colon")
    try:
        raw = base64.b64decode(encoded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != KEY_BYTES:
        raise VaultError(f"the key {name} of VAULT_KEYS is not {KEY_BYTES} bytes in base64")
    return name, AESGCM(raw)


def _parts(sealed: bytes) -> tuple[str, bytes, bytes]:
    """The key's name, the head it stands in, and what follows."""
    if len(sealed) < 2 or sealed[:1] != FORM:
        raise VaultError("what was sealed is not in a form this version reads")
    end = 2 + sealed[1]
    try:
        name = sealed[2:end].decode("ascii")
    except UnicodeDecodeError:
        name = ""
    if not _NAME.fullmatch(name) or len(sealed) < end + NONCE_BYTES:
        raise VaultError("what was sealed is not in a form this version reads")
    return name, sealed[:end], sealed[end:]
