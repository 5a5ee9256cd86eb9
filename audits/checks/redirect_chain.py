"""Does an address reach its page in few redirects, without circles and without leaving https?"""

from itertools import pairwise

from audits.core.check import Check
from audits.core.derived.endpoints import Ways, ways_to_endpoint
from audits.core.observed.http import ANSWERED, DEAD_END, HTTP, LOOPED, Hop, RedirectChain
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.url_form import leads_to_sign_in, loses_the_way
from audits.core.subject import Endpoint
from audits.core.verdict import Judgement, Observation, Verdict

MOST = 2
"""Redirects that pass: one to https and one to the canonical host, which HSTS asks to be two."""

DIRECT = Verdict("direct", Outcome.PASS, "{url} answers without a redirect")
SHORT = Verdict("short", Outcome.PASS, "{url} reaches its page in {redirects} redirects")
LONG = Verdict(
    "long",
    Outcome.WARN,
    "{start} takes {redirects} redirects to reach its page",
    Impact.CLEANUP,
    fix="Point the first redirect of {start} straight at {end} and delete the steps between; each costs a round trip.",
)
LOOPED_ROUND = Verdict(
    "loops",
    Outcome.FAIL,
    "{start} redirects in a circle at {at}",
    Impact.BLOCKER,
    fix="Delete the redirect that leads back to {at}. Behind Cloudflare set SSL/TLS to Full (strict), and keep "
    "trailing-slash and www rules in one place only.",
)
ENDLESS = Verdict(
    "endless",
    Outcome.FAIL,
    "{start} redirects more than {redirects} times",
    Impact.BLOCKER,
    fix="Follow the chain in the evidence, find the rule that makes a new address each time, and redirect once, "
    "straight to the final page.",
)
DEAD = Verdict(
    "dead-end",
    Outcome.FAIL,
    "{start} redirects to nowhere a browser can go",
    Impact.INCIDENT,
    fix="Send a Location field with a whole https address from {last}; now it says: {at}",
)
DOWNGRADED = Verdict(
    "downgraded",
    Outcome.FAIL,
    "On the way from {start} visitors leave https at {at}",
    Impact.INCIDENT,
    fix="Change the redirect to {at} into one to its https address.",
)
FORGETS = Verdict(
    "forgets-the-page",
    Outcome.FAIL,
    "On the way from {start} a redirect to {at} forgets what was asked for",
    Impact.INCIDENT,
    fix="Let the redirect to {at} keep path and query. nginx: return 301 https://{host}$request_uri; Cloudflare: a "
    "dynamic Redirect Rule that preserves the path and the query string.",
)


def judge(ways: Ways) -> Judgement:
    seen = tuple(Observation(f"GET {chain.start}", chain.path) for chain in ways.chains)
    for chain in ways.chains:
        fault = _fault(chain, seen, is_old=ways.is_old)
        if fault:
            return fault
    longest = max(ways.chains, key=lambda chain: chain.redirects)
    if longest.redirects > MOST and not ways.is_old:
        end = longest.hops[-1].url
        return LONG.given(*seen, start=longest.start, redirects=longest.redirects, end=end)
    if ways.chains[0].redirects:
        return SHORT.given(*seen, url=ways.url, redirects=ways.chains[0].redirects)
    return DIRECT.given(*seen, url=ways.url)


def _fault(chain: RedirectChain, seen: tuple[Observation, ...], *, is_old: bool) -> Judgement | None:
    """The judgement of a chain that is broken in itself."""
    if chain.end == LOOPED:
        return LOOPED_ROUND.given(*seen, start=chain.start, at=chain.at)
    if chain.end == DEAD_END:
        return DEAD.given(*seen, start=chain.start, last=chain.hops[-1].url, at=chain.at or "no Location at all")
    if chain.end != ANSWERED:
        return ENDLESS.given(*seen, start=chain.start, redirects=len(chain.hops) - 1)
    for now, then in pairwise(chain.hops):
        if now.scheme == "https" and then.scheme == "http":
            return DOWNGRADED.given(*seen, start=chain.start, at=then.url)
    forgetful = None if is_old else next((then for now, then in pairwise(chain.hops) if _forgets(now, then)), None)
    if forgetful:
        return FORGETS.given(*seen, start=chain.start, at=forgetful.url, host=forgetful.host)
    return None


def _forgets(now: Hop, then: Hop) -> bool:
    """Whether a redirect to another host drops the page; a log-in has its own ways to remember."""
    if now.host == then.host or not loses_the_way(now.url, then.url):
        return False
    return not leads_to_sign_in(then.url) and not leads_to_sign_in(now.url)


CHECK = Check(
    id="redirect-chain",
    version=2,
    subject=Endpoint,
    title="Redirect chain",
    why="Each redirect makes visitors wait, and a circle keeps them out for good.",
    references=("RFC 9110 section 15.4", "https://fetch.spec.whatwg.org/#http-redirect-fetch"),
    reads=ways_to_endpoint,
    verdicts=(LOOPED_ROUND, ENDLESS, DEAD, DOWNGRADED, FORGETS, LONG, SHORT, DIRECT),
    judge=judge,
    sources=(HTTP,),
)
