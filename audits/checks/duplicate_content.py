"""Does each page of the host stand at one address only?"""

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.duplicates import Duplicates, duplicates_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.observed.url_forms import FORMS
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

SINGLE = Verdict("single", Outcome.PASS, "No page of {name} stands at a second address ({compared} compared)")
TWICE = Verdict(
    "twice",
    Outcome.WARN,
    "{url} shows the same page as {twin}",
    Impact.CLEANUP,
    fix='Redirect {url} to {twin} with 301, or name one of the two in the head of the page: <link rel="canonical" '
    'href="{twin}">',
)
TWO_HOSTS = Verdict(
    "two-hosts",
    Outcome.WARN,
    "{url} shows the same site as {twin}",
    Impact.CLEANUP,
    fix="Redirect every path of {name} to the same path of {twin} with 301. Where both are wanted, name one of them "
    'in the head of each page: <link rel="canonical" href="{twin}">',
)
INCOMPLETE = Verdict(
    "incomplete",
    Outcome.COULD_NOT_CHECK,
    "Not every form of {name}'s addresses was answered: {form}",
    fix="Run this check again in ten minutes, or let our address through the wall that answered in the host's place.",
)


def judge(found: Duplicates) -> Judgement:
    if found.twins:
        twins = found.twins[0]
        pairs = tuple(Observation(f"GET {each.url}", "; ".join(each.paths)) for each in found.twins)
        return (TWO_HOSTS if twins.is_host else TWICE).given(*pairs, name=found.host, url=twins.url, twin=twins.twin)
    tried = tuple(Observation(f"GET {url}", "no second address of a page") for url in found.compared)
    if found.unanswered:
        return INCOMPLETE.given(*tried, name=found.host, form=found.unanswered)
    return SINGLE.given(*tried, name=found.host, compared=amount(len(found.compared), "other address"))


CHECK = Check(
    id="duplicate-content",
    version=1,
    subject=Host,
    title="Pages at two addresses",
    why="Two addresses for one page share its rank in searches, and people keep two sessions without knowing.",
    references=("RFC 6596", "https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls"),
    reads=duplicates_of_host,
    verdicts=(TWICE, TWO_HOSTS, INCOMPLETE, SINGLE),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, FORMS),
)
