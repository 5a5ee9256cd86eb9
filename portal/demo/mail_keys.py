"""DKIM keys of the estate: made once, published by the zone."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from portal.demo import places

BITS = 2048
# A TXT string holds at most 255 bytes, so a key of this size always travels in two.
STRING = 255


@dataclass(frozen=True)
class MailKeys:
    """The two public keys, as the values of `p=`."""

    rsa: str
    ed25519: str


def mail_keys(folder: places.Folder) -> MailKeys:
    """The stored keys, or new ones."""
    folder.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    long = _stored(folder.keys / "dkim-rsa.pub", _new_rsa)
    short = _stored(folder.keys / "dkim-ed25519.pub", _new_ed25519)
    return MailKeys(rsa=long, ed25519=short)


def as_strings(record: str) -> str:
    """A TXT value cut into quoted strings for a zone file."""
    return " ".join(f'"{record[start : start + STRING]}"' for start in range(0, len(record), STRING))


def _stored(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        value = make()
        partial = path.with_suffix(".part")
        partial.write_text(value)
        partial.replace(path)
    return path.read_text()


def _new_rsa() -> str:
    """RFC 6376 section 3.6.1: the SubjectPublicKeyInfo. Nobody signs with it, so the private half is dropped."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS).public_key()
    encoded = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(encoded).decode()


def _new_ed25519() -> str:
    """RFC 8463 section 4: the 32 raw bytes."""
    key = ed25519.Ed25519PrivateKey.generate().public_key()
    return base64.b64encode(key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)).decode()
