"""Does the page keep cameras, microphones and the like from sites that it frames?"""

from audits.core.check import Check
from audits.core.derived.pages import HostPage, html_page_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.permissions_policy import POWERFUL, parsed_permissions
from audits.core.parsing.structured_fields import UnreadableError
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

FIELD, OLD_FIELD = "permissions-policy", "feature-policy"

LIMITED = Verdict("limited", Outcome.PASS, "{name} says which sites may use the browser's features")
ABSENT = Verdict(
    "absent",
    Outcome.PASS,
    "{name} rules nothing by Permissions-Policy: camera and the like stay with its own pages by default",
)
OLD_NAME = Verdict(
    "old-name",
    Outcome.PASS,
    "{name} sends only a Feature-Policy, which current browsers ignore: their defaults hold",
)
OPEN = Verdict(
    "open",
    Outcome.PASS,
    "{name} leaves {features} to whatever site its own frames hand it to, as browsers do without a policy",
)
UNREADABLE = Verdict(
    "unreadable",
    Outcome.WARN,
    "Browsers ignore the whole Permissions-Policy of {name}: {reason}",
    Impact.CLEANUP,
    fix="Write it on {name} as a list of feature=(sites), which is another grammar than Feature-Policy had.\n"
    'Permissions-Policy: camera=(), microphone=(self), geolocation=(self "https://maps.example")',
)
UNQUOTED = Verdict(
    "unquoted",
    Outcome.WARN,
    "Browsers pass over {sites} in the Permissions-Policy of {name}: addresses need quotes",
    Impact.CLEANUP,
    fix='Put each address in double quotes on {name}.\nPermissions-Policy: {feature}=("{first}")',
)


def judge(page: HostPage) -> Judgement:
    fields, old = page.answer.fields(FIELD), page.answer.fields(OLD_FIELD)
    seen = (
        *(Observation(f"{page.answer.url}, {FIELD}", value) for value in fields),
        *(Observation(f"{page.answer.url}, {OLD_FIELD}", value) for value in old),
    ) or (Observation(f"{page.answer.url}, {FIELD}", "no such field"),)
    if not fields:
        return (OLD_NAME if old else ABSENT).given(*seen, name=page.host)
    try:
        permissions = parsed_permissions(fields)
    except UnreadableError as fault:
        return UNREADABLE.given(*seen, name=page.host, reason=str(fault))
    if not permissions:
        return ABSENT.given(*seen, name=page.host)
    unquoted = next((each for each in permissions if each.unquoted), None)
    if unquoted:
        sites, first = ", ".join(unquoted.unquoted)[:120], unquoted.unquoted[0][:120]
        return UNQUOTED.given(*seen, name=page.host, sites=sites, feature=unquoted.feature, first=first)
    wide = [each.feature for each in permissions if each.is_for_all and each.feature in POWERFUL]
    return (OPEN if wide else LIMITED).given(*seen, name=page.host, features=", ".join(wide))


CHECK = Check(
    id="permissions-policy",
    version=2,
    subject=Host,
    title="Permissions policy",
    why="A frame that may ask for the camera asks in the page's name.",
    references=("https://www.w3.org/TR/permissions-policy/#permissions-policy-http-header-field", "RFC 9651"),
    reads=html_page_of_host,
    verdicts=(OPEN, UNREADABLE, UNQUOTED, ABSENT, OLD_NAME, LIMITED),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
