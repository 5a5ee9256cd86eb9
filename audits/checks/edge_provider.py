"""Does an edge such as Cloudflare stand between visitors and the server?"""

from audits.core.check import Check
from audits.core.derived.edges import EdgeSeen, edge_seen
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

BEHIND = Verdict("behind", Outcome.PASS, "{name} is served through {provider}, told by its {told_by}")
CLAIMED = Verdict(
    "claimed",
    Outcome.PASS,
    "{name} says in one header field that {provider} serves it, which nothing else confirms",
)
DOUBTFUL = Verdict(
    "doubtful",
    Outcome.WARN,
    "{name} answers with a mark of {provider} from an address that is not {provider}'s",
    Impact.CLEANUP,
    fix="Look at the record of {name} ({addresses}): switch it to Proxied at {provider}, unless another service in "
    "front of {provider} is meant.",
)
UNPROVEN = Verdict(
    "unproven",
    Outcome.COULD_NOT_CHECK,
    "Could not check: {name} answers with a mark of {provider}, and our list of its networks is {days} days old",
    fix="Look whether {addresses} stand in the list that {provider} publishes. This says nothing about the client.",
)
NONE = Verdict(
    "none", Outcome.PASS, "No edge stands in front of {name}: visitors reach the server itself at {addresses}"
)


def judge(seen: EdgeSeen) -> Judgement:
    addresses = ", ".join(seen.addresses)
    records = Observation(f"{seen.host} A and AAAA", addresses)
    if seen.edge is None:
        return NONE.given(records, name=seen.host, addresses=addresses)
    edge = seen.edge
    told = [records, Observation(f"{seen.host}, {edge.told_by}", edge.seen)]
    if edge.read_on:
        age = f", {seen.stale_days} days ago" if seen.stale_days else ""
        told.append(Observation(f"published networks of {edge.provider}", f"as read on {edge.read_on}{age}"))
    if edge.is_certain:
        return BEHIND.given(*told, name=seen.host, provider=edge.provider, told_by=edge.told_by)
    if not edge.is_doubtful:
        return CLAIMED.given(*told, name=seen.host, provider=edge.provider)
    if seen.stale_days:
        days = seen.stale_days
        return UNPROVEN.given(*told, name=seen.host, provider=edge.provider, addresses=addresses, days=days)
    return DOUBTFUL.given(*told, name=seen.host, provider=edge.provider, addresses=addresses)


CHECK = Check(
    id="edge-provider",
    version=2,
    subject=Host,
    title="Edge in front of the host",
    why="An edge takes attacks, caches pages and hides the server; without one every visitor, wanted or not, hits it.",
    references=("https://www.cloudflare.com/ips/", "https://developers.cloudflare.com/dns/proxy-status/"),
    reads=edge_seen,
    verdicts=(DOUBTFUL, UNPROVEN, NONE, CLAIMED, BEHIND),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
