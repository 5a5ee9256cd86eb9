"""Do addresses of the page stay on the host when visitors follow a link to another site?"""

from audits.core.check import Check
from audits.core.derived.pages import HostPage, html_page_of_host
from audits.core.field_recipes import recipes
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.referrer import LEAKING, effective_referrer_policy
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

PLACES = recipes(
    "Referrer-Policy",
    "strict-origin-when-cross-origin",
    express="app.use(helmet({{ referrerPolicy: {{ policy: 'strict-origin-when-cross-origin' }} }}))",
    django="SECURE_REFERRER_POLICY = 'strict-origin-when-cross-origin'",
)

KEPT = Verdict("kept", Outcome.PASS, "{name} keeps its addresses to itself: {policy}")
LEAKS = Verdict(
    "leaks",
    Outcome.FAIL,
    "{name} hands whole addresses to other sites: {policy}",
    Impact.CLEANUP,
    fix="Send the field below from {name}, in the place that sends the other now: addresses can hold names, ids and "
    "tokens." + PLACES,
)
UNSET = Verdict(
    "unset", Outcome.PASS, "{name} sets no Referrer-Policy: browsers hand other sites its name, and no address"
)
UNKNOWN = Verdict(
    "unknown",
    Outcome.FAIL,
    "Browsers know no Referrer-Policy called {policy}, which {name} sends",
    Impact.CLEANUP,
    fix="Replace it on {name} by the field below, in the place that sends it now." + PLACES,
)


def judge(page: HostPage) -> Judgement:
    fields, metas = page.answer.fields("referrer-policy"), page.markup.metas_named("referrer")
    seen = (
        *(Observation(f"{page.answer.url}, referrer-policy", value) for value in fields),
        *(Observation(f"{page.answer.url}, meta referrer", value) for value in metas),
    ) or (Observation(f"{page.answer.url}, referrer-policy", "no such field and no meta element"),)
    policy = effective_referrer_policy(fields, metas)
    if policy in LEAKING:
        return LEAKS.given(*seen, name=page.host, policy=policy)
    if policy:
        return KEPT.given(*seen, name=page.host, policy=policy)
    sent = ", ".join(value for value in (*fields, *metas) if value.strip())
    return UNKNOWN.given(*seen, name=page.host, policy=sent[:120]) if sent else UNSET.given(*seen, name=page.host)


CHECK = Check(
    id="referrer-policy",
    version=2,
    subject=Host,
    title="Referrer policy",
    why="Other sites see the address a visitor came from, with whatever it holds.",
    references=("https://www.w3.org/TR/referrer-policy/",),
    reads=html_page_of_host,
    verdicts=(LEAKS, UNKNOWN, UNSET, KEPT),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
