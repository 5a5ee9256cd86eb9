"""Strict-Transport-Security, read as the two families of browsers read it that publish how (RFC 6797 section 6.1).

Chromium stands for Chrome, Edge and their kin (net/http/http_security_headers.cc), Gecko for Firefox
(security/manager/ssl/nsSecurityHeaderParser.cpp, nsSiteSecurityService.cpp). They agree but for what each function says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

YEAR = 31_536_000
"""Seconds; Chromium keeps a policy no longer than a year."""
MOST_SECONDS = 2**64 - 1
"""A number that Gecko still reads; one more and it ignores the field."""

TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]++"  # noqa: S105 - the token of RFC 9110, a grammar
_TOKEN = re.compile(TOKEN)
_GECKO_QUOTED = r'"(?:[\t\r\n !#-\[\]-~]|\\[\x00-\x7f])*+"'
_GECKO_DIRECTIVE = re.compile(rf"[ \t]*+({TOKEN})?+[ \t]*+(?:=[ \t]*+({TOKEN}|{_GECKO_QUOTED})?+[ \t]*+)?+(?:;|\Z)")
_LWS = " \t"


@dataclass(frozen=True)
class HstsPolicy:
    """What a browser keeps: seconds (0 forgets the host) and whether names below are covered."""

    max_age: int
    covers_subdomains: bool


@dataclass(frozen=True)
class HstsReadings:
    """What each family keeps of one answer; None where it ignores what was sent."""

    chromium: HstsPolicy | None
    gecko: HstsPolicy | None


def read_hsts(fields: tuple[str, ...]) -> HstsReadings:
    """The policies of one answer's fields in the order sent.

    Both read the first field and no other (RFC 6797 section 8.1); Gecko has dropped empty ones before it counts.
    """
    told = [field for field in fields if field.strip(_LWS)]
    return HstsReadings(
        chromium=chromium_policy(fields[0]) if fields else None,
        gecko=gecko_policy(told[0]) if told else None,
    )


def chromium_policy(value: str) -> HstsPolicy | None:
    """The policy Chromium keeps.

    It undoes backslashes in quotes before it reads the number, cuts any number to a year, and ignores a field in which
    a directive has a sign of equality with nothing on either side of it.
    """
    age: int | None = None
    covers = False
    for piece in _pieces(value):
        directive = _chromium_directive(piece)
        if directive is None:
            return None
        name, text, is_quoted = directive
        if name.lower() == "max-age":
            seconds = _digits(text or "")
            if age is not None or seconds is None:
                return None
            age = min(seconds, YEAR)
        elif name.lower() == "includesubdomains":
            if covers or text is not None:
                return None
            covers = True
        elif not _TOKEN.fullmatch(name) or not (text is None or is_quoted or _TOKEN.fullmatch(text)):
            return None
    return None if age is None else HstsPolicy(age, covers)


def gecko_policy(value: str) -> HstsPolicy | None:
    """The policy Gecko keeps.

    Directives may lack their name or their value, includeSubDomains may be followed by an empty one, and backslashes
    stay where they are; a number beyond 64 bits, and anything but ASCII, make it ignore the field.
    """
    age: int | None = None
    covers, position = False, 0
    while True:
        match = _GECKO_DIRECTIVE.match(value, position)
        if match is None:
            return None
        name, text = (match[1] or "").lower(), _bare(match[2] or "")
        if name == "max-age":
            seconds = _digits(text)
            if age is not None or seconds is None or seconds > MOST_SECONDS:
                return None
            age = seconds
        elif name == "includesubdomains":
            if covers or text:
                return None
            covers = True
        position = match.end()
        if not match[0].endswith(";"):
            return None if age is None else HstsPolicy(age, covers)


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith('"') else text


def _pieces(value: str) -> Iterator[str]:
    """What stands between semicolons outside of quotes, without the empty ones."""
    start, is_quoted, is_escaped = 0, False, False
    for position, character in enumerate(value):
        if is_quoted:
            if is_escaped:
                is_escaped = False
            elif character == "\\":
                is_escaped = True
            elif character == '"':
                is_quoted = False
        elif character == ";":
            if piece := value[start:position].strip(_LWS):
                yield piece
            start = position + 1
        else:
            is_quoted = character == '"'
    if piece := value[start:].strip(_LWS):
        yield piece


def _chromium_directive(piece: str) -> tuple[str, str | None, bool] | None:
    """Name, value and whether that was quoted; None for a directive that spoils the field."""
    name, equals, text = piece.partition("=")
    name, text = name.rstrip(_LWS), text.strip(_LWS)
    if not equals:
        return name, None, False
    if not name or '"' in name or not text:
        return None
    if not text.startswith('"'):
        return name, text, False
    unquoted = _unquoted(text)
    return None if unquoted is None else (name, unquoted, True)


def _unquoted(text: str) -> str | None:
    """The content of a quoted string with its escapes undone; None when the quotes are not in order."""
    if len(text) < 2 or not text.endswith('"'):
        return None
    kept: list[str] = []
    is_escaped = False
    for character in text[1:-1]:
        if character == "\\" and not is_escaped:
            is_escaped = True
            continue
        if character == '"' and not is_escaped:
            return None
        is_escaped = False
        kept.append(character)
    return None if is_escaped else "".join(kept)


def _digits(text: str) -> int | None:
    """The number, for ASCII digits alone; beyond every limit it is told as one more than the greatest."""
    if not (text.isascii() and text.isdecimal()):
        return None
    significant = text.lstrip("0")
    return MOST_SECONDS + 1 if len(significant) > 20 else min(int(significant or "0"), MOST_SECONDS + 1)
