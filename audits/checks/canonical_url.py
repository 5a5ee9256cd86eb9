"""Do all forms of the host's addresses lead to one canonical address each?"""

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.canonical import FormRule, is_unreachable, rule_of, typed
from audits.core.derived.url_forms import (
    ASTRAY,
    DIFFERENT,
    DOWNGRADED,
    LOST,
    QUERY_LOST,
    FormSeen,
    HostForms,
    forms_of_host,
    why_unanswered,
)
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.observed.url_forms import FORMS
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

RULES = "On the server of {name} (nginx; at Cloudflare a Redirect Rule with the same two addresses):\n{rules}"

CONVERGED = Verdict("converged", Outcome.PASS, "{forms} of {name}'s addresses lead to one address each, or to none")
NO_FORMS = Verdict("no-forms", Outcome.PASS, "{name} has one page, and nobody can write its address another way")
WENT_ASTRAY = Verdict(
    "astray",
    Outcome.FAIL,
    "{form} redirects and never ends at a page",
    Impact.INCIDENT,
    fix="Delete the rule that leads {form} in a circle, and redirect it once. " + RULES,
)
THROUGH_HTTP = Verdict(
    "through-http",
    Outcome.FAIL,
    "{form} sends visitors back to plain http on its way",
    Impact.INCIDENT,
    fix="Write the https address into the redirect of {form}: behind a proxy the server has to trust "
    "X-Forwarded-Proto, or be told its public address. " + RULES,
)
FORGETS = Verdict(
    "forgets-the-page",
    Outcome.FAIL,
    "{form} leads to {end}: the redirect forgets which page was asked for",
    Impact.INCIDENT,
    fix="Let the redirect keep path and query, so that links and bookmarks still work. " + RULES,
)
TWO_PAGES = Verdict(
    "two-pages",
    Outcome.FAIL,
    "{form} shows another page than {page}",
    Impact.INCIDENT,
    fix="Decide which of the two pages is meant, and redirect the other address to it with 301. " + RULES,
)
NAMES_NOBODY = Verdict(
    "names-nobody",
    Outcome.FAIL,
    "{page} names {canonical} as its address, which no visitor can open",
    Impact.INCIDENT,
    fix='Put the public address into the head of the page: <link rel="canonical" href="{page}">. Set the site\'s '
    "address in the build's production environment: it still has the one of a developer's machine.",
)
DROPS_QUERY = Verdict(
    "drops-the-query",
    Outcome.WARN,
    "{form} is redirected without its query",
    Impact.CLEANUP,
    fix="Let the redirect keep the query: campaign links and tokens in mails lose theirs now. " + RULES,
)
DETOURS = Verdict(
    "detours",
    Outcome.WARN,
    "{form} takes {redirects} where one would do",
    Impact.CLEANUP,
    fix="Redirect {form} straight to its final address. " + RULES,
)
INCOMPLETE = Verdict(
    "incomplete",
    Outcome.COULD_NOT_CHECK,
    "Not every form of {name}'s addresses was answered: {reason}",
    fix="Run this check again in ten minutes, or let our address through the wall that answered in the host's place.",
)
BY_MEETING = ((ASTRAY, WENT_ASTRAY), (DOWNGRADED, THROUGH_HTTP), (LOST, FORGETS), (DIFFERENT, TWO_PAGES))


def judge(host: HostForms) -> Judgement:
    seen = tuple(Observation(f"GET {each.form.url}", each.path) for each in host.seen)
    for meeting, verdict in BY_MEETING:
        faulty = [each for each in host.seen if each.meets == meeting]
        if faulty:
            return _given(verdict, host, faulty, seen)
    wrong = next((pair for pair in host.canonicals if is_unreachable(pair[1])), None)
    if wrong:
        named = Observation(f"link rel=canonical of {wrong[0]}", wrong[1])
        return NAMES_NOBODY.given(named, *seen, page=wrong[0], canonical=wrong[1])
    return _without_faults(host, seen)


def _without_faults(host: HostForms, seen: tuple[Observation, ...]) -> Judgement:
    lossy = [each for each in host.seen if each.meets == QUERY_LOST]
    if lossy:
        return _given(DROPS_QUERY, host, lossy, seen)
    slow = [each for each in host.seen if each.detours]
    if slow:
        return _given(DETOURS, host, slow, seen)
    silent = host.unanswered
    if silent:
        return INCOMPLETE.given(*seen, name=host.host, reason=why_unanswered(silent))
    if not host.seen:
        return NO_FORMS.given(Observation(f"GET {host.home.start}", host.home.path), name=host.host)
    forms = "The one other form" if len(host.seen) == 1 else f"All {amount(len(host.seen), 'form')}"
    return CONVERGED.given(*seen, name=host.host, forms=forms)


def _given(verdict: Verdict, host: HostForms, faulty: list[FormSeen], seen: tuple[Observation, ...]) -> Judgement:
    """The verdict about the first of these forms, with a rule for each of them."""
    first = faulty[0]
    rules: list[FormRule] = [rule_of(host.host, each.form) for each in faulty]
    return verdict.given(
        *seen,
        name=host.host,
        form=typed(first.form),
        page=first.form.of,
        end=first.chain.hops[-1].url if first.chain and first.chain.hops else first.form.of,
        redirects=amount(first.chain.redirects if first.chain else 0, "redirect"),
        rules="\n".join(dict.fromkeys(rules)),
        faulty=" ".join(each.form.url for each in faulty),
    )


CHECK = Check(
    id="canonical-url",
    version=1,
    subject=Host,
    title="One address for each page",
    why="People write an address in many ways; two answers for one page split log-ins, caches and search results.",
    references=("RFC 3986 section 6", "RFC 6596", "https://developers.google.com/search/docs/crawling-indexing/"),
    reads=forms_of_host,
    verdicts=(
        WENT_ASTRAY,
        THROUGH_HTTP,
        FORGETS,
        TWO_PAGES,
        NAMES_NOBODY,
        DROPS_QUERY,
        DETOURS,
        INCOMPLETE,
        NO_FORMS,
        CONVERGED,
    ),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, FORMS),
)
