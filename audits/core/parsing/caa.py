"""CAA records (RFC 8659): their grammar, and whom a set of them lets issue certificates."""

import re
from dataclasses import dataclass

LONGEST = 4_096
CRITICAL = 128
KNOWN = frozenset({"issue", "issuewild", "iodef", "issuemail", "issuevmc", "contactemail", "contactphone"})
"""Tags that authorities know (IANA's registry of CAA properties); of others only the critical ones matter."""

_RECORD = re.compile(r'(\d{1,3}) ([A-Za-z0-9]{1,255}) (?:"((?:[^"\\]|\\.)*)"|([^\s"]*))')
_ESCAPE = re.compile(r"\\(\d{3}|.)", re.DOTALL)
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})"
_ISSUER = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_PARAMETER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*)[ \t]*=[ \t]*[\x21-\x3a\x3c-\x7e]*")


@dataclass(frozen=True)
class CaaRecord:
    """One record; `tag` in lower case. `issuer` is None where the value of an issue tag cannot be read."""

    text: str
    flags: int
    tag: str
    value: str

    @property
    def is_unknown_and_critical(self) -> bool:
        """Whether it forbids every authority that does not know its tag to issue (section 4.1)."""
        return bool(self.flags & CRITICAL) and self.tag not in KNOWN

    @property
    def issuer(self) -> str | None:
        """The authority an issue tag names in lower case, empty for nobody; None when the value breaks the grammar."""
        return issuer_of(self.value)


@dataclass(frozen=True)
class CaaSet:
    """The records of one name."""

    records: tuple[CaaRecord, ...]

    def properties(self, *, wildcard: bool) -> tuple[CaaRecord, ...]:
        """The records that rule issuance: issuewild replaces issue for wildcard names (section 4.3)."""
        special = self._of("issuewild") if wildcard else ()
        return special or self._of("issue")

    @property
    def blocking(self) -> CaaRecord | None:
        """A critical record with a tag nobody knows."""
        return next((record for record in self.records if record.is_unknown_and_critical), None)

    def _of(self, tag: str) -> tuple[CaaRecord, ...]:
        return tuple(record for record in self.records if record.tag == tag)


def parsed_caa(text: str) -> CaaRecord | None:
    """The record in presentation form; None for what is none."""
    found = _RECORD.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or int(found[1]) > 255:
        return None
    value = found[3] if found[3] is not None else found[4]
    return CaaRecord(text, int(found[1]), found[2].lower(), _ESCAPE.sub(_unescaped, value or ""))


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1])) if len(found[1]) == 3 else found[1]


def issuer_of(value: str) -> str | None:
    """The domain of an issue or issuewild value (section 4.2), empty where it names none; None where it is malformed."""
    name, semicolon, rest = value.partition(";")
    name = name.strip(" \t")
    if name and not _ISSUER.fullmatch(name):
        return None
    if any(label.endswith("-") for label in name.split(".")):
        return None
    parameters = [part.strip(" \t") for part in rest.split(";")]
    if semicolon and parameters != [""] and not all(_PARAMETER.fullmatch(part) for part in parameters):
        return None
    return name.lower()
