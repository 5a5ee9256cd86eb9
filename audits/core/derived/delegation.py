"""What the zone's name servers said of themselves, sorted by what it proves."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import ZONE, HostRecords, NameServer, ServerAnswer, ZoneRecords
from audits.core.unavailable import Unavailable

WITHOUT_THE_ZONE = {"REFUSED", "NOTAUTH", "NXDOMAIN"}
"""Response codes by which a server itself says that it does not serve the zone; SERVFAIL may pass."""


@dataclass(frozen=True)
class Delegation:
    """The zone and its servers: those that serve it, refuse it, stay silent, lead nowhere, or list other servers."""

    zone: ZoneRecords
    serving: tuple[NameServer, ...] = ()
    refusing: tuple[NameServer, ...] = ()
    silent: tuple[NameServer, ...] = ()
    nowhere: tuple[NameServer, ...] = ()
    differing: tuple[NameServer, ...] = ()

    @property
    def addresses(self) -> frozenset[str]:
        """The distinct addresses of the serving servers."""
        answers = (server.answer for server in self.serving)
        return frozenset(answer.address for answer in answers if isinstance(answer, ServerAnswer))


def delegation(artifacts: Artifacts) -> Delegation | Unavailable | Inapplicable:
    """The delegation, once every server's state is proven or one fault is; a sub-domain of a zone has none."""
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
    sorted_out = Delegation(
        zone,
        serving=_those(zone, kinds, "serving"),
        refusing=_those(zone, kinds, "refusing", "unauthoritative"),
        silent=_those(zone, kinds, "silent"),
        nowhere=_those(zone, kinds, "nowhere"),
        differing=tuple(server for server in _those(zone, kinds, "serving") if _differs(server, zone)),
    )
    if "unknown" in kinds.values() and not (sorted_out.refusing or sorted_out.silent or sorted_out.nowhere):
        return _unknown(zone, kinds)
    return sorted_out


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
        return "serving" if answer.authoritative else "unauthoritative"
    return "silent" if answer and _stayed_silent(answer) else "unknown"


def _stayed_silent(answer: Unavailable) -> bool:
    return len(answer.tried) >= 3 and all("silent" in attempt or "refused" in attempt for attempt in answer.tried)


def _differs(server: NameServer, zone: ZoneRecords) -> bool:
    told = server.answer.name_servers if isinstance(server.answer, ServerAnswer) else ()
    return set(told) != {each.name for each in zone.name_servers}


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
        return f"{answer.address}: {answer.status}, {kind}; NS {', '.join(answer.name_servers) or 'none'}"
    if isinstance(answer, Unavailable):
        return answer.reason
    if isinstance(records, HostRecords):
        shown = ", ".join(f"{record.address} ({record.nature})" for record in records.addresses)
        return shown or f"{records.status}, no address"
    return records.reason
