"""Cache-Control (RFC 9111 section 5.2), with the freshness rules that repetition and faults follow (section 4.2.1)."""

import re
from dataclasses import dataclass

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - the token of RFC 9110, a grammar
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_ITEM = re.compile(rf"[ \t]*({_TOKEN})(?:=({_TOKEN}|{_QUOTED}))?[ \t]*(?=,|$)")
_UNTIL_COMMA = re.compile(rf"(?:[^,\"]|{_QUOTED}|\")*")
_ESCAPED = re.compile(r"\\(.)")
LONGEST = 4_000
"""Characters of the fields that are read; no honest one has a tenth of it."""
LONGEST_DELTA = 2**31
"""Seconds beyond which caches stop counting (section 1.2.2)."""


@dataclass(frozen=True)
class CacheControl:
    """Directives in the order sent, names in small letters and values without quotes; `broken` are items that are none."""

    directives: tuple[tuple[str, str | None], ...] = ()
    broken: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        """Whether the directive is there, with a value or without."""
        return any(known == name for known, _ in self.directives)

    def is_plain(self, name: str) -> bool:
        """Whether the directive holds for the whole answer; `no-cache="x"` and `private="x"` hold for fields alone."""
        return any(known == name and not (value or "").strip() for known, value in self.directives)

    def fields_of(self, name: str) -> frozenset[str]:
        """The fields, in small letters, that a qualified no-cache or private is about."""
        values = [value for known, value in self.directives if known == name and value]
        return frozenset(field.strip(" \t").lower() for value in values for field in value.split(",") if field.strip())

    def seconds(self, name: str) -> int | None:
        """The first value of max-age, s-maxage and their like; 0 for one that is no number, None for none.

        Section 4.2.1: of repeated directives the first counts, an invalid one makes the answer stale.
        """
        values = [value for known, value in self.directives if known == name]
        if not values:
            return None
        digits = values[0] or ""
        if not (digits.isascii() and digits.isdecimal()):
            return 0
        return LONGEST_DELTA if len(digits) > 10 else min(int(digits), LONGEST_DELTA)

    def is_repeated(self, name: str) -> bool:
        """Whether the directive is there more than once with values that differ."""
        return len({value for known, value in self.directives if known == name}) > 1


def parsed_cache_control(values: tuple[str, ...]) -> CacheControl:
    """The directives of every Cache-Control field of an answer; empty elements are none, broken ones are skipped."""
    text = ",".join(values)[:LONGEST]
    directives: list[tuple[str, str | None]] = []
    broken: list[str] = []
    position = 0
    while position <= len(text):
        item = _ITEM.match(text, position)
        if item:
            directives.append((item[1].lower(), _unquoted(item[2])))
            position = item.end() + 1
            continue
        rest = _UNTIL_COMMA.match(text, position)
        end = rest.end() if rest else len(text)
        if text[position:end].strip(" \t"):
            broken.append(text[position:end].strip(" \t"))
        position = end + 1
    return CacheControl(tuple(directives), tuple(broken))


def _unquoted(value: str | None) -> str | None:
    if value is None or not value.startswith('"'):
        return value
    return _ESCAPED.sub(r"\1", value[1:-1])
