"""What the audits give a handover: risks with their states, what could not be checked, secrets found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FoundSecretFacts:
    """A secret an audit found where it should not be: its kind and place, never its value or a part of it."""

    kind: str
    place: str
    state: str
    rank: str = ""
    publishable: bool = False


@dataclass(frozen=True, kw_only=True)
class RiskFacts:
    """One risk; `state` is open, regressed, accepted, fixed or closed, `rank` is blocker, incident or cleanup.

    `before` and `after` are what the same check said; `fixed_hour` is the sprint hour of the answer that fixed it; `id` is
    the published row it was read from.
    """

    title: str
    subject: str
    rank: str
    state: str
    id: str = ""
    cost: str = ""
    fix: str = ""
    owner: str = ""
    before: str = ""
    after: str = ""
    fixed_hour: float | None = None
    accepted_by: str = ""
    accepted_reason: str = ""
    accepted_until: str | None = None
    not_confirmed_since: str | None = None


@dataclass(frozen=True, kw_only=True)
class UncheckedFacts:
    """Something an audit could not find out: it says nothing about the app."""

    title: str
    subject: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class WithheldFacts:
    """How many open risks of one rank are not published to the client, so that no paper hides that they exist."""

    rank: str
    number: int
