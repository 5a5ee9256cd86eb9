"""Everything a handover is written from, as one frozen value: kept with the version, so that it can be written again."""

from __future__ import annotations

from dataclasses import dataclass, field

from handover.contents.estate_facts import (
    EndpointFacts,
    HostFacts,
    MailDomainFacts,
    RecordFacts,
    RegistrationFacts,
)
from handover.contents.mail_facts import MailChecklistFacts, MessageFacts
from handover.contents.people_facts import GiverFacts, PersonFacts, RehearsalFacts, SecretFacts, SuppliedFacts
from handover.contents.risk_facts import FoundSecretFacts, RiskFacts, UncheckedFacts, WithheldFacts
from handover.contents.route_facts import RouteFacts, WayFacts
from handover.contents.sprint_facts import (
    BarFacts,
    ChangeFacts,
    ClockFacts,
    ItemFacts,
    OutcomeFacts,
    ParkedFacts,
    PlaybookFacts,
    StageFacts,
)


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
    registration: RegistrationFacts | None = None
    records: tuple[RecordFacts, ...] = ()
    endpoints: tuple[EndpointFacts, ...] = ()
    mail_domains: tuple[MailDomainFacts, ...] = ()
    mail_checklist: tuple[MailChecklistFacts, ...] = ()
    messages: tuple[MessageFacts, ...] = ()
    routes: tuple[RouteFacts, ...] = ()
    way: WayFacts | None = None
    repositories: tuple[str, ...] = ()
    secrets: tuple[SecretFacts, ...] = ()
    secrets_found: tuple[FoundSecretFacts, ...] = ()
    risks: tuple[RiskFacts, ...] = ()
    withheld: tuple[WithheldFacts, ...] = ()
    unchecked: tuple[UncheckedFacts, ...] = ()
    outcomes: tuple[OutcomeFacts, ...] = ()
    parked: tuple[ParkedFacts, ...] = ()
    people: tuple[PersonFacts, ...] = ()
    accesses: tuple[GiverFacts, ...] = ()
    supplied: tuple[SuppliedFacts, ...] = ()
    rehearsals: tuple[RehearsalFacts, ...] = ()
    changes: tuple[ChangeFacts, ...] = ()

    def answer(self, key: str) -> str:
        """What was supplied for a need; empty when nothing was."""
        return next((one.value.strip() for one in self.supplied if one.key == key), "")

    @property
    def items(self) -> tuple[ItemFacts, ...]:
        """The items of all stages, in order."""
        return tuple(item for stage in self.stages for item in stage.items)

    def withheld_of(self, *ranks: str) -> int:
        """How many open risks of these ranks are not published."""
        return sum(one.number for one in self.withheld if one.rank in ranks)

    def endpoint(self, *purposes: str) -> EndpointFacts | None:
        """The first endpoint with the first of these purposes that has one."""
        found = (one for purpose in purposes for one in self.endpoints if one.purpose == purpose)
        return next(found, None)
