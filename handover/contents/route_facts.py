"""What the audits saw of ways: where each host leads, and the way of one request with the map it lies on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RouteFacts:
    """One host: what for, whose, its records, where it ends after how many redirects, its edge and its certificate.

    `outcome` is the worst of the checks of its way, empty before any; `edge` is a provider, `none` or empty; `until`
    is the certificate's last moment in ISO 8601 UTC.
    """

    host: str
    purpose: str = ""
    owner: str = ""
    records: tuple[str, ...] = ()
    exists: bool | None = None
    end: str = ""
    hops: int = 0
    status: int | None = None
    fault: str = ""
    edge: str = ""
    is_origin: bool = False
    until: str = ""
    outcome: str = ""


@dataclass(frozen=True, kw_only=True)
class StretchFacts:
    """One stretch of a request's way; `state` is known, unknown or broken."""

    title: str
    says: str
    state: str


@dataclass(frozen=True, kw_only=True)
class MapRowFacts:
    """One host on the map, in the words of its five columns; `tone` is plain or differs."""

    host: str
    dns: str = ""
    edge: str = ""
    origin: str = ""
    answer: str = ""
    tone: str = "plain"


@dataclass(frozen=True, kw_only=True)
class WayFacts:
    """The way to one address, and every host on the map around it."""

    url: str
    host: str
    stretches: tuple[StretchFacts, ...]
    rows: tuple[MapRowFacts, ...] = ()
