"""A host's records together with what the estate says of it, for the checks of names and addresses."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.presence import carries_launch, existing_host, through_wildcard
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.hosting import HOSTING, HostingPage
from audits.core.observed.reach import REACH, HostReach
from audits.core.parsing.hosting import HostingService, service_of
from audits.core.subject import Host
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class NamedHost:
    """A host's records; `main` when a launch stands or falls with it."""

    records: HostRecords
    main: bool


@dataclass(frozen=True)
class AliasedHost:
    """A host's records, the service its alias leads into and the page that service shows, where both are known."""

    records: HostRecords
    service: HostingService | None = None
    page: HostingPage | None = None


@dataclass(frozen=True)
class KnockedHost:
    """What a host's public addresses did when knocked at: some answered, or all are proven closed."""

    reach: HostReach
    main: bool


def expected_host(artifacts: Artifacts) -> NamedHost | Unavailable | Inapplicable:
    """The records of a host that must have addresses, or has some; a guessed name without any is not applicable."""
    records = artifacts.observed(DNS)
    if isinstance(records, Unavailable):
        return records
    declared = isinstance(artifacts.subject, Host) and artifacts.subject.declared
    if not records.addresses:
        if records.unanswered:
            return records.unanswered
        main = carries_launch(records.name, artifacts)
        if not declared:
            return Inapplicable(f"{records.name} has no address")
        if records.aliases and not main and records.status == "NXDOMAIN":
            return Inapplicable(f"the alias of {records.name} leads nowhere, which dangling-name judges")
        return NamedHost(records, main)
    found = existing_host(artifacts)
    return NamedHost(found, carries_launch(found.name, artifacts)) if isinstance(found, HostRecords) else found


def published_host(artifacts: Artifacts) -> NamedHost | Unavailable | Inapplicable:
    """A host whose addresses we were all told, or of which one is already known not to be public."""
    records = existing_host(artifacts)
    if not isinstance(records, HostRecords):
        return records
    if records.unanswered and not any(record.nature for record in records.addresses):
        return records.unanswered
    return NamedHost(records, carries_launch(records.name, artifacts))


def aliased_host(artifacts: Artifacts) -> AliasedHost | Unavailable | Inapplicable:  # noqa: PLR0911 - one return a reason
    """A host that exists, with the end of its aliases; needs the service's page when that page is the sign."""
    records = artifacts.observed(DNS)
    if isinstance(records, Unavailable):
        return records
    if not records.exists:
        return records.unanswered or Inapplicable(f"{records.name} does not exist")
    if any(label.startswith("_") for label in records.name.split(".")):
        return Inapplicable(f"{records.name} is a name that services look at (RFC 8552), not a host")
    if through_wildcard(records, artifacts):
        return Inapplicable(f"{records.name} exists only through a wildcard record and was not declared")
    if not records.addresses and records.unanswered and records.status != "NXDOMAIN":
        return records.unanswered
    service = next(filter(None, map(service_of, records.aliases)), None)
    if service is None or not service.sign or not records.addresses:
        return AliasedHost(records, service)
    page = artifacts.observed(HOSTING)
    return page if isinstance(page, Unavailable) else AliasedHost(records, service, page)


def knocked_host(artifacts: Artifacts) -> KnockedHost | Unavailable | Inapplicable:
    """A host that answers somewhere, or is proven closed; silence proves nothing unless another host answered."""
    records = existing_host(artifacts)
    if not isinstance(records, HostRecords):
        return records
    if all(record.nature for record in records.addresses):
        return Unavailable(f"{records.name} has no public address to try", retry="once it has one")
    reach = artifacts.observed(REACH)
    if isinstance(reach, Unavailable):
        return reach
    public = HostReach(reach.name, tuple(each for each in reach.attempts if "not public" not in each.outcomes))
    main = carries_launch(records.name, artifacts)
    told = _without_unproven_silence(public, artifacts)
    if told.answering:
        return KnockedHost(told, main)
    tried = {attempt.address for attempt in public.attempts}
    if tried and set(told.dead) == tried:
        return KnockedHost(told, main)
    return Unavailable(
        f"no connection to {records.name}, and nothing proves that the fault is not between us and it",
        tuple(f"{each.address} port {each.port}: {', '.join(each.outcomes)}" for each in public.attempts),
    )


def _without_unproven_silence(reach: HostReach, artifacts: Artifacts) -> HostReach:
    """The attempts but those at silent addresses, unless some address of the same family answered in this run.

    Silence of all IPv6 may come from a machine of ours that has none, and says nothing about the host.
    """
    answered = {_family(address) for address in reach.answering}
    for host in artifacts.estate.subjects(Host):
        other = artifacts.observed(REACH, host.label)
        if isinstance(other, HostReach):
            answered |= {_family(address) for address in other.answering}
    silent = {attempt.address for attempt in reach.attempts if "silent" in attempt.outcomes}
    unproven = {address for address in silent - set(reach.answering) if _family(address) not in answered}
    return HostReach(reach.name, tuple(each for each in reach.attempts if each.address not in unproven))


def _family(address: str) -> int:
    return 6 if ":" in address else 4
