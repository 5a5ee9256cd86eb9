"""Does every name server the domain is delegated to serve it, and do the registry and the zone name the same?"""

from audits.core.check import Check
from audits.core.derived.delegation import Delegation, delegation, seen_of
from audits.core.observed.dns import ZONE, NameServer
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

MOST_NAMED = 6

SERVED = Verdict(
    "served", Outcome.PASS, "Every name server of {name} answers for it ({servers}), as {parent} delegates it"
)
DOES_NOT_EXIST = Verdict(
    "does-not-exist",
    Outcome.FAIL,
    "DNS says that {name} does not exist",
    Impact.BLOCKER,
    fix="Register {name}, renew it at the registrar if it has lapsed, and enter its name servers there.",
)
WITHDRAWN = Verdict(
    "withdrawn",
    Outcome.FAIL,
    "The zone {parent} does not delegate {name} any more; only what others remember keeps it reachable",
    Impact.BLOCKER,
    fix="Log in at the registrar today: renew {name} or lift its suspension, and enter its name servers there: "
    "{servers}.",
)
UNSERVED = Verdict(
    "unserved",
    Outcome.FAIL,
    "No name server of {name} serves it",
    Impact.BLOCKER,
    fix="Enter the name servers your DNS provider gives for {name} at the registrar: {servers} do not serve it.",
)
REFUSED = Verdict(
    "refused",
    Outcome.FAIL,
    "{servers} is a name server of {name} and does not serve it",
    Impact.INCIDENT,
    fix="Take {servers} out of the delegation at the registrar and delete the record {name}. NS {servers}. in the "
    "zone, or add the zone {name} at that server.",
)
NOWHERE = Verdict(
    "nowhere",
    Outcome.FAIL,
    "{servers} is a name server of {name} and has no public address",
    Impact.INCIDENT,
    fix="Take {servers} out of the delegation at the registrar and out of the zone. Whoever gets that name answers "
    "for {name}.",
)
UNREGISTERED = Verdict(
    "unregistered",
    Outcome.FAIL,
    "{servers} is a name server of {name} in a domain that is not in DNS: if it is free, whoever registers it answers "
    "for {name}",
    Impact.BLOCKER,
    fix="Take {servers} out of the delegation at the registrar and delete the record {name}. NS {servers}. in the "
    "zone, today. Until then register the domain of {servers} yourself.",
)
SILENT = Verdict(
    "silent",
    Outcome.FAIL,
    "{servers} is a name server of {name} and did not answer three times",
    Impact.INCIDENT,
    fix="Start the DNS server at {servers} and open port 53 for UDP and TCP, or take it out of the delegation at the "
    "registrar.",
)
SINGLE = Verdict(
    "single",
    Outcome.WARN,
    "{name} hangs on one name server",
    Impact.INCIDENT,
    fix="Add a second name server at another address, at the registrar and as {name}. NS record in the zone.",
)
DIFFERING = Verdict(
    "differing",
    Outcome.WARN,
    "The name servers of {name} name different name servers",
    Impact.CLEANUP,
    fix="Make the NS records of {name} the same on all servers and at the registrar: {delegated}.",
)
MISMATCHED = Verdict(
    "mismatched",
    Outcome.WARN,
    "The registry and the zone of {name} name different servers: {difference}",
    Impact.CLEANUP,
    fix="Enter at the registrar exactly the servers that the zone names, and in the zone the same NS records. The zone "
    "names {delegated}.",
)


def judge(found: Delegation) -> Judgement:  # noqa: PLR0911 - one return a verdict
    zone = found.zone
    seen = _seen(found)
    if not zone.name_servers:
        return DOES_NOT_EXIST.given(Observation(f"DNS {zone.name} NS", zone.status), name=zone.name)
    above = found.parent.zone if found.parent else "the zone above"
    if found.is_withdrawn:
        return WITHDRAWN.given(*seen, name=zone.name, parent=above, servers=_names(zone.name_servers))
    if not found.serving:
        return UNSERVED.given(*seen, name=zone.name, servers=_names(zone.name_servers))
    faults = (
        (UNREGISTERED, found.unregistered),
        (REFUSED, found.refusing),
        (NOWHERE, found.nowhere),
        (SILENT, found.silent),
    )
    for verdict, servers in faults:
        if servers:
            return verdict.given(*seen, name=zone.name, servers=_names(servers))
    if len(found.addresses) < 2:
        return SINGLE.given(*seen, name=zone.name)
    inside = tuple(server for server in zone.name_servers if server not in found.only_above)
    if found.only_above or found.only_inside:
        return MISMATCHED.given(*seen, name=zone.name, difference=_difference(found), delegated=_names(inside))
    if found.differing:
        return DIFFERING.given(*seen, name=zone.name, delegated=_names(inside))
    return SERVED.given(*seen, name=zone.name, servers=_names(found.serving), parent=above)


def _names(servers: tuple[NameServer, ...]) -> str:
    more = len(servers) - MOST_NAMED
    return ", ".join(server.name for server in servers[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _difference(found: Delegation) -> str:
    said = []
    if found.only_above:
        said.append(f"{_names(found.only_above)} at the registry alone")
    if found.only_inside:
        said.append(f"{_names(found.only_inside)} in the zone alone")
    return ", ".join(said)


def _seen(found: Delegation) -> tuple[Observation, ...]:
    """What the zone above delegates, then what each server said."""
    zone, parent = found.zone, found.parent
    told = tuple(
        Observation(f"DNS {zone.name} SOA, NS @{server.name}", seen_of(server)) for server in zone.name_servers
    )
    if parent is None:
        return told
    kind = "delegates to" if parent.is_referral else "holds the zone itself and answers"
    names = ", ".join(parent.name_servers) or parent.status
    return (Observation(f"DNS {zone.name} NS @{parent.server} of {parent.zone}", f"{kind} {names}"), *told)


CHECK = Check(
    id="delegation",
    version=3,
    subject=Domain,
    title="Delegation of the domain",
    why="A name server that does not serve the domain makes every name slow or unreachable for some visitors.",
    references=("RFC 1034 section 4.2.2", "RFC 1912 section 2.8", "RFC 2182 section 5"),
    reads=delegation,
    verdicts=(
        DOES_NOT_EXIST,
        WITHDRAWN,
        UNSERVED,
        UNREGISTERED,
        REFUSED,
        NOWHERE,
        SILENT,
        SINGLE,
        MISMATCHED,
        DIFFERING,
        SERVED,
    ),
    judge=judge,
    sources=(ZONE,),
)
