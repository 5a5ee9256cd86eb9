"""Credentials inside commands and request headers, as scripts, notes and build logs hold them."""

import base64
import binascii
import re
from collections.abc import Iterator

from audits.core.parsing.secrets.connection_url import COMMON
from audits.core.parsing.secrets.kind import MOST_HITS, Detected, Scanned
from audits.core.parsing.secrets.named import COMMAND_PASSWORD, HEADER_TOKEN
from audits.core.parsing.secrets.place import is_generated, is_sample
from audits.core.parsing.secrets.placeholder import entropy, is_placeholder, is_reference

USER = re.compile(r"(?:-u|--user|--proxy-user)[ =]{1,2}[\"']?(?P<user>[^\s:\"'$]{1,60}):(?P<secret>[^\s\"'$]{6,200})")
LOGIN = re.compile(r"(?:-p|--password)[ =]{1,2}[\"']?(?P<secret>[^\s\"'$`<]{8,200})")
BEARER = re.compile(r"[ \t]{1,3}(?P<secret>[A-Za-z0-9_\-.=+/~]{20,500})(?![A-Za-z0-9_(])")
BASIC = re.compile(r"[ \t]{1,3}(?P<secret>[A-Za-z0-9+/]{12,300}={0,2})")
HEADERS = (("bearer", BEARER), ("basic", BASIC))
LINE = 600
TOKEN_ENTROPY = 3.5


def found(scanned: Scanned) -> Iterator[Detected]:
    """Passwords given to curl, docker, sshpass and their kin, and literal Authorization headers."""
    if is_sample(scanned.path) or is_generated(scanned.path):
        return
    for command, pattern in (("curl ", USER), ("wget ", LOGIN), (" login ", LOGIN), ("sshpass ", LOGIN)):
        for match in _after(scanned, command, pattern):
            if _is_real_password(match["secret"]):
                yield Detected(COMMAND_PASSWORD, match["secret"], *match.span("secret"))
    if "authorization" in scanned.lower:
        yield from _headers(scanned)


def _after(scanned: Scanned, word: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The first match of `pattern` on each line after `word`."""
    at = scanned.lower.find(word)
    for _ in range(MOST_HITS):
        if at < 0:
            return
        end = scanned.text.find("\n", at, at + LINE)
        end = end if end >= 0 else min(at + LINE, len(scanned.text))
        match = pattern.search(scanned.text, at, end)
        if match:
            yield match
        at = scanned.lower.find(word, match.end() if match else max(end, at + 1))


def _headers(scanned: Scanned) -> Iterator[Detected]:
    for scheme, pattern in HEADERS:
        at = scanned.lower.find(scheme)
        for _ in range(MOST_HITS):
            if at < 0:
                break
            match = pattern.match(scanned.text, at + len(scheme))
            named = "authorization" in scanned.lower[max(0, at - 40) : at]
            if match and named and (_is_token(match["secret"]) if scheme == "bearer" else _is_pair(match["secret"])):
                yield Detected(HEADER_TOKEN, match["secret"], *match.span("secret"), certain=scheme == "basic")
            at = scanned.lower.find(scheme, at + 1)


def _is_token(value: str) -> bool:
    return (
        entropy(value) >= TOKEN_ENTROPY
        and any(character.isdigit() for character in value)
        and not is_placeholder(value)
        and not is_reference(value)
    )


def _is_pair(value: str) -> bool:
    """True for base 64 of a user and a password that is no placeholder."""
    try:
        pair = base64.b64decode(value + "=" * (-len(value) % 4), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return False
    user, colon, password = pair.partition(":")
    return bool(user and colon) and pair.isprintable() and _is_real_password(password)


def _is_real_password(value: str) -> bool:
    word = re.sub(r"[^a-z]", "", value.lower())
    return not (
        len(value) < len("secret")
        or is_placeholder(value)
        or is_reference(value)
        or value[0] in "$%<{["
        or (word in COMMON and len(value) <= len(word) + 4)
    )
