"""Does every name below the domain answer, and is that harmless?"""

from audits.core.check import Check
from audits.core.derived.invented import Wildcard, wildcard_of_domain
from audits.core.observed.dns import ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.wildcard import WILDCARD
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

NONE = Verdict("none", Outcome.PASS, "{name} has no wildcard record: only names somebody made exist")
NO_SITE = Verdict(
    "no-site", Outcome.PASS, "Every name below {name} leads to {target}, and the site is not shown under any of them"
)
SAME_SITE = Verdict(
    "same-site",
    Outcome.WARN,
    "The site of {name} is shown under every name anybody thinks up, such as {invented}",
    Impact.CLEANUP,
    fix="Delete the record *.{name} at the DNS provider and make the names you need one by one, or let the web server "
    "answer unknown hosts with 421 (nginx: server {{ listen 443 ssl default_server; return 421; }}).",
)
CLAIMABLE = Verdict(
    "claimable",
    Outcome.FAIL,
    "Every name below {name} leads to {service}, where nobody holds such a name: whoever claims one serves pages below {name}",
    Impact.BLOCKER,
    fix="Delete the record *.{name} CNAME {alias}. at the DNS provider now, and make one record for each name that is "
    "set up at {service}.",
)


def judge(found: Wildcard) -> Judgement:
    name = found.zone.name
    source = f"DNS {found.zone.invented or 'a label nobody made'} A"
    told = " -> ".join(found.leads_to) or found.zone.wildcard_status or "no such name"
    if not found.leads_to:
        return NONE.given(Observation(source, told), name=name)
    ended = [found.zone.wildcard_status] if found.zone.wildcard_status == "NXDOMAIN" else []
    seen = [Observation(source, " -> ".join([*found.leads_to, *ended]))]
    if found.visit:
        answer = found.visit.answer
        shown = found.free_at.sign if found.free_at else answer.first("location")
        seen.append(Observation(f"GET {answer.url}", f"{answer.status}{f': {shown}' if shown else ''}"))
    if found.free_at:
        return CLAIMABLE.given(*seen, name=name, service=found.free_at.name, alias=found.aliases[0])
    if found.serves_site:
        return SAME_SITE.given(*seen, name=name, invented=found.zone.invented)
    return NO_SITE.given(*seen, name=name, target=found.leads_to[-1])


CHECK = Check(
    id="wildcard",
    version=1,
    subject=Domain,
    title="Wildcard record",
    why="A record for every name shows the site under names nobody chose, or lets strangers choose them.",
    references=("RFC 4592", "RFC 9110 section 15.5.20"),
    reads=wildcard_of_domain,
    verdicts=(CLAIMABLE, SAME_SITE, NO_SITE, NONE),
    judge=judge,
    sources=(ZONE, HTTP, WILDCARD),
)
