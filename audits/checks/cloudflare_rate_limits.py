"""Does Cloudflare slow down whoever asks too often?"""

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.cloudflare_hosts import Limits, rate_limits
from audits.core.observed.cloudflare import CLOUDFLARE, RateLimit
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

LIMITED = Verdict("limited", Outcome.PASS, "{zone} has {count} at Cloudflare")
NONE = Verdict(
    "none", Outcome.PASS, "{zone} has no rate limit at Cloudflare, and no log-in page behind it was declared"
)
OPEN_LOGIN = Verdict(
    "open-login",
    Outcome.WARN,
    "Nothing at Cloudflare slows down guessing at {login}",
    Impact.INCIDENT,
    fix="In Security, WAF, Rate limiting rules, add one for the path of {login}: the same address, 5 requests in 10 "
    "seconds, then block. Every plan includes one. Leave it out where the app itself limits log-ins, and show that.",
)


def judge(seen: Limits) -> Judgement:
    at_work = [limit for limit in seen.limits if limit.is_on]
    evidence = tuple(Observation(f"rate limit {limit.name or '(unnamed)'}", _shown(limit)) for limit in seen.limits)
    plan = Observation(f"plan of {seen.zone.name}", seen.zone.plan or "not told")
    if at_work:
        return LIMITED.given(*evidence, plan, zone=seen.zone.name, count=amount(len(at_work), "rate limit"))
    none = evidence or (Observation(f"rate limits of {seen.zone.name}", "none"),)
    if seen.logins:
        return OPEN_LOGIN.given(*none, plan, login=" and ".join(seen.logins))
    return NONE.given(*none, plan, zone=seen.zone.name)


def _shown(limit: RateLimit) -> str:
    state = "" if limit.is_on else " (disabled)"
    return f"{limit.where}: {limit.most} requests in {limit.seconds} s, then {limit.action}{state}"


CHECK = Check(
    id="cloudflare-rate-limits",
    version=1,
    subject=Domain,
    title="Rate limits at Cloudflare",
    why="A log-in page that answers as often as it is asked lets passwords be guessed by the thousand.",
    references=("https://developers.cloudflare.com/waf/rate-limiting-rules/",),
    reads=rate_limits,
    verdicts=(OPEN_LOGIN, NONE, LIMITED),
    judge=judge,
    sources=(DNS, ZONE, HTTP, CLOUDFLARE),
)
