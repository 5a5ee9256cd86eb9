"""What the zone's name servers said of themselves, sorted by what it proves, and what the zone above delegates."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import (
    AT_PARENT,
    IN_ZONE,
    ZONE,
    HostRecords,
    NameServer,
    ParentAnswer,
    ServerAnswer,
    ZoneRecords,
)
from audits.core.parsing.names import is_registry
from audits.core.parsing.soa import same_version
from audits.core.unavailable import Unavailable

WITHOUT_THE_ZONE = {"REFUSED", "NOTAUTH", "NXDOMAIN"}
"""Response codes by which a server itself says that it does not serve the zone; SERVFAIL may pass."""


@dataclass(frozen=True)
class Delegation:
    """The zone and its servers: those that serve it, refuse it, stay silent, lead nowhere, or list other servers.

    `unregistered` lead nowhere since nobody owns their domain; `only_above` and `only_inside` are named by the parent
    or by the zone alone, unless they are the same machines under other names.
    """

    zone: ZoneRecords
    serving: tuple[NameServer, ...] = ()
    refusing: tuple[NameServer, ...] = ()
    silent: tuple[NameServer, ...] = ()
    nowhere: tuple[NameServer, ...] = ()
    differing: tuple[NameServer, ...] = ()
    unregistered: tuple[NameServer, ...] = ()
    only_above: tuple[NameServer, ...] = ()
    only_inside: tuple[NameServer, ...] = ()
    parent: ParentAnswer | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether the zone above says that the domain does not exist, though its servers still answer."""
        return self.parent is not None and self.parent.status == "NXDOMAIN"

    @property
    def is_faulty(self) -> bool:
        """Whether one server, or the zone above, proves a fault."""
        return self.is_withdrawn or bool(self.refusing or self.silent or self.nowhere)

    @property
    def addresses(self) -> frozenset[str]:
        """The distinct public addresses of the serving servers; one name may stand for several machines."""
        known = (server.records for server in self.serving)
        told = (record for records in known if isinstance(records, HostRecords) for record in records.addresses)
        return frozenset(record.address for record in told if record.nature is None)


def delegation(artifacts: Artifacts) -> Delegation | Unavailable | Inapplicable:
    """The delegation, once every server's state is proven and compared with the zone above, or one fault is."""
    found = served(artifacts)
    if not isinstance(found, Delegation) or not found.zone.name_servers or found.parent:
        return found
    if found.is_faulty and found.serving:
        return found
    # Where nobody serves the zone, only an answer of the zone above proves that our own questions get through.
    missing = found.zone.parent
    return missing if isinstance(missing, Unavailable) else Unavailable("nobody asked the zone above what it delegates")


def served(artifacts: Artifacts) -> Delegation | Unavailable | Inapplicable:
    """The same without the zone above; a sub-domain of a zone has no delegation."""
    zone = artifacts.observed(ZONE)
    if isinstance(zone, Unavailable):
        return zone
    if not zone.name_servers:
        if zone.status == "NXDOMAIN":
            return Delegation(zone)
        if zone.zone and zone.zone != zone.name:
            return Inapplicable(f"{zone.name} is part of the zone {zone.zone}")
        return Unavailable(f"the resolver told no name server of {zone.name}")
    return _sorted(zone)


def _sorted(zone: ZoneRecords) -> Delegation | Unavailable:
    kinds = {server.name: _kind(server) for server in zone.name_servers}
    if "serving" not in kinds.values():
        # Without one good answer, silence and unauthoritative answers may come from something between us and them.
        kinds = {name: "unknown" if kind in {"silent", "unauthoritative"} else kind for name, kind in kinds.items()}
        if "unknown" in kinds.values():
            return _unknown(zone, kinds)
    sorted_out = _delegation(zone, kinds)
    if sorted_out.is_faulty:
        return sorted_out
    if "unknown" in kinds.values():
        return _unknown(zone, kinds)
    return sorted_out


