"""Does every name server the domain is delegated to serve it?"""

from audits.core.check import Check
from audits.core.derived.delegation import Delegation, delegation, seen_of
from audits.core.observed.dns import ZONE, NameServer
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

SERVED = Verdict("served", Outcome.PASS, "All {count} name servers of {name} answer for it")
DOES_NOT_EXIST = Verdict(
    "does-not-exist",
    Outcome.FAIL,
    "DNS says that {name} does not exist",
    Impact.BLOCKER,
    fix="Register {name}, renew it at the registrar if it has lapsed, and enter its name servers there.",
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


def judge(found: Delegation) -> Judgement:
    zone = found.zone
    seen = tuple(Observation(f"DNS {zone.name} NS @{server.name}", seen_of(server)) for server in zone.name_servers)
    if not zone.name_servers:
        return DOES_NOT_EXIST.given(Observation(f"DNS {zone.name} NS", zone.status), name=zone.name)
    faults = ((REFUSED, found.refusing), (NOWHERE, found.nowhere), (SILENT, found.silent))
    if not found.serving:
        return UNSERVED.given(*seen, name=zone.name, servers=_names(zone.name_servers))
    for verdict, servers in faults:
        if servers:
            return verdict.given(*seen, name=zone.name, servers=_names(servers))
    if len(found.addresses) < 2:
        return SINGLE.given(*seen, name=zone.name)
    if found.differing:
        return DIFFERING.given(*seen, name=zone.name, delegated=_names(zone.name_servers))
    return SERVED.given(*seen, name=zone.name, count=len(found.serving))


def _names(servers: tuple[NameServer, ...]) -> str:
    return ", ".join(server.name for server in servers)


CHECK = Check(
    id="delegation",
    version=1,
    subject=Domain,
    title="Delegation of the domain",
    why="A name server that does not serve the domain makes every name slow or unreachable for some visitors.",
    references=("RFC 1912 section 2.8", "RFC 2182 section 5"),
    reads=delegation,
    verdicts=(DOES_NOT_EXIST, UNSERVED, REFUSED, NOWHERE, SILENT, SINGLE, DIFFERING, SERVED),
    judge=judge,
    sources=(ZONE,),
)
