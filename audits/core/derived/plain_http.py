"""What a host does with visitors that come without https."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.visits import visit_of_host
from audits.core.derived.walls import wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import BROKEN, RedirectChain, Visit
from audits.core.observed.reach import REACH, HostReach
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class PlainEntry:
    """The chain that starts at http://host/ (`secure` is the one that starts at https); None: port 80 is closed.

    `domain` is the estate's own: a redirect among its names stays with the client.
    """

    host: str
    chain: RedirectChain | None
    secure: RedirectChain
    domain: str = ""


def plain_entry_of_host(artifacts: Artifacts) -> PlainEntry | Unavailable | Inapplicable:
    """The plain entry; unavailable when port 80 gave no answer without refusing, or one that is not for visitors."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    plain = visit.plain
    domain = artifacts.estate.domain.name if artifacts.estate.domain else ""
    if plain is None or not plain.hops:
        reach = artifacts.observed(REACH)
        if isinstance(reach, HostReach) and _refuses_plain(reach):
            return PlainEntry(visit.host, None, visit.chain, domain)
        return (plain.missing if plain else None) or Unavailable(f"http://{visit.host}/ gave no answer")
    # A redirect is told by its first answer; whether its target answers is another check's matter.
    blocked = wall(plain.hops[0], plain.body if len(plain.hops) == 1 else None)
    if blocked:
        return Unavailable(blocked, (f"GET {plain.start}",))
    if plain.end == BROKEN and not _reaches_https(plain):
        return plain.missing or Unavailable(f"{plain.at} gave no answer")
    return PlainEntry(visit.host, plain, visit.chain, domain)


def _reaches_https(chain: RedirectChain) -> bool:
    return chain.at.startswith("https://") or any(hop.scheme == "https" for hop in chain.hops)


def _refuses_plain(reach: HostReach) -> bool:
    """Whether port 80 refused on every address of a host that has another port open, or refused three times."""
    plain = [attempt for attempt in reach.attempts if attempt.port == 80]
    is_up = bool(reach.answering)
    return bool(plain) and all(set(a.outcomes) == {"refused"} and (is_up or len(a.outcomes) >= 3) for a in plain)
