"""Whether a host exists at all: what every check of a host asks before it judges."""

from urllib.parse import urlsplit

from audits.core.artifacts import Artifacts
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import DNS, ZONE, HostRecords, ZoneRecords
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable


def existing_host(artifacts: Artifacts) -> HostRecords | Unavailable | Inapplicable:
    """The records of a host that has addresses; a guessed name nobody made is not applicable.

    A declared host without addresses is unavailable here: that it must have some is judged by host-addresses alone.
    """
    records = artifacts.observed(DNS)
    if isinstance(records, Unavailable):
        return records
    if records.addresses:
        if through_wildcard(records, artifacts):
            return Inapplicable(f"{records.name} exists only through a wildcard record and was not declared")
        return records
    if records.unanswered:
        return records.unanswered
    if _declared(artifacts):
        return Unavailable(f"{records.name} has no address", retry="once it has one")
    return Inapplicable(f"{records.name} has no address")


def through_wildcard(records: HostRecords, artifacts: Artifacts) -> bool:
    """Whether an undeclared host resolves exactly as a label does that nobody made.

    A record of its own with the wildcard's address looks the same, so www, which visitors type, is never left out.
    """
    domain = artifacts.estate.domain
    if domain is None or _declared(artifacts) or records.name in {domain.name, f"www.{domain.name}"}:
        return False
    zone = artifacts.observed(ZONE, domain.label)
    if not isinstance(zone, ZoneRecords) or isinstance(zone.wildcard, Unavailable) or not zone.wildcard:
        return False
    if records.aliases:
        return records.aliases == zone.wildcard[: len(records.aliases)]
    told = [record.address for record in records.addresses if ":" not in record.address]
    return bool(told) and all(address in zone.wildcard for address in told)


def _declared(artifacts: Artifacts) -> bool:
    return isinstance(artifacts.subject, Host) and artifacts.subject.declared


MAIN_LABELS = ("www", "app", "api")


def carries_launch(name: str, artifacts: Artifacts) -> bool:
    """Whether a launch stands or falls with this host: the apex, www, app and api."""
    domain = artifacts.estate.domain
    return domain is not None and name in {domain.name, *(f"{label}.{domain.name}" for label in MAIN_LABELS)}


def is_origin(name: str, artifacts: Artifacts) -> bool:
    """Whether the host was declared as an origin, which stands behind an edge and is not meant for visitors."""
    origins = (endpoint.url for endpoint in artifacts.estate.subjects(Endpoint) if endpoint.purpose == "origin")
    return name in {urlsplit(url).hostname for url in origins} and not carries_launch(name, artifacts)
