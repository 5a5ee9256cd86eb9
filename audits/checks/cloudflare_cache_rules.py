"""Does Cloudflare keep answers that are meant for one person?"""

from audits.core.check import Check
from audits.core.derived.cloudflare_hosts import Kept, kept_hosts
from audits.core.observed.cloudflare import CLOUDFLARE, CacheRule
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

NARROW = Verdict("narrow", Outcome.PASS, "No rule of {zone} keeps every answer of a host that serves people apart")
FORCED = Verdict(
    "forced",
    Outcome.FAIL,
    "Cloudflare keeps every answer of {hosts} for everybody, whatever the app says: one person can get another's page",
    Impact.BLOCKER,
    fix="In Caching, Cache Rules (or Rules, Page Rules), narrow {rule} to static paths such as /assets/*, or set its edge "
    "TTL to respect the origin. Then purge the whole cache: foreign pages may lie in it.",
)
TRUSTING = Verdict(
    "trusting",
    Outcome.WARN,
    "Cloudflare may keep every answer of {hosts}: one missing Cache-Control header shows one person another's page",
    Impact.INCIDENT,
    fix="In Caching, Cache Rules (or Rules, Page Rules), narrow {rule} to static paths such as /assets/*.",
)


def judge(seen: Kept) -> Judgement:
    covering = seen.forced or seen.trusting
    if not covering:
        rules = Observation(f"cache and page rules of {seen.zone}", f"{seen.rules} that keep or bypass")
        return NARROW.given(rules, zone=seen.zone)
    evidence = tuple(Observation(f"rule {rule.name or '(unnamed)'}", _shown(rule)) for rule, _ in covering)
    hosts = tuple(dict.fromkeys(host for _, some in covering for host in some))
    verdict = FORCED if seen.forced else TRUSTING
    names = " and ".join(rule.name or "the unnamed rule" for rule, _ in covering)
    return verdict.given(*evidence, hosts=" and ".join(hosts), rule=names)


def _shown(rule: CacheRule) -> str:
    forced = f"kept {rule.forces} s whatever the origin says" if rule.forces else "as the origin's header says"
    return f"{rule.where}: everything, {forced}"


CHECK = Check(
    id="cloudflare-cache-rules",
    version=1,
    subject=Domain,
    title="Nothing personal kept at the edge",
    why="A rule that keeps everything hands the first visitor's page, with their name on it, to the next one.",
    references=(
        "https://developers.cloudflare.com/cache/how-to/cache-rules/settings/",
        "https://developers.cloudflare.com/cache/concepts/cache-behavior/",
    ),
    reads=kept_hosts,
    verdicts=(FORCED, TRUSTING, NARROW),
    judge=judge,
    sources=(DNS, ZONE, HTTP, CLOUDFLARE),
)
