"""Does Cloudflare encrypt and verify the way to the origin?"""

from audits.core.check import Check
from audits.core.derived.cloudflare_zone import Told, part_of_zone
from audits.core.observed.cloudflare import CLOUDFLARE
from audits.core.observed.dns import DNS, ZONE
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

STRICT = Verdict(
    "strict", Outcome.PASS, "Cloudflare encrypts the way to the origin of {zone} and verifies its certificate"
)
FULL = Verdict(
    "full",
    Outcome.WARN,
    "Cloudflare encrypts the way to the origin of {zone} and believes any certificate there",
    Impact.INCIDENT,
    fix="Install a certificate on the origin that Cloudflare accepts (SSL/TLS, Origin Server, Create Certificate), then "
    "set SSL/TLS, Overview to Full (strict).",
)
FLEXIBLE = Verdict(
    "flexible",
    Outcome.FAIL,
    "Between Cloudflare and the origin of {zone} everything is sent unencrypted",
    Impact.BLOCKER,
    fix="Give the origin a certificate (SSL/TLS, Origin Server, Create Certificate) and let it listen on 443, then set "
    "SSL/TLS, Overview to Full (strict). A lock in the browser tells nothing of this stretch.",
)
OFF = Verdict(
    "off",
    Outcome.FAIL,
    "Cloudflare serves {zone} without encryption",
    Impact.BLOCKER,
    fix="Set SSL/TLS, Overview to Full (strict), after the origin has a certificate (SSL/TLS, Origin Server).",
)
UNKNOWN = Verdict(
    "unknown",
    Outcome.COULD_NOT_CHECK,
    'Could not check: the mode "{value}" of {zone} is none that we know',
    fix="Read SSL/TLS, Overview in the console and leave it as evidence.",
)
MODES = {"strict": STRICT, "origin_pull": STRICT, "full": FULL, "flexible": FLEXIBLE, "off": OFF}
"""https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/ ; origin_pull is Strict (SSL-Only Origin Pull)."""


def judge(told: Told[str]) -> Judgement:
    seen = Observation(f"setting ssl of {told.zone.name}", told.part)
    return MODES.get(told.part, UNKNOWN).given(seen, zone=told.zone.name, value=told.part)


CHECK = Check(
    id="cloudflare-tls-mode",
    version=1,
    subject=Domain,
    title="Encryption from edge to origin",
    why="Visitors see a lock although the second half of the way may be readable by everybody in between.",
    references=("https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/",),
    reads=part_of_zone(lambda zone: zone.tls_mode),
    verdicts=(OFF, FLEXIBLE, FULL, UNKNOWN, STRICT),
    judge=judge,
    sources=(DNS, ZONE, CLOUDFLARE),
)