def _delegation(zone: ZoneRecords, kinds: dict[str, str]) -> Delegation:
    nowhere = _those(zone, kinds, "nowhere")
    above, inside = (_only(zone, who) for who in (AT_PARENT, IN_ZONE))
    if _addresses_of(above) and _addresses_of(above) == _addresses_of(inside):
        above = inside = ()
    return Delegation(
        zone,
        serving=_those(zone, kinds, "serving"),
        refusing=_those(zone, kinds, "refusing", "unauthoritative"),
        silent=_those(zone, kinds, "silent"),
        nowhere=nowhere,
        differing=tuple(server for server in _those(zone, kinds, "serving") if _differs(server, zone)),
        unregistered=tuple(server for server in nowhere if _is_unregistered(server)),
        only_above=above,
        only_inside=inside,
        parent=zone.parent if isinstance(zone.parent, ParentAnswer) else None,
    )


def _only(zone: ZoneRecords, who: str) -> tuple[NameServer, ...]:
    return tuple(server for server in zone.name_servers if server.listed_by == (who,))


def _addresses_of(servers: tuple[NameServer, ...]) -> set[str]:
    known = (server.records for server in servers if isinstance(server.records, HostRecords))
    return {record.address for records in known for record in records.addresses}


def _is_unregistered(server: NameServer) -> bool:
    records = server.records
    return (
        isinstance(records, HostRecords)
        and records.status == "NXDOMAIN"
        and records.denied_by is not None
        and is_registry(records.denied_by)
    )


def _kind(server: NameServer) -> str:  # noqa: PLR0911 - one return a kind
    records, answer = server.records, server.answer
    if isinstance(records, Unavailable):
        return "unknown"
    if not records.addresses:
        return "unknown" if records.unanswered else "nowhere"
    if all(record.nature for record in records.addresses):
        return "nowhere"
    if isinstance(answer, ServerAnswer):
        if answer.status in WITHOUT_THE_ZONE:
            return "refusing"
        if answer.status != "NOERROR":
            return "unknown"
        return "serving" if answer.authoritative and (answer.soa or answer.name_servers) else "unauthoritative"
    return "silent" if answer and _stayed_silent(answer) else "unknown"


def _stayed_silent(answer: Unavailable) -> bool:
    return len(answer.tried) >= 3 and all("silent" in attempt or "refused" in attempt for attempt in answer.tried)


def _differs(server: NameServer, zone: ZoneRecords) -> bool:
    """Whether the server lists others than the zone does; one that holds a version that was asked lists the same."""
    told = listed_by(server, zone)
    return told is not None and set(told) != {each.name for each in zone.name_servers if each.listed_by != (AT_PARENT,)}


def listed_by(server: NameServer, zone: ZoneRecords) -> tuple[str, ...] | None:
    """The name servers in the copy of the zone that this server holds; None when nobody was asked for it."""
    answer = server.answer
    if not isinstance(answer, ServerAnswer):
        return None
    if answer.name_servers or not answer.soa:
        return answer.name_servers
    alike = (
        other.answer.name_servers
        for other in zone.name_servers
        if isinstance(other.answer, ServerAnswer) and other.answer.name_servers
        if other.answer.soa and same_version(answer.soa, other.answer.soa)
    )
    return next(alike, None)


def _those(zone: ZoneRecords, kinds: dict[str, str], *wanted: str) -> tuple[NameServer, ...]:
    return tuple(server for server in zone.name_servers if kinds[server.name] in wanted)


def _unknown(zone: ZoneRecords, kinds: dict[str, str]) -> Unavailable:
    names = ", ".join(name for name, kind in kinds.items() if kind == "unknown")
    tried = tuple(
        attempt
        for server in zone.name_servers
        for missing in (server.answer, server.records)
        if isinstance(missing, Unavailable)
        for attempt in missing.tried
    )
    return Unavailable(f"no proof of what {names} would answer", tried)


def seen_of(server: NameServer) -> str:
    """One line of evidence: what a name server answered."""
    answer, records = server.answer, server.records
    if isinstance(answer, ServerAnswer):
        kind = "authoritative" if answer.authoritative else "not authoritative"
        told = [f"SOA {answer.soa}"] if answer.soa else []
        if answer.name_servers or not answer.soa:
            told.append(f"NS {', '.join(answer.name_servers) or 'none'}")
        return f"{answer.address}: {answer.status}, {kind}; {'; '.join(told)}"
    if isinstance(answer, Unavailable):
        return answer.reason
    if isinstance(records, HostRecords):
        shown = ", ".join(f"{record.address} ({record.nature})" for record in records.addresses)
        return shown or f"{records.status}, no address"
    return records.reason
