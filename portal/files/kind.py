"""What a file is, judged by its first bytes and never by its name or by what the browser says; pure."""

import json
from dataclasses import dataclass

LARGEST = 32 * 1024 * 1024
"""Bytes a kept file may have; it becomes a row of the database."""

ALLOWED = "PDF, PNG, JPEG, text, CSV, JSON or ZIP"


@dataclass(frozen=True)
class Kind:
    """A type of file that may be kept; `endings` are the names it may have, the first is the usual one."""

    media_type: str
    endings: tuple[str, ...]


PDF = Kind("application/pdf", ("pdf",))
PNG = Kind("image/png", ("png",))
JPEG = Kind("image/jpeg", ("jpg", "jpeg"))
ZIP = Kind("application/zip", ("zip",))
JSON = Kind("application/json", ("json",))
CSV = Kind("text/csv", ("csv",))
TEXT = Kind("text/plain", ("txt", "log", "md"))

MESSAGE = Kind("message/rfc822", ("eml",))

SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),  # an empty archive
)


def kind_of(name: str, content: bytes) -> Kind | None:
    """The kind of a file, None for one that may not be kept."""
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    text = _text(content)
    if text is None:
        return None
    ending = name.rpartition(".")[2].lower()
    if ending in JSON.endings:
        return JSON if _is_json(text) else None
    return CSV if ending in CSV.endings else TEXT


def clean_name(name: str, kind: Kind) -> str:
    """A name without folders, control and direction characters, at most 100 letters, that ends as the kind does."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*')
    stem, dot, ending = kept.strip(" .").rpartition(".")
    if not dot or ending.lower() not in kind.endings:
        stem, ending = kept.strip(" ."), kind.endings[0]
    return f"{stem.strip(' .')[:90] or 'file'}.{ending.lower()}"


def _text(content: bytes) -> str | None:
    """The content as text; None for anything with NUL or with bytes that are no UTF-8."""
    if b"\x00" in content:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
