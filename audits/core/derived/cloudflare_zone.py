"""Whether a domain's zone is at Cloudflare, and what its API told of it, part by part."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from audits.core.artifacts import Artifacts
from audits.core.inapplicable import Inapplicable
from audits.core.observed.cloudflare import CLOUDFLARE, CloudflareZone
from audits.core.observed.dns import DNS, ZONE, HostRecords, ZoneRecords
from audits.core.subject import Host
from audits.core.unavailable import Unavailable

NAME_SERVERS = ".ns.cloudflare.com"
PARTIAL = ".cdn.cloudflare.net"
"""What a host of a zone that others serve is an alias to: its own name with this behind it."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Told(Generic[T_co]):
    """One part of a zone, as the API told it."""

    zone: CloudflareZone
    part: T_co


def zone_name(zone: ZoneRecords) -> str:
    """The zone a domain is in: its own, or the one around it."""
    return zone.zone or zone.name


def is_at_cloudflare(zone: ZoneRecords | None, hosts: tuple[HostRecords, ...]) -> bool:
    """Whether Cloudflare serves the zone, or single hosts of it (a partial set-up)."""
    if zone is not None and any(server.name.lower().endswith(NAME_SERVERS) for server in zone.name_servers):
        return True
    return any(f"{host.name}{PARTIAL}" in host.aliases for host in hosts)


def cloudflare_zone(artifacts: Artifacts) -> CloudflareZone | Unavailable | Inapplicable:
    """The zone of the domain of the subject as the API told it; not applicable where it is not at Cloudflare."""
    told = artifacts.observed(CLOUDFLARE)
    if isinstance(told, CloudflareZone):
        return told
    zone = artifacts.observed(ZONE)
    hosts = tuple(artifacts.observed(DNS, host.label) for host in artifacts.estate.subjects(Host))
    known = tuple(records for records in hosts if isinstance(records, HostRecords))
    if is_at_cloudflare(zone if isinstance(zone, ZoneRecords) else None, known):
        return told
    if isinstance(zone, Unavailable):
        return zone
    return Inapplicable(f"the zone of {zone.name} is not at Cloudflare")


def part_of_zone(
    read: Callable[[CloudflareZone], T | Unavailable],
) -> Callable[[Artifacts], Told[T] | Unavailable | Inapplicable]:
    """A reading of one part of the zone, for a check's `reads`."""

    def reads(artifacts: Artifacts) -> Told[T] | Unavailable | Inapplicable:
        zone = cloudflare_zone(artifacts)
        if not isinstance(zone, CloudflareZone):
            return zone
        part = read(zone)
        return part if isinstance(part, Unavailable) else Told(zone, part)

    return reads
