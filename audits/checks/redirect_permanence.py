"""Do redirects that are meant for good say so?"""

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.permanence import Turns, turns_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.observed.url_forms import FORMS
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

PERMANENT = Verdict("permanent", Outcome.PASS, "{redirects} of {name} that {are} meant for good {say} so")
NONE = Verdict("none", Outcome.PASS, "{name} has no redirect that is meant for good")
TEMPORARY = Verdict(
    "temporary",
    Outcome.WARN,
    "{url} is redirected to {target} only for now ({status})",
    Impact.CLEANUP,
    fix="Answer {url} with {better} instead of {status}: browsers then remember the way, and search engines move to "
    "the new address. nginx: return 301; Next.js and Vercel: permanent: true; Netlify: 301! in _redirects{more}.",
)
REFRESHED = Verdict(
    "refreshed",
    Outcome.WARN,
    "{url} is a page that sends visitors on to {target} by itself",
    Impact.CLEANUP,
    fix="Answer {url} with status 301 and the field Location: {target} instead of a page with a refresh: visitors see "
    "it flash by, and the back button catches them{more}.",
)


def judge(found: Turns) -> Judgement:
    seen = tuple(Observation(f"GET {turn.url}", f"{turn.status} to {turn.target}") for turn in found.turns)
    if not found.turns:
        return NONE.given(name=found.host)
    weak = [turn for turn in found.turns if not turn.is_permanent]
    if not weak:
        count, one = amount(len(found.turns), "redirect"), len(found.turns) == 1
        are, say = ("is", "says") if one else ("are", "say")
        return PERMANENT.given(*seen, name=found.host, redirects=count[:1].upper() + count[1:], are=are, say=say)
    first = next((turn for turn in weak if turn.status != 200), weak[0])
    others = len(weak) - 1
    return (TEMPORARY if first.status != 200 else REFRESHED).given(
        *seen,
        name=found.host,
        url=first.url,
        target=first.target,
        status=first.status,
        better=308 if first.status == 307 else 301,
        more=f", and do the same for {amount(others, 'other address')}" if others == 1 else _more(others),
    )


def _more(others: int) -> str:
    return f", and do the same for the {others} other addresses in the evidence" if others else ""


CHECK = Check(
    id="redirect-permanence",
    version=1,
    subject=Host,
    title="Permanent redirects",
    why="A temporary redirect is asked again at every visit, and search engines keep the old address.",
    references=("RFC 9110 section 15.4", "https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh"),
    reads=turns_of_host,
    verdicts=(TEMPORARY, REFRESHED, PERMANENT, NONE),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, FORMS),
)  # fmt: skip
