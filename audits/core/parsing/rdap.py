"""RDAP answers about domains (RFC 9083): what we need of them, read without trust and within bounds."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST = 512_000
MOST_ENTRIES = 64
MOST_TEXT = 200
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class RdapDomain:
    """The domain's own name as A-label, its registrar, dates as sent, status words in small letters, name servers."""

    name: str
    registrar: str
    expires: str
    registered: str
    statuses: tuple[str, ...]
    name_servers: tuple[str, ...]


def parsed_rdap(body: bytes) -> RdapDomain | None:
    """The domain in an answer; None for whatever is no answer about a domain."""
    if len(body) > LONGEST:
        return None
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict) or _text(answer.get("objectClassName")).lower() != "domain":
        return None
    dates = {
        _text(event.get("eventAction")).lower(): _text(event.get("eventDate")) for event in _objects(answer, "events")
    }
    names = (_text(server.get("ldhName")).rstrip(".").lower() for server in _objects(answer, "nameservers"))
    return RdapDomain(
        name=_text(answer.get("ldhName")).rstrip(".").lower(),
        registrar=_registrar(answer),
        expires=dates.get("expiration", ""),
        registered=dates.get("registration", ""),
        statuses=tuple(_status(word) for word in _entries(answer.get("status")) if _text(word)),
        name_servers=tuple(sorted({name for name in names if name})),
    )


def moment_of(text: str) -> datetime | None:
    """The moment a date of RFC 3339 means, in UTC where it names no zone; None for anything else."""
    try:
        found = datetime.fromisoformat(text.strip().upper())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _status(word: object) -> str:
    """The status in the words of RFC 8056; some registries send those of EPP instead (clientHold)."""
    return " ".join(_JOINED.sub(" ", _text(word)).lower().split())


def _registrar(answer: dict[str, object]) -> str:
    """The name on the registrar's card (RFC 7095), or its handle."""
    for entity in _objects(answer, "entities"):
        roles = {_text(role).lower() for role in _entries(entity.get("roles"))}
        if "registrar" in roles:
            return _name_on_card(entity.get("vcardArray")) or _text(entity.get("handle"))
    return ""


def _name_on_card(card: object) -> str:
    parts = _entries(card)
    for line in _entries(parts[1]) if len(parts) > 1 else ():
        fields = _entries(line)
        if len(fields) > 3 and _text(fields[0]).lower() == "fn":
            return _text(fields[3])
    return ""


def _objects(holder: dict[str, object], key: str) -> tuple[dict[str, object], ...]:
    return tuple(each for each in _entries(holder.get(key)) if isinstance(each, dict))


def _entries(value: object) -> tuple[object, ...]:
    return tuple(value[:MOST_ENTRIES]) if isinstance(value, list) else ()


def _text(value: object) -> str:
    """Text of one line that is safe to show, cut to a length; empty for everything that is no text."""
    return " ".join(_NOT_SHOWN.sub(" ", value[:MOST_TEXT]).split()) if isinstance(value, str) else ""
