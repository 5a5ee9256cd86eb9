"""Everything a handover is written from, as one frozen value: kept with the version, so that it can be written again."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class RankWords:
    """The playbook's own words for the three levels of business impact."""

    blocker: str
    incident: str
    cleanup: str

    def of(self, rank: str) -> str:
        """The word for blocker, incident or cleanup."""
        return {"blocker": self.blocker, "incident": self.incident}.get(rank, self.cleanup)


@dataclass(frozen=True, kw_only=True)
class PlaybookFacts:
    """The roadmap that was followed."""

    id: str
    title: str
    from_to: str
    ranks: RankWords


@dataclass(frozen=True, kw_only=True)
class ClockFacts:
    """The 48 hours: moments in ISO 8601 UTC, lengths in sprint hours (running time without pauses)."""

    started_at: str | None = None
    finished_at: str | None = None
    elapsed: float = 0.0
    pauses: tuple[PauseFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PauseFacts:
    """One stretch in which the clock stood still; `hours` is how long."""

    at_hour: float
    hours: float
    reason: str


@dataclass(frozen=True, kw_only=True)
class WaiverFacts:
    """A recorded exception; `until` is a date."""

    owner: str
    reason: str
    until: str


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """One item in the client's words; `state` is to-do, doing, waiting, settled or waived."""

    line: str
    title: str
    state: str
    proof: str = "unknown"
    note: str = ""
    waiver: WaiverFacts | None = None


@dataclass(frozen=True, kw_only=True)
class StageFacts:
    """One stage: its window and what happened, in sprint hours; `signal` is not-looked, absent or seen."""

    number: int
    title: str
    opens: float
    closes: float
    began: float | None = None
    ended: float | None = None
    signal_title: str = ""
    signal: str = "not-looked"
    deliverable: str = ""
    delivered_version: int | None = None
    items: tuple[ItemFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BarFacts:
    """One line of the minimum bar; `state` is proven, waived, refuted, unknown or not-applicable."""

    line: str
    title: str
    sentence: str
    state: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """The certificate a host shows; `not_after` in ISO 8601 UTC, `outcome` of the check of its dates and chain."""

    issuer: str
    not_after: str
    outcome: str = "could-not-check"


@dataclass(frozen=True, kw_only=True)
class HostFacts:
    """One host: what it is for, whose it is, and what DNS and TLS said of it."""

    name: str
    purpose: str = ""
    owner: str = ""
    exists: bool | None = None
    alias: str = ""
    addresses: tuple[str, ...] = ()
    edge: str = ""
    certificate: CertificateFacts | None = None


@dataclass(frozen=True, kw_only=True)
class RecordFacts:
    """One DNS record as it was observed, and what it is for."""

    name: str
    type: str
    value: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class EndpointFacts:
    """One address with its purpose; `status` and `arrived_at` as observed, times in seconds."""

    url: str
    purpose: str
    purpose_word: str
    status: int | None = None
    arrived_at: str = ""
    p50: float | None = None
    p95: float | None = None
    requests: int = 0


@dataclass(frozen=True, kw_only=True)
class MailDomainFacts:
    """A domain that sends mail, with its DKIM selectors."""

    name: str
    selectors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SecretFacts:
    """An entry of the secret inventory: everything but the value."""

    name: str
    purpose: str
    environment: str
    owner: str = ""
    deputy: str = ""
    stored_in: str = ""
    used_by: str = ""
    rotation: str = ""
    rotated_on: str | None = None


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

    `before` and `after` are what the same check said; `fixed_hour` is the sprint hour of the answer that fixed it.
    """

    title: str
    subject: str
    rank: str
    state: str
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
class ParkedFacts:
    """A wish that was parked, under what the sprint refuses to build."""

    request: str
    reason: str
    refusal: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """Somebody with access; `side` is client or consultant, `role` their role in words."""

    name: str
    email: str
    side: str
    role: str


@dataclass(frozen=True, kw_only=True)
class SuppliedFacts:
    """One answer a person gave; `key` is declared in `needs`."""

    key: str
    value: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class GiverFacts:
    """Who gives one of the accesses the playbook asks for, and whether it was given."""

    access: str
    title: str
    giver: str
    state: str


@dataclass(frozen=True, kw_only=True)
class RehearsalFacts:
    """A second person followed a scenario; `on` is a date."""

    scenario: str
    person: str
    on: str
    minutes: int
    paused_at: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeFacts:
    """Something that happened in the sprint; `at` in ISO 8601 UTC, `hour` in sprint hours."""

    at: str
    hour: float | None
    words: str
    who: str


@dataclass(frozen=True, kw_only=True)
class HandoverInputs:
    """One engagement as it stood at `made_at` (ISO 8601 UTC)."""

    made_at: str
    time_zone: str
    consultancy: str
    client: str
    app: str
    number: int
    replaces: int | None
    playbook: PlaybookFacts
    clock: ClockFacts = field(default_factory=ClockFacts)
    observed_at: str | None = None
    stages: tuple[StageFacts, ...] = ()
    bar: tuple[BarFacts, ...] = ()
    domains: tuple[str, ...] = ()
    hosts: tuple[HostFacts, ...] = ()
    name_servers: tuple[str, ...] = ()
    records: tuple[RecordFacts, ...] = ()
    endpoints: tuple[EndpointFacts, ...] = ()
    mail_domains: tuple[MailDomainFacts, ...] = ()
    repositories: tuple[str, ...] = ()
    secrets: tuple[SecretFacts, ...] = ()
    secrets_found: tuple[FoundSecretFacts, ...] = ()
    risks: tuple[RiskFacts, ...] = ()
    unchecked: tuple[UncheckedFacts, ...] = ()
    parked: tuple[ParkedFacts, ...] = ()
    people: tuple[PersonFacts, ...] = ()
    accesses: tuple[GiverFacts, ...] = ()
    supplied: tuple[SuppliedFacts, ...] = ()
    rehearsals: tuple[RehearsalFacts, ...] = ()
    changes: tuple[ChangeFacts, ...] = ()

    def answer(self, key: str) -> str:
        """What was supplied for a need; empty when nothing was."""
        return next((one.value.strip() for one in self.supplied if one.key == key), "")

    def endpoint(self, *purposes: str) -> EndpointFacts | None:
        """The first endpoint with the first of these purposes that has one."""
        found = (one for purpose in purposes for one in self.endpoints if one.purpose == purpose)
        return next(found, None)
