"""Do the bare domain and www lead every visitor to one and the same site?"""

from audits.core.check import Check
from audits.core.derived.convergence import Pair, pair_of_domain
from audits.core.observed.dns import DNS
from audits.core.observed.http import ANSWERED, HTTP, Hop, RedirectChain
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

CONVERGED = Verdict("converged", Outcome.PASS, "{name} and www.{name} both end at {end}")
NO_WWW = Verdict(
    "no-www",
    Outcome.FAIL,
    "www.{name} does not exist",
    Impact.INCIDENT,
    fix="Publish www.{name} as CNAME to {name}, and let its server answer https://www.{name}/ with 301 to "
    "https://{name}/ under a certificate that names both.",
)
ASTRAY = Verdict(
    "astray",
    Outcome.FAIL,
    "Redirects between {name} and www.{name} never end at a page",
    Impact.BLOCKER,
    fix="Keep one redirect: choose {name} or www.{name} as the home, redirect the other to it, and delete every rule "
    "that sends the home back.",
)
ONE_BROKEN = Verdict(
    "one-broken",
    Outcome.FAIL,
    "{broken} answers {status} while the other name shows a site",
    Impact.INCIDENT,
    fix="Add {broken} to the site's host names where it is hosted, or redirect it with 301 to {end}.",
)
SPLIT = Verdict(
    "split",
    Outcome.FAIL,
    "{name} and www.{name} are two sites: visitors end at {ends}",
    Impact.INCIDENT,
    fix="Choose one as the home and redirect every path of the other to it with 301 (Cloudflare: Rules, Redirect "
    "Rules, from www.{name} to https://{name}/ plus the path). Log-ins do not carry over between the two.",
)
NEITHER = Verdict(
    "neither",
    Outcome.FAIL,
    "Neither {name} nor www.{name} shows a page",
    Impact.BLOCKER,
    fix="Deploy the site at https://{name}/ and redirect https://www.{name}/ to it with 301. Now they answer {status}.",
)


def judge(pair: Pair) -> Judgement:
    seen = tuple(Observation(f"GET {chain.start}", chain.path) for chain in pair.chains)
    name = pair.domain
    if any(chain.end != ANSWERED for chain in pair.chains):
        return ASTRAY.given(*seen, name=name)
    if pair.www is None:
        return NO_WWW.given(*seen, name=name)
    answers = [_answer(chain) for chain in pair.chains]
    broken = [hop for hop in answers if hop.status >= 400 and hop.status != 401]
    pages = [hop for hop in answers if hop not in broken]
    if not pages:
        return NEITHER.given(*seen, name=name, status=answers[0].status)
    # A plain-http answer that fails beside a good https one is the matter of https-redirect.
    broken = [_answer(ways[0]) for ways in (pair.apex, pair.www) if _answer(ways[0]) in broken]
    if broken:
        return ONE_BROKEN.given(*seen, broken=broken[0].host, status=broken[0].status, end=f"https://{pages[0].host}/")
    ends = sorted({hop.host for hop in pages})
    if len(ends) > 1:
        return SPLIT.given(*seen, name=name, ends=" and ".join(ends))
    return CONVERGED.given(*seen, name=name, end=pages[0].url)


def _answer(chain: RedirectChain) -> Hop:
    return chain.hops[-1]


CHECK = Check(
    id="apex-www",
    version=1,
    subject=Domain,
    title="Bare domain and www",
    why="People type both. Two homes split log-ins and search results; a dead one looks like a dead company.",
    references=("RFC 9110 section 15.4", "https://developers.cloudflare.com/rules/url-forwarding/"),
    reads=pair_of_domain,
    verdicts=(ASTRAY, NEITHER, NO_WWW, ONE_BROKEN, SPLIT, CONVERGED),
    judge=judge,
    sources=(DNS, HTTP),
)
