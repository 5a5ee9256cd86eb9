"""What DNS says of who may issue certificates for a host."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class CaaLookup:
    """The CAA records at one name, in presentation form; empty: none there."""

    name: str
    records: tuple[str, ...] | Unavailable


@dataclass(frozen=True)
class CaaClimb:
    """The names an authority asks for one name of the certificate, from that name up (RFC 8659 section 3)."""

    certified: str
    lookups: tuple[CaaLookup, ...]


@dataclass(frozen=True)
class CaaAnswers:
    """The climbs for every name of the host's certificate that covers it, and the issuer's name as it stands there."""

    host: str
    issuer: str
    climbs: tuple[CaaClimb, ...]


CAA: Source[CaaAnswers] = Source("caa", CaaAnswers)
