"""Does the page limit which scripts may run in it?"""

from audits.core.check import Check
from audits.core.derived.pages import HostPage, html_page_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.csp import parsed_meta, parsed_policies
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

FIELD = "content-security-policy"
REPORTING = "content-security-policy-report-only"

LIMITED = Verdict("limited", Outcome.PASS, "{name} lets only chosen scripts run")
MISSING = Verdict(
    "missing",
    Outcome.FAIL,
    "{name} sends no Content-Security-Policy",
    Impact.CLEANUP,
    fix="Start with a policy that only reports, from {name}: Content-Security-Policy-Report-Only: default-src 'self'; "
    "object-src 'none'; base-uri 'self'; frame-ancestors 'self'. Add what it reports, then send it as "
    "Content-Security-Policy.",
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
    fix="Add script-src 'self' (and the hosts your scripts come from) to the policy of {name}.",
)
INLINE = Verdict(
    "inline-scripts",
    Outcome.WARN,
    "The Content-Security-Policy of {name} lets any script written into a page run",
    Impact.CLEANUP,
    fix="Drop 'unsafe-inline' for scripts and mark your own with a nonce: script-src 'self' 'nonce-RANDOM', a new "
    "value for each answer.",
)
ANY_SITE = Verdict(
    "any-site",
    Outcome.WARN,
    "The Content-Security-Policy of {name} lets scripts of any site run",
    Impact.CLEANUP,
    fix="Replace *, https:, http: and data: in script-src by the hosts your scripts come from, or by a nonce with "
    "'strict-dynamic'.",
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
    # Every policy applies, so that one strict policy is enough for each limit.
    if not any(policy.limits_scripts for policy in policies):
        return NO_SCRIPT_RULE.given(*seen, name=page.host)
    if not any(policy.stops_inline_scripts for policy in policies):
        return INLINE.given(*seen, name=page.host)
    if not any(policy.stops_foreign_scripts for policy in policies):
        return ANY_SITE.given(*seen, name=page.host)
    return LIMITED.given(*seen, name=page.host)


CHECK = Check(
    id="content-security-policy",
    version=1,
    subject=Host,
    title="Content Security Policy",
    why="It is the net below every forgotten escape: an injected script does not run.",
    references=("https://www.w3.org/TR/CSP3/", "https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP"),
    reads=html_page_of_host,
    verdicts=(MISSING, REPORT_ONLY, NO_SCRIPT_RULE, INLINE, ANY_SITE, LIMITED),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
