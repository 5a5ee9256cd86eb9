"""Does public DNS send visitors to addresses that only exist inside a network?"""

from audits.core.check import Check
from audits.core.derived.hosts import NamedHost, published_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

INSIDE = ("private", "loopback", "link-local", "site-local", "shared", "unique local")
"""How the natures of addresses begin that networks use inside."""

PUBLIC = Verdict("public", Outcome.PASS, "Every address of {name} is public")
UNREACHABLE_MAIN = Verdict(
    "unreachable-main",
    Outcome.FAIL,
    "{name} has only addresses visitors cannot reach",
    Impact.BLOCKER,
    fix="Replace {private} in the records of {name} with the public address of the host that serves it.",
)
INTERNAL = Verdict(
    "internal",
    Outcome.FAIL,
    "{name} publishes an address of an internal network",
    Impact.INCIDENT,
    fix="Delete the record of {name} that holds {private}, and publish it in the internal DNS alone. It shows "
    "strangers the inner network and lets other networks answer in its place.",
)
RESERVED = Verdict(
    "reserved",
    Outcome.FAIL,
    "{name} publishes an address no host on the internet can have: {private}",
    Impact.INCIDENT,
    fix="Replace {private} in the records of {name} with the address your hosting service gives. It is one of those "
    "that stand in manuals or mean something else than a host.",
)
MIXED = Verdict(
    "mixed",
    Outcome.FAIL,
    "{name} publishes public addresses and one nobody outside can reach",
    Impact.INCIDENT,
    fix="Delete the record of {name} that holds {private}: some visitors are sent there and wait in vain.",
)


def judge(host: NamedHost) -> Judgement:
    records = host.records
    seen = tuple(
        Observation(
            f"DNS {records.name} {'AAAA' if ':' in record.address else 'A'}", _shown(record.address, record.nature)
        )
        for record in records.addresses
    )
    private = [record.address for record in records.addresses if record.nature]
    if not private:
        return PUBLIC.given(*seen, name=records.name)
    hidden = UNREACHABLE_MAIN if host.main else _hidden(host)
    verdict = hidden if len(private) == len(records.addresses) else MIXED
    return verdict.given(*seen, name=records.name, private=", ".join(private))


def _hidden(host: NamedHost) -> Verdict:
    """INTERNAL where one address is of a kind that networks use inside; manuals' and reserved ones lead nowhere."""
    natures = [record.nature for record in host.records.addresses if record.nature]
    return INTERNAL if any(nature.startswith(INSIDE) for nature in natures) else RESERVED


def _shown(address: str, nature: str | None) -> str:
    return f"{address} ({nature})" if nature else address


CHECK = Check(
    id="private-address",
    version=2,
    subject=Host,
    title="Private addresses in public DNS",
    why="An internal address in public DNS fails for visitors and shows the inner network to strangers.",
    references=("RFC 6890", "RFC 1918 section 5", "RFC 5737"),
    reads=published_host,
    verdicts=(UNREACHABLE_MAIN, INTERNAL, RESERVED, MIXED, PUBLIC),
    judge=judge,
    sources=(DNS, ZONE),
)
