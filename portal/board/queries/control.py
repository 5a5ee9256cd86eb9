"""Proof of control as the estate's page shows it: every name with its token, its state and what it covers."""

from dataclasses import dataclass

from portal.estate.models import ControlProof
from portal.estate.queries import control_proofs, estate_rows, provable_names
from portal.sprint.models import Engagement


@dataclass(frozen=True)
class ControlLine:
    """One name whose control is, was or can be proven; `short_name` is what most registrars ask for."""

    proof: ControlProof
    short_name: str

    @property
    def key(self) -> str:
        """What tells its elements on the page from those of another."""
        return str(self.proof.pk)

    @property
    def glyph(self) -> str:
        if self.proof.is_looking:
            return "checking"
        if self.proof.is_proven:
            return "done"
        return "fail" if self.proof.lost_at else "not-started"

    @property
    def state(self) -> str:
        """Where it stands, in one or two words."""
        if self.proof.is_looking:
            return "Looking now"
        if self.proof.is_proven:
            return "Proven"
        return "Gone" if self.proof.lost_at else "Not proven yet"

    @property
    def covers(self) -> str:
        """What may be asked once it is proven, or is."""
        if self.proof.way == ControlProof.Way.FILE:
            return f"A file proves {self.proof.name} alone"
        return f"Covers {self.proof.name} and every name below it"


@dataclass(frozen=True)
class ControlStanding:
    """Every proof of an engagement, and the names for which none was begun and none is needed otherwise."""

    lines: tuple[ControlLine, ...]
    others: tuple[str, ...]

    @property
    def is_looking(self) -> bool:
        return any(line.proof.is_looking for line in self.lines)

    @property
    def is_proven(self) -> bool:
        return any(line.proof.is_proven for line in self.lines)


def control_standing(engagement: Engagement) -> ControlStanding:
    """Where proof of control stands."""
    proofs, domain = control_proofs(engagement), estate_rows(engagement).domain
    apex = domain.name if domain else ""
    begun = {proof.name for proof in proofs}
    others = tuple(
        name
        for name in provable_names(engagement)
        if name not in begun and not any(proof.covers(name) for proof in proofs)
    )
    return ControlStanding(tuple(ControlLine(proof, _short(proof, apex)) for proof in proofs), others)


def _short(proof: ControlProof, apex: str) -> str:
    """The record's name without the domain, which most registrars add by themselves."""
    return proof.record_name.removesuffix(f".{apex}") if apex else proof.record_name
