"""Trace fields of a message (RFC 5321 section 4.4): from which address it came, and when, as the receiver says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address, ip_network

from audits.core.parsing.names import are_kin

LONGEST_FIELD = 4_000
MOST_FIELDS = 30
_CLIENT = re.compile(r"\bfrom\s{1,9}(\S{1,255})")
_BY = re.compile(r"\bby\s{1,9}(\S{1,255})")
_ADDRESS = re.compile(r"\[(?:IPv6:)?([0-9A-Fa-f:.]{3,45})\]", re.IGNORECASE)
_BARE = re.compile(r"\(([0-9A-Fa-f:.]{7,45})\)")
_OWN = tuple(
    ip_network(net) for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128")
)


@dataclass(frozen=True)
class Hop:
    """One hand-over: the name the sending server gave, its address, both empty where the field does not say."""

    helo: str = ""
    address: str = ""


def entry(fields: Sequence[str]) -> Hop:
    """The hand-over into the receiver's own house: the topmost between hosts that are no kin, from a public address."""
    for value in fields[:MOST_FIELDS]:
        text = value[:LONGEST_FIELD]
        client, by = _CLIENT.search(text), _BY.search(text)
        address = _address(text)
        if client is None or not address:
            continue
        helo = client[1].strip("[]();").lower()
        if by is not None and are_kin(helo, by[1].strip("();").lower()):
            continue
        return Hop(helo, address)
    return Hop()


def _address(text: str) -> str:
    for match in (*_ADDRESS.finditer(text), *_BARE.finditer(text)):
        try:
            address = ip_address(match[1])
        except ValueError:
            continue
        if not any(address.version == net.version and address in net for net in _OWN):
            return str(address)
    return ""


def moment(fields: Sequence[str]) -> str:
    """When the topmost field says that it arrived, ISO 8601 in UTC; empty where none says."""
    for value in fields[:MOST_FIELDS]:
        try:
            found = parsedate_to_datetime(value.rpartition(";")[2].strip()[:100])
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return ""


def seconds(at: str) -> int | None:
    """The moment as seconds since 1970; None where there is none."""
    return int(datetime.fromisoformat(at).timestamp()) if at else None
