"""Where the bare domain and www lead, seen together."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.walls import wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.http import ANSWERED, HTTP, RedirectChain, Visit
from audits.core.subject import Host
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class Pair:
    """The chains of the bare domain and of www that ended with an answer or with a redirect fault.

    `www` is None when no such name exists.
    """

    domain: str
    apex: tuple[RedirectChain, ...]
    www: tuple[RedirectChain, ...] | None

    @property
    def chains(self) -> tuple[RedirectChain, ...]:
        """All of them, the bare domain first."""
        return (*self.apex, *(self.www or ()))


def pair_of_domain(artifacts: Artifacts) -> Pair | Unavailable | Inapplicable:
    """Both names of the domain of the subject; unavailable when one of them gave no answer that counts."""
    name = artifacts.subject.label if artifacts.subject else ""
    if f"www.{name}" not in {host.name for host in artifacts.estate.subjects(Host)}:
        return Inapplicable(f"www.{name} is not covered by this audit")
    apex = _ways(artifacts, name)
    if isinstance(apex, Unavailable):
        return apex
    records = artifacts.observed(DNS, f"www.{name}")
    if isinstance(records, HostRecords) and not records.addresses and not records.unanswered:
        return Pair(name, apex, None)
    www = _ways(artifacts, f"www.{name}")
    return www if isinstance(www, Unavailable) else Pair(name, apex, www)


def _ways(artifacts: Artifacts, host: str) -> tuple[RedirectChain, ...] | Unavailable:
    """The https chain of a host, then the plain one when it told something too."""
    visit = artifacts.observed(HTTP, host)
    if not isinstance(visit, Visit):
        return visit
    secure = _why_silent(visit.chain)
    if secure:
        return secure
    plain = visit.plain
    return (visit.chain,) if plain is None or _why_silent(plain) else (visit.chain, plain)


def _why_silent(chain: RedirectChain) -> Unavailable | None:
    if chain.missing:
        return chain.missing
    blocked = wall(chain.hops[-1], chain.body) if chain.end == ANSWERED else None
    return Unavailable(blocked, (f"GET {chain.start}",)) if blocked else None
