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
class HeldAnswer:
    """What a name server itself holds of one name and type; `ttl` is the first record's, whole and not counted down.

    `status` is empty where the server gave no answer, and `missing` says why.
    """

    name: str
    type: str
    status: str = ""
    records: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    ttl: int | None = None
    missing: Unavailable | None = None


@dataclass(frozen=True)
class ServerAnswer:
    """What one name server itself said about the zone; `status` is the response code, refusals included.

    `soa` is the record in presentation form, `held` what it was asked besides: of servers with the same copy of the
    zone one is asked for all of them. `name_servers` is empty where `held` has no NS.
    """

    address: str
    status: str
    authoritative: bool
    name_servers: tuple[str, ...] = ()
    soa: str = ""
    held: tuple[HeldAnswer, ...] = ()
    soa_ttl: int | None = None

    def of(self, name: str, kind: str) -> HeldAnswer | None:
        """The answer about one name and type; None when it was not asked for."""
        return next((each for each in self.held if (each.name, each.type) == (name, kind)), None)


@dataclass(frozen=True)
class NameServer:
    """One name server of the zone: its own records, and its answer when asked directly at its first address.

    `listed_by` says who names it: the zone itself, its parent, or both (empty: nobody compared).
    """

    name: str
    records: HostRecords | Unavailable
    answer: ServerAnswer | Unavailable | None = None
    listed_by: tuple[str, ...] = ()


IN_ZONE, AT_PARENT = "zone", "parent"


@dataclass(frozen=True)
class ParentAnswer:
    """What the zone above delegates, asked at one of its own servers.

    `is_referral` is False when that server holds the zone itself as well and answered from it.
    """

    zone: str
    server: str
    address: str
    status: str
    name_servers: tuple[str, ...]
    is_referral: bool


@dataclass(frozen=True)
class Exchanger:
    """A host that takes the domain's mail: `status` and `denied_by` as with a host's own records."""

    name: str
    status: str
    denied_by: str | None = None


@dataclass(frozen=True)
class ZoneRecords:
    """The domain as a zone.

    `zone` is the enclosing zone when the domain has no name servers of its own; `mx` in presentation form; `wildcard`
    what `invented`, a label nobody made, resolves to (aliases and addresses; empty: nothing) and `wildcard_status` how
    that ended; `parent` is None where nobody asked it.
    """

    name: str
    status: str
    name_servers: tuple[NameServer, ...]
    mx: tuple[str, ...] | Unavailable
    wildcard: tuple[str, ...] | Unavailable
    zone: str | None = None
    parent: ParentAnswer | Unavailable | None = None
    invented: str = ""
    wildcard_status: str = ""
    mx_ttl: int | None = None
    exchangers: tuple[Exchanger | Unavailable, ...] = ()


DNS: Source[HostRecords] = Source("dns", HostRecords)
ZONE: Source[ZoneRecords] = Source("zone", ZoneRecords)
