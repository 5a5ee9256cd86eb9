"""Is the way from the edge to a declared origin encrypted, and can the edge know whom it speaks with?"""

from audits.core.check import Check
from audits.core.derived.edge_to_origin import OriginSeen, origin_seen
from audits.core.observed.dns import DNS
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.observed.tls import TLS
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Endpoint
from audits.core.verdict import Judgement, Observation, Verdict

CLOUDFLARE = "Cloudflare"
ORIGIN_AUTHORITY = "cloudflare origin"
"""How Cloudflare's own authority for origins names itself, RSA and ECC alike."""
MEND = (
    "Cloudflare: SSL/TLS, Origin Server, Create Certificate, install it at the origin, then SSL/TLS, Overview, "
    "Full (strict). Elsewhere use a certificate of a public authority and let the edge verify it."
)

VERIFIABLE = Verdict(
    "verifiable", Outcome.PASS, "The edge can verify {url}: its certificate is one that browsers trust"
)
EDGES_OWN = Verdict(
    "edges-own",
    Outcome.PASS,
    "The edge can verify {url}: its certificate comes from Cloudflare's authority for origins",
)
PLAIN = Verdict(
    "plain",
    Outcome.FAIL,
    "{url} takes plain http alone: what visitors send encrypted travels on in the open",
    Impact.BLOCKER,
    fix=f"Serve the origin over https on port 443 and let the edge use it. {MEND}",
)
UNVERIFIED = Verdict(
    "unverifiable",
    Outcome.WARN,
    "The edge cannot know that it speaks with {url}: {why}",
    Impact.INCIDENT,
    fix=MEND,
)


def judge(origin: OriginSeen) -> Judgement:
    if origin.plain or origin.leaf is None or origin.trust is None:
        return PLAIN.given(Observation(origin.url, origin.plain), url=origin.url)
    leaf = origin.leaf
    seen = (
        Observation(f"{origin.url}, certificate", f"{leaf.subject}, issued by {leaf.issuer}, until {leaf.not_after}"),
        Observation(f"{origin.url}, names", ", ".join((*leaf.names, *leaf.addresses)) or "none"),
        Observation(f"{origin.url}, verification", f"{origin.trust.now.code}: {origin.trust.now.message}"),
    )
    is_edges_own = CLOUDFLARE in origin.edges and ORIGIN_AUTHORITY in leaf.issuer.lower()
    if not origin.is_current:
        return UNVERIFIED.given(
            *seen, url=origin.url, why=f"its certificate does not hold today, but until {leaf.not_after[:10]}"
        )
    if not origin.is_named:
        return UNVERIFIED.given(*seen, url=origin.url, why="its certificate names none of the hosts")
    if is_edges_own:
        return EDGES_OWN.given(*seen, url=origin.url)
    if origin.trust.now.code:
        return UNVERIFIED.given(*seen, url=origin.url, why=origin.trust.now.message)
    return VERIFIABLE.given(*seen, url=origin.url)


CHECK = Check(
    id="edge-to-origin",
    version=1,
    subject=Endpoint,
    title="From the edge to the origin",
    why="A lock in the browser says nothing about the second half of the way, from the edge to the server.",
    references=(
        "https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/",
        "https://developers.cloudflare.com/ssl/origin-configuration/origin-ca/",
    ),
    reads=origin_seen,
    verdicts=(PLAIN, UNVERIFIED, EDGES_OWN, VERIFIABLE),
    judge=judge,
    sources=(DNS, REACH, HTTP, TLS),
)
