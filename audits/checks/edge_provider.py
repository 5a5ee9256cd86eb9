"""Does an edge such as Cloudflare stand between visitors and the server?"""

from audits.core.check import Check
from audits.core.derived.origins import EdgeSeen, edge_seen
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

BEHIND = Verdict("behind", Outcome.PASS, "{name} is served through {provider}, told by its {told_by}")
DOUBTFUL = Verdict(
    "doubtful",
    Outcome.WARN,
    "{name} answers with marks of {provider} from an address that is not {provider}'s",
    Impact.CLEANUP,
    fix="Look at the record of {name} ({addresses}): switch it to Proxied at {provider}, unless another service in "
    "front of {provider} is meant.",
)
NONE = Verdict(
    "none",
    Outcome.WARN,
    "{name} is served without an edge: visitors reach the server itself at {addresses}",
    Impact.CLEANUP,
    fix="Put an edge in front of {name}: in Cloudflare's DNS page switch its record from DNS only to Proxied, with "
    "SSL/TLS set to Full (strict). Leave it when the server must be reached directly.",
)


def judge(seen: EdgeSeen) -> Judgement:
    addresses = ", ".join(seen.addresses)
    records = Observation(f"{seen.host} A and AAAA", addresses)
    if seen.edge is None:
        return NONE.given(records, name=seen.host, addresses=addresses)
    told = Observation(f"{seen.host}, {seen.edge.told_by}", seen.edge.seen)
    if seen.edge.is_doubtful:
        return DOUBTFUL.given(records, told, name=seen.host, provider=seen.edge.provider, addresses=addresses)
    return BEHIND.given(records, told, name=seen.host, provider=seen.edge.provider, told_by=seen.edge.told_by)


CHECK = Check(
    id="edge-provider",
    version=1,
    subject=Host,
    title="Edge in front of the host",
    why="An edge takes attacks, caches pages and hides the server; without one every visitor, wanted or not, hits it.",
    references=("https://www.cloudflare.com/ips/", "https://developers.cloudflare.com/dns/proxy-status/"),
    reads=edge_seen,
    verdicts=(DOUBTFUL, NONE, BEHIND),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
