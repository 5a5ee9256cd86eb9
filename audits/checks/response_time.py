"""Does the endpoint answer fast enough to feel alive?"""

from math import ceil

from audits.core.check import Check
from audits.core.derived.endpoints import times_of_endpoint
from audits.core.observed.timing import TIMING, ResponseTimes
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Endpoint
from audits.core.verdict import Judgement, Observation, Verdict

SLOW = 2.0
SLUGGISH = 0.5

FAST = Verdict("fast", Outcome.PASS, "{url} answers within {p95} (p95 of {n}, median {p50})")
TARDY = Verdict(
    "sluggish",
    Outcome.WARN,
    "{url} takes {p95} (p95 of {n}, median {p50})",
    Impact.CLEANUP,
    fix="Profile {url} once under real data: look for queries in a loop, a missing index, a call to another service in "
    "the request. The aim is below 500 ms.",
)
TOO_SLOW = Verdict(
    "slow",
    Outcome.FAIL,
    "{url} takes {p95} (p95 of {n}, median {p50})",
    Impact.INCIDENT,
    fix="Profile {url} before launch: log each query and outside call with its time, move what can wait into a "
    "background job, cache what repeats. The aim is below 500 ms, and never above 2 s.",
)


def judge(times: ResponseTimes) -> Judgement:
    seconds = sorted(answer.seconds for answer in times.answers)
    p50, p95 = _percentile(seconds, 50), _percentile(seconds, 95)
    seen = Observation(
        f"GET {times.url}, {len(seconds)} requests one after another",
        ", ".join(_written(answer.seconds) for answer in times.answers),
    )
    verdict = TOO_SLOW if p95 > SLOW else TARDY if p95 > SLUGGISH else FAST
    return verdict.given(seen, url=times.url, n=len(seconds), p50=_written(p50), p95=_written(p95))


def _percentile(ordered: list[float], percent: int) -> float:
    """Nearest rank: the smallest value that at least `percent` of all values do not exceed."""
    return ordered[max(ceil(len(ordered) * percent / 100), 1) - 1]


def _written(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


CHECK = Check(
    id="response-time",
    version=1,
    subject=Endpoint,
    title="Response time",
    why="People leave, or click again, when nothing happens for two seconds.",
    references=("https://www.nngroup.com/articles/response-times-3-important-limits/",),
    reads=times_of_endpoint,
    verdicts=(TOO_SLOW, TARDY, FAST),
    judge=judge,
    sources=(TIMING,),
)
