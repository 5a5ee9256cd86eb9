"""What DNS said: the records of each host, and the zone with its name servers."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class AddressRecord:
    """One published address; `nature` says why it is not public ("private, 10.0.0.0/8"), None for a public one."""

    address: str
    nature: str | None = None


@dataclass(frozen=True)
class HostRecords:
    """A host's addresses, through its aliases.

    `status` is NOERROR or NXDOMAIN of the name the chain ends at; `aliases` the CNAME targets in order, without final
    dots; `denied_by` the zone whose SOA record came with a negative answer; `ttl` in seconds.
    """

    name: str
    status: str
    aliases: tuple[str, ...]
    ipv4: tuple[AddressRecord, ...] | Unavailable
    ipv6: tuple[AddressRecord, ...] | Unavailable
    ttl: int | None = None
    denied_by: str | None = None

    @property
    def addresses(self) -> tuple[AddressRecord, ...]:
        """Every address we were told, IPv4 first."""
        return tuple(
            record for family in (self.ipv4, self.ipv6) if not isinstance(family, Unavailable) for record in family
        )

    @property
    def unanswered(self) -> Unavailable | None:
        """The look-up that gave no answer, if one did not."""
        return next((family for family in (self.ipv4, self.ipv6) if isinstance(family, Unavailable)), None)

    @property
    def exists(self) -> bool:
        """Whether somebody made this name: it has an address or an alias."""
        return bool(self.addresses or self.aliases)


@dataclass(frozen=True)
class ServerAnswer:
    """What one name server itself said about the zone; `status` is the response code, refusals included."""

    address: str
    status: str
    authoritative: bool
    name_servers: tuple[str, ...] = ()


@dataclass(frozen=True)
class NameServer:
    """One name server of the zone: its own records, and its answer when asked directly at its first address."""

    name: str
    records: HostRecords | Unavailable
    answer: ServerAnswer | Unavailable | None = None


@dataclass(frozen=True)
class ZoneRecords:
    """The domain as a zone.

    `zone` is the enclosing zone when the domain has no name servers of its own; `mx` in presentation form; `wildcard`
    what a label nobody made resolves to (aliases and addresses; empty: nothing).
    """

    name: str
    status: str
    name_servers: tuple[NameServer, ...]
    mx: tuple[str, ...] | Unavailable
    wildcard: tuple[str, ...] | Unavailable
    zone: str | None = None


DNS: Source[HostRecords] = Source("dns", HostRecords)
ZONE: Source[ZoneRecords] = Source("zone", ZoneRecords)
