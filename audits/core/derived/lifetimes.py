"""How long others may remember the records that a move changes, as the zone's own servers give it."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.zone_copies import zone_copies
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import ZONE, HeldAnswer, ZoneRecords
from audits.core.unavailable import Unavailable

DAY = 86_400


@dataclass(frozen=True)
class Lifetime:
    """One record with its life in seconds; what a resolver told may have counted down, so it lives at least so long."""

    name: str
    type: str
    seconds: int
    told_by: str


@dataclass(frozen=True)
class Lifetimes:
    """The lives of the records visitors and mail depend on, and of the answer that a name does not exist."""

    name: str
    records: tuple[Lifetime, ...]
    negative: Lifetime | None = None

    @property
    def longest(self) -> Lifetime | None:
        """The record that is remembered longest."""
        return max(self.records, key=lambda each: each.seconds, default=None)


def lifetimes(artifacts: Artifacts) -> Lifetimes | Unavailable | Inapplicable:
    """The lives as served; a resolver's word counts where it alone is too long already, and never as a proof of less."""
    zone, copies = artifacts.observed(ZONE), zone_copies(artifacts)
    if isinstance(zone, Unavailable):
        return zone
    mail = _of_mail(zone)
    if isinstance(copies, Unavailable | Inapplicable):
        return Lifetimes(zone.name, mail) if mail and mail[0].seconds > DAY else copies
    served = tuple(
        Lifetime(held.name, _kind(held), held.ttl, copy.servers[0])
        for copy in copies.copies
        for held in copy.held
        if held.type in {"A", "AAAA", "MX"} and held.ttl is not None
    )
    if not served:
        unanswered = next((each.missing for copy in copies.copies for each in copy.held if each.missing), None)
        if unanswered:
            return unanswered
        if not any(copy.held for copy in copies.copies):
            return Unavailable("the zone's own servers were not asked how long their records live")
    first = copies.copies[0]
    lives = [first.soa.minimum, *([first.soa_ttl] if first.soa_ttl is not None else [])]
    return Lifetimes(zone.name, served + mail, Lifetime(zone.name, "SOA", min(lives), first.servers[0]))


def _of_mail(zone: ZoneRecords) -> tuple[Lifetime, ...]:
    return () if zone.mx_ttl is None else (Lifetime(zone.name, "MX", zone.mx_ttl, "our resolver, counting down"),)


def _kind(held: HeldAnswer) -> str:
    return "CNAME" if held.aliases else held.type
