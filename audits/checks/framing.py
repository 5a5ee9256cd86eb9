"""Can other sites put the page into a frame and steal clicks?"""

from audits.core.check import Check
from audits.core.derived.pages import HostPage, html_page_of_host
from audits.core.field_recipes import recipes
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.csp import parsed_policies
from audits.core.parsing.frame_options import forbids_framing
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

PLACES = recipes("X-Frame-Options", "SAMEORIGIN", express="app.use(helmet())", django="X_FRAME_OPTIONS = 'SAMEORIGIN'")

PROTECTED = Verdict("protected", Outcome.PASS, "Other sites cannot frame {name}")
MISSING = Verdict(
    "missing",
    Outcome.FAIL,
    "Any site can frame {name}",
    Impact.CLEANUP,
    fix="Add the field below to every page of {name}, in one of these places. Where sites of others embed it, name them "
    "in the Content-Security-Policy in its stead: frame-ancestors 'self' https://partner.example" + PLACES,
)
IGNORED = Verdict(
    "ignored",
    Outcome.FAIL,
    "Browsers ignore the X-Frame-Options of {name}: {sent}",
    Impact.CLEANUP,
    fix="Replace it on {name} by X-Frame-Options: SAMEORIGIN, or name the sites that may frame it: "
    "Content-Security-Policy: frame-ancestors 'self' https://partner.example",
)
OPEN = Verdict(
    "open",
    Outcome.WARN,
    "{name} allows framing by any site in so many words",
    Impact.CLEANUP,
    fix="Replace the sources of frame-ancestors on {name} by 'self' and the sites that embed it.",
)


def judge(page: HostPage) -> Judgement:
    names = ("content-security-policy", "x-frame-options")
    seen = tuple(
        Observation(f"{page.answer.url}, {name}", value) for name in names for value in page.answer.fields(name)
    ) or (Observation(page.answer.url, "neither frame-ancestors nor X-Frame-Options"),)
    rules = [policy.limits_framing for policy in parsed_policies(page.answer.fields(names[0]))]
    if any(rules):
        return PROTECTED.given(*seen, name=page.host)
    if False in rules:  # frame-ancestors switches X-Frame-Options off (HTML standard, section 7.6)
        return OPEN.given(*seen, name=page.host)
    options = page.answer.fields(names[1])
    if forbids_framing(options):
        return PROTECTED.given(*seen, name=page.host)
    if options:
        return IGNORED.given(*seen, name=page.host, sent=", ".join(options)[:120])
    return MISSING.given(*seen, name=page.host)


CHECK = Check(
    id="framing",
    version=1,
    subject=Host,
    title="Framing",
    why="A page in a stranger's frame can be clicked by people who believe they click something else.",
    references=("https://www.w3.org/TR/CSP3/#directive-frame-ancestors", "RFC 7034"),
    reads=html_page_of_host,
    verdicts=(MISSING, IGNORED, OPEN, PROTECTED),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
