"""Does a host that must exist have an address?"""

from audits.core.check import Check
from audits.core.derived.hosts import NamedHost, expected_host
from audits.core.observed.dns import DNS, ZONE, HostRecords
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

MOST_NAMED = 4

PUBLISHED = Verdict("published", Outcome.PASS, "{name} leads to {addresses}")
MISSING_MAIN = Verdict(
    "missing-main",
    Outcome.FAIL,
    "{name} has no address, so nobody can open it",
    Impact.BLOCKER,
    fix="Add the record your hosting service gives for {name} at the DNS provider: {name}. 300 IN A followed by its "
    "IPv4 address, or {name}. 300 IN CNAME followed by its host name.",
)
MISSING = Verdict(
    "missing",
    Outcome.FAIL,
    "{name} is part of the estate and has no address",
    Impact.INCIDENT,
    fix="Add the record for {name} at the DNS provider ({name}. 300 IN A followed by its IPv4 address), or take "
    "{name} out of the estate if it is no longer used.",
)


def judge(host: NamedHost) -> Judgement:
    records = host.records
    if records.addresses:
        return PUBLISHED.given(*records_seen(records), name=records.name, addresses=_listed(records))
    missing = MISSING_MAIN if host.main else MISSING
    return missing.given(*records_seen(records), name=records.name)


def _listed(records: HostRecords) -> str:
    """The first addresses in words, for a headline."""
    told = [record.address for record in records.addresses]
    return ", ".join(told[:MOST_NAMED]) + (f" and {len(told) - MOST_NAMED} more" if len(told) > MOST_NAMED else "")


def records_seen(records: HostRecords) -> tuple[Observation, ...]:
    """The answers to A and AAAA, as evidence."""
    chain = tuple(f"CNAME {alias}" for alias in records.aliases)
    told = tuple(record.address for record in records.addresses)
    return (Observation(f"DNS {records.name} A, AAAA", ", ".join(chain + told) or records.status),)


CHECK = Check(
    id="host-addresses",
    version=2,
    subject=Host,
    title="Addresses of the host",
    why="A name without an address cannot be opened by anybody.",
    references=("RFC 1034 section 3.6",),
    reads=expected_host,
    verdicts=(MISSING_MAIN, MISSING, PUBLISHED),
    judge=judge,
    sources=(DNS, ZONE),
)
