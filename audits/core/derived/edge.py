"""Which edge stands in front of a host, told by its addresses, its aliases or fields in its answers."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from ipaddress import ip_address

from audits.core.edge_providers import PROVIDERS, Provider
from audits.core.edge_ranges import OLD_DAYS, RANGES
from audits.core.observed.dns import HostRecords
from audits.core.observed.http import Hop

__all__ = ["ADDRESS", "PROVIDERS", "Edge", "edge_of"]

ADDRESS = "address"
ALIAS = "alias"
FIELDS = "header fields"
FIELD = "header field"


@dataclass(frozen=True)
class Edge:
    """The edge seen, by what, and the thing itself.

    A published network, an alias, or two signs that agree are certain; one header field alone is a claim. `is_partial`
    when only some of the addresses are the edge's, `is_doubtful` when a claim comes from addresses that are not.
    """

    provider: str
    told_by: str
    seen: str
    is_certain: bool = True
    is_partial: bool = False
    is_doubtful: bool = False

    @property
    def read_on(self) -> date | None:
        """The day the provider's networks were read; None for one that publishes none."""
        ranges = RANGES.get(self.provider)
        return ranges.read_on if ranges else None

    def stale_days(self, day: date) -> int:
        """The age of that list where it is too old to prove anything by what it lacks, else 0."""
        ranges = RANGES.get(self.provider)
        age = ranges.age(day) if ranges else 0
        return age if age > OLD_DAYS else 0


def edge_of(records: HostRecords, answers: tuple[Hop, ...], name_servers: tuple[str, ...] = ()) -> Edge | None:
    """The edge in front of a host, by its records, its answers and who runs its zone; None when nothing shows one."""
    addresses = tuple(record.address for record in records.addresses)
    return (
        _by_addresses(addresses)
        or _by_aliases(records.aliases)
        or _partly(addresses)
        or _by_fields(addresses, answers, name_servers)
    )


@lru_cache(maxsize=4096)
def is_network_of(provider: str, address: str) -> bool:
    """Whether an address stands in the provider's published networks."""
    ranges = RANGES.get(provider)
    return ranges is not None and ranges.holds(address)


def _by_addresses(addresses: tuple[str, ...]) -> Edge | None:
    for provider in RANGES:
        if addresses and all(is_network_of(provider, address) for address in addresses):
            return Edge(provider, ADDRESS, ", ".join(addresses))
    return None


def _partly(addresses: tuple[str, ...]) -> Edge | None:
    for provider in RANGES:
        inside = [address for address in addresses if is_network_of(provider, address)]
        if inside:
            return Edge(provider, ADDRESS, ", ".join(inside), is_partial=True)
    return None


def _by_aliases(aliases: tuple[str, ...]) -> Edge | None:
    for provider in PROVIDERS:
        alias = next((name for name in aliases if _below(name, provider.aliases)), None)
        if alias:
            return Edge(provider.name, ALIAS, alias)
    return None


def _by_fields(addresses: tuple[str, ...], answers: tuple[Hop, ...], name_servers: tuple[str, ...]) -> Edge | None:
    claim: Edge | None = None
    for provider in PROVIDERS:
        signs = max((_signs(hop, provider) for hop in answers), key=len, default=())
        if not signs:
            continue
        servers = tuple(server for server in name_servers if _below(server, provider.name_servers))
        seen = ", ".join((*signs, *(f"name server {server}" for server in servers[:1])))
        if len(signs) > 1 or servers:
            return Edge(provider.name, FIELDS, seen)
        ranges = RANGES.get(provider.name)
        whole = ranges is not None and ranges.is_whole
        elsewhere = whole and any(ip_address(address).is_global for address in addresses)
        claim = claim or Edge(provider.name, FIELD, seen, is_certain=False, is_doubtful=elsewhere)
    return claim


def _below(name: str, suffixes: tuple[str, ...]) -> bool:
    lowered = name.rstrip(".").lower()
    return any(lowered == suffix or lowered.endswith(f".{suffix}") for suffix in suffixes)


def _signs(hop: Hop, provider: Provider) -> tuple[str, ...]:
    """The provider's fields as sent that look as it writes them; nothing without one that is a claim by itself."""
    claims = _matching(hop, provider.fields)
    return (*claims, *_matching(hop, provider.supporting)) if claims else ()


def _matching(hop: Hop, fields: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(
        f"{name}: {hop.first(name)}"
        for name, pattern in fields
        if re.fullmatch(pattern, hop.first(name)[:500], re.IGNORECASE)
    )
