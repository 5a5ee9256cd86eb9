"""Does the page limit which scripts may run in it?"""

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.pages import HostPage, html_page_of_host
from audits.core.field_recipes import recipes
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.csp import CspPolicy, parsed_meta, parsed_policies
from audits.core.parsing.scripts import scripts_of_page
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

FIELD = "content-security-policy"
REPORTING = "content-security-policy-report-only"
PLACES = recipes(
    "Content-Security-Policy-Report-Only",
    "default-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
    express="app.use(helmet({{ contentSecurityPolicy: {{ reportOnly: true }} }}))",
    django="SECURE_CSP_REPORT_ONLY (from 6.0 on; the package django-csp before)",
)

LIMITED = Verdict("limited", Outcome.PASS, "{name} lets only chosen scripts run")
LOOSE = Verdict("loose", Outcome.PASS, "{name} lets only chosen scripts run; its policy says nothing of {gaps}")
MISSING = Verdict(
    "missing",
    Outcome.FAIL,
    "{name} sends no Content-Security-Policy",
    Impact.CLEANUP,
    fix="Start with a policy that only reports, from {name}. Add what it reports, then send it as "
    "Content-Security-Policy." + PLACES,
)
REPORT_ONLY = Verdict(
    "report-only",
    Outcome.WARN,
    "{name} has a Content-Security-Policy that only reports",
    Impact.CLEANUP,
    fix="Once the reports are quiet, send the same value as Content-Security-Policy.",
)
NO_SCRIPT_RULE = Verdict(
    "no-script-rule",
    Outcome.WARN,
    "The Content-Security-Policy of {name} says nothing about scripts",
    Impact.CLEANUP,
    fix="Add a rule for scripts to the policy of {name}, with the hosts your scripts come from.\n"
    "Content-Security-Policy: script-src 'self'; object-src 'none'; base-uri 'self'",
)
INLINE = Verdict(
    "inline-scripts",
    Outcome.WARN,
    "The Content-Security-Policy of {name} lets {what} written into a page run",
    Impact.CLEANUP,
    fix="Drop 'unsafe-inline' for scripts on {name} and mark your own with a nonce, a new value for each answer.\n"
    "Content-Security-Policy: script-src 'self' 'nonce-RANDOM'; object-src 'none'; base-uri 'self'",
)
ANY_SITE = Verdict(
    "any-site",
    Outcome.WARN,
    "The Content-Security-Policy of {name} lets scripts of any site run",
    Impact.CLEANUP,
    fix="Replace *, https:, http: and data: in script-src by the hosts your scripts come from, or by a nonce with "
    "'strict-dynamic'.",
)
MISREAD = Verdict(
    "misread",
    Outcome.WARN,
    "Browsers take {words} in the Content-Security-Policy of {name} for the name of a site",
    Impact.CLEANUP,
    fix="Put single quotes around every keyword of the policy of {name} ('self', 'none', 'nonce-…') and a semicolon before "
    "every directive: script-src 'self'; style-src 'self'",
)
STOPS_ALL = Verdict(
    "stops-own-scripts",
    Outcome.FAIL,
    "The Content-Security-Policy of {name} stops every script its own page loads: {script}",
    Impact.INCIDENT,
    fix="Open {url} with the browser's console: each refused script is named there. Add where they come from on {name}.\n"
    "Content-Security-Policy: script-src 'self' {origin}",
)
STOPS_SOME = Verdict(
    "stops-some-scripts",
    Outcome.WARN,
    "The Content-Security-Policy of {name} stops {count} that its own page loads: {script}",
    Impact.CLEANUP,
    fix="If the page needs it, add its place to script-src on {name}: {origin}. Else take the script out of the page.",
)


def judge(page: HostPage) -> Judgement:
    fields, reports = page.answer.fields(FIELD), page.answer.fields(REPORTING)
    metas = page.markup.pragmas_named(FIELD)
    seen = (
        *(Observation(f"{page.answer.url}, {FIELD}", value) for value in fields),
        *(Observation(f"{page.answer.url}, meta {FIELD}", value) for value in metas),
        *(Observation(f"{page.answer.url}, {REPORTING}", value) for value in reports),
    ) or (Observation(f"{page.answer.url}, {FIELD}", "no such field and no meta element"),)
    policies = (*parsed_policies(fields), *parsed_meta(metas))
    if not policies:
        return (REPORT_ONLY if parsed_policies(reports) else MISSING).given(*seen, name=page.host)
    return _broken(page, policies, seen) or _working(page, policies, seen)


Seen = tuple[Observation, ...]


def _broken(page: HostPage, policies: tuple[CspPolicy, ...], seen: Seen) -> Judgement | None:
    """What the policies certainly do that nobody meant; None when there is nothing of the kind."""
    words = [word for policy in policies for word in policy.misread]
    if words:
        return MISREAD.given(*seen, name=page.host, words=", ".join(dict.fromkeys(words))[:120])
    url = page.answer.url
    scripts = scripts_of_page(page.body.text, url)
    stopped = [script for script in scripts if any(policy.stops(script, url) for policy in policies)]
    if not stopped:
        return None
    seen = (*seen, *(Observation(f"{url}, script that no source covers", script) for script in stopped[:5]))
    return (STOPS_ALL if len(stopped) == len(scripts) else STOPS_SOME).given(
        *seen,
        name=page.host,
        url=url,
        script=stopped[0][:200],
        origin="/".join(stopped[0].split("/")[:3]),
        count=amount(len(stopped), "script"),
    )


def _working(page: HostPage, policies: tuple[CspPolicy, ...], seen: Seen) -> Judgement:
    """How far the policies go together. Every one applies, so that one strict policy is enough for each limit."""
    by_element = any(policy.stops_inline_elements for policy in policies)
    if not any(policy.limits_scripts for policy in policies):
        verdict = NO_SCRIPT_RULE
    elif not (by_element and any(policy.stops_inline_handlers for policy in policies)):
        verdict = INLINE
    elif not any(policy.stops_foreign_scripts for policy in policies):
        verdict = ANY_SITE
    else:
        gaps = [gap for gap in policies[0].gaps if all(gap in policy.gaps for policy in policies)]
        return (LOOSE if gaps else LIMITED).given(*seen, name=page.host, gaps=" and ".join(gaps))
    what = "scripts in attributes such as onclick" if by_element else "any script"
    return verdict.given(*seen, name=page.host, what=what)


CHECK = Check(
    id="content-security-policy",
    version=3,
    subject=Host,
    title="Content Security Policy",
    why="It is the net below every forgotten escape: an injected script does not run.",
    references=("https://www.w3.org/TR/CSP3/", "https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP"),
    reads=html_page_of_host,
    verdicts=(MISSING, REPORT_ONLY, NO_SCRIPT_RULE, INLINE, ANY_SITE, MISREAD, STOPS_ALL, STOPS_SOME, LIMITED, LOOSE),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
