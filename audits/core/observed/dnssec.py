"""The chain of DNSSEC from the zone above to the zone's own records, and what a resolver made of it."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.unavailable import Unavailable

SECURE = "secure"
DATES = "dates"
INVALID = "invalid"
MISMATCH = "mismatch"
NO_KEYS = "no keys"
NO_SIGNATURES = "no signatures"
UNSUPPORTED = "unsupported"


@dataclass(frozen=True)
class Signature:
    """One signature as sent: what it covers, and from when to when it holds (ISO 8601 in UTC)."""

    covers: str
    key_tag: int
    algorithm: int
    inception: str
    expiration: str


@dataclass(frozen=True)
class ResolverWord:
    """What our resolver said of the zone's SOA: `status` with its own checking, `unchecked` without (empty: not asked)."""

    status: str
    validated: bool = False
    unchecked: str = ""


@dataclass(frozen=True)
class DnssecAnswers:
    """The zone's DS records at its parent; no DS: the zone is not signed as far as anybody can tell.

    `keys` and `signatures` come from the name server at `address`; `verified` is one of the words above, or why there
    is none.
    """

    zone: str
    ds: tuple[str, ...]
    address: str = ""
    keys: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    verified: str | Unavailable = ""
    resolver: ResolverWord | None = None


DNSSEC: Source[DnssecAnswers] = Source("dnssec", DnssecAnswers)
