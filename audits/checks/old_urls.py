"""Does an old address lead to the page that took its place, in one hop?"""

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.old_urls import OldUrl, old_url
from audits.core.observed.http import HTTP
from audits.core.observed.url_forms import FORMS
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Endpoint
from audits.core.verdict import Fact, Judgement, Observation, Verdict

ARRIVES = Verdict("arrives", Outcome.PASS, "{url} leads to {end}")
STAYS = Verdict("stays", Outcome.PASS, "{url} still answers by itself ({status})")
RETIRED = Verdict("retired", Outcome.PASS, "{url} says that it is gone for good (410)")
DEAD = Verdict(
    "dead",
    Outcome.FAIL,
    "{url} ends at an address that does not exist ({status})",
    Impact.INCIDENT,
    fix="Redirect {url} with 301 to the page that took its place, or answer it with 410 if nothing did.",
)
EMPTY = Verdict(
    "empty",
    Outcome.WARN,
    "{url} ends at the page that {host} shows for every wrong address",
    Impact.INCIDENT,
    fix="Redirect {url} with 301 to the page that took its place; {end} shows only that there is none.",
)
ALL_AT_HOME = Verdict(
    "all-at-home",
    Outcome.WARN,
    "{url} ends at the home page, together with {others}",
    Impact.CLEANUP,
    fix="Redirect each old address with 301 to the page that took its place. People who follow an old link look for "
    "that page, and search engines count a redirect to the home page as a page that is gone.",
)
DETOUR = Verdict(
    "detour",
    Outcome.WARN,
    "{url} takes {redirects} to {end}, where one would do",
    Impact.CLEANUP,
    fix="Point the redirect of {url} straight at {end}:\n{rule}",
)


def judge(old: OldUrl) -> Judgement:
    seen = Observation(f"GET {old.url}", old.chain.path)
    facts: dict[str, Fact] = {"url": old.url, "end": old.last.url, "status": old.last.status, "host": old.last.host}
    if old.last.status == 410:
        return RETIRED.given(seen, **facts)
    if old.last.status == 404:
        return DEAD.given(seen, **facts)
    if old.is_empty and old.chain.redirects:
        return EMPTY.given(seen, **facts)
    if old.at_home and old.others_at_home and old.chain.redirects:
        several = f"{old.others_at_home} other old addresses"
        others = "another old address" if old.others_at_home == 1 else several
        return ALL_AT_HOME.given(seen, **facts, others=others)
    if old.needless:
        rule = f"location = {old.path} {{ return 301 {old.last.url}; }}"
        return DETOUR.given(seen, **facts, redirects=amount(old.chain.redirects, "redirect"), rule=rule)
    return (ARRIVES if old.chain.redirects else STAYS).given(seen, **facts)


CHECK = Check(
    id="old-urls",
    version=2,
    subject=Endpoint,
    title="Old addresses",
    why="Links in mails, posts and bookmarks outlive every site; each that ends nowhere is a visitor who gives up.",
    references=("RFC 9110 section 15.4.2", "https://www.w3.org/Provider/Style/URI"),
    reads=old_url,
    verdicts=(DEAD, EMPTY, ALL_AT_HOME, DETOUR, RETIRED, STAYS, ARRIVES),
    judge=judge,
    sources=(HTTP, FORMS),
)
