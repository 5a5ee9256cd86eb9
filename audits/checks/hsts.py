"""Do browsers remember to visit the host over https only?"""

from audits.core.check import Check
from audits.core.derived.strict_transport import FIELD, HstsSent, hsts_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.hsts import YEAR, HstsPolicy, read_hsts
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

DAY = 86_400
LONG_ENOUGH = 180 * DAY

REMEMBERED = Verdict("remembered", Outcome.PASS, "Browsers keep {name} on https for {days} days")
BUILT_IN = Verdict("built-in", Outcome.PASS, "Browsers visit every name below .{zone} over https only")
MISSING = Verdict(
    "missing",
    Outcome.FAIL,
    "{name} sends no HSTS policy",
    Impact.CLEANUP,
    fix="Add this field to every https answer of {name}: Strict-Transport-Security: max-age=31536000. "
    'nginx: add_header Strict-Transport-Security "max-age=31536000" always;',
)
IGNORED = Verdict(
    "ignored",
    Outcome.FAIL,
    "Browsers ignore the HSTS policy of {name}: {sent}",
    Impact.CLEANUP,
    fix="Replace it on {name} by: Strict-Transport-Security: max-age=31536000",
)
HALF = Verdict(
    "half-kept",
    Outcome.WARN,
    "{deaf} ignores the HSTS policy of {name}, which other browsers keep: {sent}",
    Impact.CLEANUP,
    fix="Write it on {name} as every browser reads it, once: Strict-Transport-Security: {plain}",
)
FORGOTTEN = Verdict(
    "forgotten",
    Outcome.FAIL,
    "{name} tells browsers to forget its HSTS policy",
    Impact.CLEANUP,
    fix="Raise max-age on {name} from 0: Strict-Transport-Security: max-age=31536000",
)
BRIEF = Verdict(
    "brief",
    Outcome.WARN,
    "Browsers keep {name} on https for {days} days only",
    Impact.CLEANUP,
    fix="Raise max-age on {name} to a year: Strict-Transport-Security: max-age=31536000",
)


CHROMIUM, GECKO = "Chrome", "Firefox"


def judge(sent: HstsSent) -> Judgement:  # noqa: PLR0911 - one return a verdict
    source = f"{sent.url} ({sent.status}), {FIELD}"
    seen = tuple(Observation(source, value) for value in sent.fields) or (Observation(source, "no such field"),)
    readings = read_hsts(sent.fields)
    kept = tuple(policy for policy in (readings.chromium, readings.gecko) if policy)
    age = min((policy.max_age for policy in kept), default=0)
    if len(kept) == 2 and age >= LONG_ENOUGH:
        return REMEMBERED.given(*seen, name=sent.host, days=min(age, YEAR) // DAY)
    if sent.preloaded:
        return BUILT_IN.given(*seen, zone=sent.preloaded)
    if not sent.fields:
        return MISSING.given(*seen, name=sent.host)
    if not kept:
        return IGNORED.given(*seen, name=sent.host, sent=sent.fields[0][:120])
    if age == 0:
        return FORGOTTEN.given(*seen, name=sent.host)
    if len(kept) == 1:
        deaf = GECKO if readings.gecko is None else CHROMIUM
        return HALF.given(*seen, name=sent.host, deaf=deaf, sent=_first(sent.fields), plain=_written(kept[0]))
    return BRIEF.given(*seen, name=sent.host, days=age // DAY)


def _first(fields: tuple[str, ...]) -> str:
    """The field that both look at, or the one that only one of them gets to see."""
    return next((field for field in fields if field.strip()), "")[:120]


def _written(policy: HstsPolicy) -> str:
    """The policy that was meant, in a form that leaves nothing open, and no shorter than the check asks for."""
    age = policy.max_age if LONG_ENOUGH <= policy.max_age <= 2 * YEAR else YEAR
    return f"max-age={age}" + ("; includeSubDomains" if policy.covers_subdomains else "")


CHECK = Check(
    id="hsts",
    version=2,
    subject=Host,
    title="HSTS",
    why="Without it the first request of every visit can be caught before the redirect to https.",
    references=(
        "RFC 6797 sections 6.1 and 8.1",
        "https://chromium.googlesource.com/chromium/src/+/main/net/http/http_security_headers.cc",
        "https://searchfox.org/mozilla-central/source/security/manager/ssl/nsSiteSecurityService.cpp",
    ),
    reads=hsts_of_host,
    verdicts=(MISSING, IGNORED, HALF, FORGOTTEN, BRIEF, BUILT_IN, REMEMBERED),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
