"""Does Cloudflare refuse the TLS versions that are broken?"""

from audits.core.check import Check
from audits.core.derived.cloudflare_zone import Told, part_of_zone
from audits.core.observed.cloudflare import CLOUDFLARE
from audits.core.observed.dns import DNS, ZONE
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

CURRENT = Verdict("current", Outcome.PASS, "Cloudflare takes TLS {value} and newer for {zone}")
OLD = Verdict(
    "old",
    Outcome.WARN,
    "Cloudflare takes TLS {value} for {zone}, which browsers gave up in 2020",
    Impact.CLEANUP,
    fix="Set SSL/TLS, Edge Certificates, Minimum TLS Version to TLS 1.2.",
)
UNKNOWN = Verdict(
    "unknown",
    Outcome.COULD_NOT_CHECK,
    'Could not check: the minimum version "{value}" of {zone} is none that we know',
    fix="Read SSL/TLS, Edge Certificates in the console and leave it as evidence.",
)
VERSIONS = {"1.0": OLD, "1.1": OLD, "1.2": CURRENT, "1.3": CURRENT}


def judge(told: Told[str]) -> Judgement:
    seen = Observation(f"setting min_tls_version of {told.zone.name}", told.part)
    return VERSIONS.get(told.part, UNKNOWN).given(seen, zone=told.zone.name, value=told.part)


CHECK = Check(
    id="cloudflare-minimum-tls",
    version=1,
    subject=Domain,
    title="Oldest TLS version Cloudflare takes",
    why="A client that insists on an old version gets a connection others can break.",
    references=("https://developers.cloudflare.com/ssl/edge-certificates/additional-options/minimum-tls/", "RFC 8996"),
    reads=part_of_zone(lambda zone: zone.minimum_tls),
    verdicts=(OLD, UNKNOWN, CURRENT),
    judge=judge,
    sources=(DNS, ZONE, CLOUDFLARE),
)
