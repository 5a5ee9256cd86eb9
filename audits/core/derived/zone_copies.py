"""The copies of the zone that its name servers hold: which are one version, and whether an older one is left behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from audits.core.artifacts import Artifacts
from audits.core.derived.delegation import Delegation, served
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import HeldAnswer, NameServer, ServerAnswer
from audits.core.parsing.soa import Soa, is_newer, parsed_soa, written_by
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class Copy:
    """One version of the zone with the servers that serve it; `held` is what one of them was asked besides."""

    servers: tuple[str, ...]
    text: str
    soa: Soa
    held: tuple[HeldAnswer, ...]
    listed: tuple[str, ...]
    soa_ttl: int | None = None

    def of(self, name: str, kind: str) -> HeldAnswer | None:
        """What it holds of one name and type; None when that was not asked or not answered."""
        found = next((each for each in self.held if (each.name, each.type) == (name, kind)), None)
        return found if found and found.missing is None else None


@dataclass(frozen=True)
class ZoneCopies:
    """Every version that is served, at the time of the run."""

    name: str
    copies: tuple[Copy, ...]
    now: datetime

    @property
    def behind(self) -> tuple[Copy, Copy] | None:
        """An older version with its newer one, where the time to fetch that has proven to be over.

        Only a serial that is a date or a time says when it was written; one that merely counts proves nothing, and
        versions with another contact belong to another provider, who counts for himself.
        """
        for newer in self.copies:
            written = written_by(newer.soa.serial)
            if written is None or written + timedelta(seconds=newer.soa.refresh + newer.soa.retry) > self.now:
                continue
            for older in self.copies:
                if older.soa.contact == newer.soa.contact and is_newer(newer.soa.serial, older.soa.serial):
                    return older, newer
        return None

    @property
    def providers(self) -> int:
        """How many parties keep a copy, told from the contacts in the SOA records."""
        return len({copy.soa.contact for copy in self.copies})


def zone_copies(artifacts: Artifacts) -> ZoneCopies | Unavailable | Inapplicable:
    """The versions of the servers that serve the zone; unavailable while one of these was not understood."""
    found = _serving(artifacts)
    if not isinstance(found, tuple):
        return found
    copies: dict[tuple[object, ...], list[tuple[NameServer, ServerAnswer, Soa]]] = {}
    for server, answer in found:
        soa = parsed_soa(answer.soa)
        if soa is None:
            return Unavailable(f"the SOA record of {server.name} cannot be read", (f"{answer.address}: {answer.soa}",))
        copies.setdefault(soa.version, []).append((server, answer, soa))
    name = artifacts.subject.label if artifacts.subject else ""
    return ZoneCopies(name, tuple(_copy(each) for each in copies.values()), artifacts.now)


def _copy(alike: list[tuple[NameServer, ServerAnswer, Soa]]) -> Copy:
    _, answer, soa = alike[0]
    asked = next((each for _, each, _ in alike if each.held), answer)
    return Copy(
        servers=tuple(server.name for server, _, _ in alike),
        text=answer.soa,
        soa=soa,
        held=asked.held,
        listed=asked.name_servers,
        soa_ttl=answer.soa_ttl,
    )


def _serving(artifacts: Artifacts) -> tuple[tuple[NameServer, ServerAnswer], ...] | Unavailable | Inapplicable:
    """The servers that serve the zone with their answers; what is wrong with others is delegation's matter.

    The zone above is not needed for this, so that its silence costs nothing.
    """
    found = served(artifacts)
    if not isinstance(found, Delegation):
        return found
    told = ((server, server.answer) for server in found.serving)
    serving = tuple((server, answer) for server, answer in told if isinstance(answer, ServerAnswer) and answer.soa)
    return serving or Unavailable(f"no name server of {found.zone.name} told which version of the zone it serves")
