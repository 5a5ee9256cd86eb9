"""Where the links of a message lead: scheme and host alone, since the rest may log somebody in."""

import re
from email import message_from_bytes
from email.message import Message as Part
from urllib.parse import urlsplit

from audits.core.observed.message import Link
from audits.core.parsing.html_tokens import StartTag, tokens
from audits.core.parsing.message_addresses import a_label

MOST_PARTS = 60
MOST_TEXT = 600_000
"""Octets of text that are read, of all parts together."""
MOST_LINKS = 300
_PLAIN = re.compile(r"https?://[^\s<>\"'\\^`{|}]{1,2000}", re.IGNORECASE)
_WORDS = re.compile(
    r"reset|passw|token|verif|confirm|oobcode|magic|activat|recover|log-?in|sign-?in|auth|code=", re.IGNORECASE
)
_LONG = re.compile(r"[A-Za-z0-9_\-]{20,}")


def links(raw: bytes) -> tuple[Link, ...]:
    """The links of every text part, each once; none where the parts cannot be read."""
    try:
        parts = _texts(message_from_bytes(raw))
    except Exception:  # noqa: BLE001 - the parser breaks in many ways on hostile parts, and each means: not readable
        return ()
    found: dict[Link, None] = {}
    for kind, text in parts:
        for address in _in_html(text) if kind == "text/html" else _PLAIN.findall(text):
            link = _link(address)
            if link is not None:
                found[link] = None
            if len(found) >= MOST_LINKS:
                return tuple(found)
    return tuple(found)


def _texts(message: Part) -> list[tuple[str, str]]:
    """The text parts with their type; of charsets that are not ASCII at heart nothing is read."""
    found, left = [], MOST_TEXT
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS or left <= 0:
            break
        kind = part.get_content_type()
        if kind not in {"text/plain", "text/html"} or part.get_content_disposition() == "attachment":
            continue
        octets = part.get_payload(decode=True)
        if isinstance(octets, bytes):
            found.append((kind, octets[:left].decode("utf-8", "replace")))
            left -= len(octets)
    return found


def _in_html(text: str) -> list[str]:
    return [
        token.attributes.get("action" if token.name == "form" else "href", "")
        for token in tokens(text)
        if isinstance(token, StartTag) and token.name in {"a", "area", "form"}
    ]


def _link(address: str) -> Link | None:
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in {"http", "https"} or not host:
        return None
    rest = f"{parts.path}?{parts.query}#{parts.fragment}"[:2000]
    is_key = bool(_WORDS.search(rest)) or any(any(sign.isdigit() for sign in run) for run in _LONG.findall(rest))
    return Link(scheme, a_label(host) or host[:253], is_key)
