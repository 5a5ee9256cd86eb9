"""Strict-Transport-Security, read as browsers read it (RFC 6797 section 6.1, with Chromium's limits)."""

import re
from dataclasses import dataclass

YEAR = 31_536_000
"""Seconds; browsers keep a policy no longer than a year."""

TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - the token of RFC 9110, a grammar
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_DIRECTIVE = re.compile(rf"[ \t]*(?:({TOKEN})[ \t]*(?:=[ \t]*({TOKEN}|{_QUOTED})[ \t]*)?)?(?:;|$)")


@dataclass(frozen=True)
class HstsPolicy:
    """What a browser keeps: seconds (0 forgets the host) and whether names below are covered."""

    max_age: int
    covers_subdomains: bool
    asks_preload: bool


def parsed_hsts(value: str) -> HstsPolicy | None:
    """The policy of one field value; None when browsers ignore the field, for any fault of grammar or a repetition."""
    directives: list[tuple[str, str | None]] = []
    position = 0
    while position < len(value):
        match = _DIRECTIVE.match(value, position)
        if match is None:
            return None
        position = match.end()
        if match[1]:
            directives.append((match[1].lower(), match[2]))
    names = [name for name, _ in directives]
    known = dict(directives)
    age = _seconds(known.get("max-age"))
    repeated = names.count("max-age") > 1 or names.count("includesubdomains") > 1
    if age is None or repeated or known.get("includesubdomains") is not None:
        return None
    return HstsPolicy(min(age, YEAR), "includesubdomains" in known, "preload" in known)


def _seconds(value: str | None) -> int | None:
    """The digits of max-age, bare or quoted; None for anything else."""
    digits = (value or "").removeprefix('"').removesuffix('"')
    if not (digits.isascii() and digits.isdecimal()):
        return None
    return YEAR if len(digits) > 9 else int(digits)
