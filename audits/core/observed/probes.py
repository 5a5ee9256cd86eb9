"""What APIs answered to requests in the name of other sites, each with the origin it was sent."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.observed.http import Hop
from audits.core.unavailable import Unavailable

FOREIGN, NO_ORIGIN, OWN = "foreign", "null", "own"
"""A site that nobody of the client's has, a document that has no site, and one of the client's own sites."""


@dataclass(frozen=True)
class OriginProbe:
    """One request with `origin` in its Origin field; `kind` says whose that is."""

    kind: str
    origin: str
    answer: Hop | Unavailable


@dataclass(frozen=True)
class ApiProbes:
    """One address of a host's API; `visited` is what it answered to a visitor without any origin."""

    name: str
    url: str
    visited: Hop
    probes: tuple[OriginProbe, ...]


PROBES: Source[ApiProbes] = Source("probes", ApiProbes)
