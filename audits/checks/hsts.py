"""Do browsers remember to visit the host over https only?"""

from audits.core.check import Check
from audits.core.derived.strict_transport import FIELD, HstsSent, hsts_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.hsts import YEAR, parsed_hsts
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


def judge(sent: HstsSent) -> Judgement:
    source = f"{sent.url} ({sent.status}), {FIELD}"
    seen = tuple(Observation(source, value) for value in sent.fields) or (Observation(source, "no such field"),)
    # RFC 6797 section 8.1: browsers read the first field and no other.
    policy = parsed_hsts(sent.fields[0]) if sent.fields else None
    if policy and policy.max_age >= LONG_ENOUGH:
        return REMEMBERED.given(*seen, name=sent.host, days=min(policy.max_age, YEAR) // DAY)
    if sent.preloaded:
        return BUILT_IN.given(*seen, zone=sent.preloaded)
    if not sent.fields:
        return MISSING.given(*seen, name=sent.host)
    if policy is None:
        return IGNORED.given(*seen, name=sent.host, sent=sent.fields[0][:120])
    if policy.max_age == 0:
        return FORGOTTEN.given(*seen, name=sent.host)
    return BRIEF.given(*seen, name=sent.host, days=policy.max_age // DAY)


CHECK = Check(
    id="hsts",
    version=1,
    subject=Host,
    title="HSTS",
    why="Without it the first request of every visit can be caught before the redirect to https.",
    references=("RFC 6797 sections 6.1 and 8.1", "https://hstspreload.org/"),
    reads=hsts_of_host,
    verdicts=(MISSING, IGNORED, FORGOTTEN, BRIEF, BUILT_IN, REMEMBERED),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
