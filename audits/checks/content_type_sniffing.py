"""Are browsers kept from guessing another type for what the host sends?"""

from audits.core.check import Check
from audits.core.derived.pages import HostPage, page_of_host
from audits.core.field_recipes import recipes
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.field_list import split_list
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

FIELD = "X-Content-Type-Options"
PLACES = recipes(FIELD, "nosniff", express="app.use(helmet())", django="SECURE_CONTENT_TYPE_NOSNIFF = True")

OFF = Verdict("off", Outcome.PASS, "Browsers take the types that {name} declares")
MISSING = Verdict(
    "missing",
    Outcome.FAIL,
    "{name} lets browsers guess types",
    Impact.CLEANUP,
    fix="Add the field below to every answer of {name}, in one of these places." + PLACES,
)
IGNORED = Verdict(
    "ignored",
    Outcome.FAIL,
    "Browsers ignore the X-Content-Type-Options of {name}: {sent}",
    Impact.CLEANUP,
    fix="Replace it on {name} by the field below, in the place that sends it now." + PLACES,
)


def judge(page: HostPage) -> Judgement:
    values = page.answer.fields(FIELD)
    source = f"{page.answer.url}, {FIELD}"
    seen = tuple(Observation(source, value) for value in values) or (Observation(source, "no such field"),)
    if not values:
        return MISSING.given(*seen, name=page.host)
    # The first item of all fields together decides (Fetch standard, determine nosniff).
    if split_list(values)[0].lower() == "nosniff":
        return OFF.given(*seen, name=page.host)
    return IGNORED.given(*seen, name=page.host, sent=", ".join(values)[:120])


CHECK = Check(
    id="content-type-sniffing",
    version=1,
    subject=Host,
    title="Content type sniffing",
    why="A browser that guesses can run an uploaded file as a script.",
    references=("https://fetch.spec.whatwg.org/#x-content-type-options-header",),
    reads=page_of_host,
    verdicts=(MISSING, IGNORED, OFF),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
