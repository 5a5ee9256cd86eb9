"""The observed records as a zone file (RFC 1035 section 5), for whoever moves the domain to another provider."""

from __future__ import annotations

from handover.contents.estate_facts import RecordFacts
from handover.contents.inputs import HandoverInputs
from handover.contents.moments import moment

NAME = "zone.txt"
TTL = 300
"""Seconds; short while a domain moves, the new provider's default afterwards."""
TEXT_LIMIT = 255
"""Octets of one character-string (RFC 1035 section 3.3)."""
NAMES = frozenset({"CNAME", "NS", "MX"})
"""Types whose value ends with a name, which needs a final dot here."""


def written(inputs: HandoverInputs) -> str:
    """The whole file; comments say what it is and what it leaves out."""
    origin = inputs.domains[0] if inputs.domains else ""
    observed = moment(inputs.observed_at, inputs.time_zone) if inputs.observed_at else "never"
    lines = [
        f"; Records as observed on {observed}. SOA and NS come from the new provider.",
        "; Proxy settings and other switches of a provider do not travel in a zone file.",
        *([f"$ORIGIN {origin}."] if origin else []),
        f"$TTL {TTL}",
    ]
    return "\n".join([*lines, *(_line(record) for record in inputs.records if record.type != "NS")]) + "\n"


def _line(record: RecordFacts) -> str:
    purpose = " ".join(record.purpose.split())
    return f"{record.name.rstrip('.')}. IN {record.type} {_value(record)} ; {purpose}"


def _value(record: RecordFacts) -> str:
    value = " ".join(record.value.split())
    if record.type == "TXT":
        return _quoted(value)
    return f"{value.rstrip('.')}." if record.type in NAMES else value


def _quoted(text: str) -> str:
    """The text as character-strings: quotes and backslashes escaped, none longer than it may be."""
    octets = text.encode()
    parts = [octets[start : start + TEXT_LIMIT] for start in range(0, len(octets), TEXT_LIMIT)] or [b""]
    return " ".join('"' + "".join(_escaped(octet) for octet in part) + '"' for part in parts)


def _escaped(octet: int) -> str:
    character = chr(octet)
    if character in {'"', "\\"}:
        return f"\\{character}"
    return character if 32 <= octet < 127 else f"\\{octet:03d}"
