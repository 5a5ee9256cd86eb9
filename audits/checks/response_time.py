"""Does the endpoint answer fast enough to feel alive?"""

from math import ceil

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.endpoints import times_of_endpoint
from audits.core.observed.timing import TIMING, ResponseTimes
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Endpoint
from audits.core.verdict import Judgement, Observation, Verdict

SLOW = 2.0
SLUGGISH = 0.5
ENOUGH = 20
"""Requests from which a 95th percentile means something; of fewer, the second slowest stands in for it."""

FAST = Verdict("fast", Outcome.PASS, "{url} answers within {time} ({how})")
TOO_FEW = Verdict(
    "too-few",
    Outcome.COULD_NOT_CHECK,
    "{url} took {time} the one time it was timed, which may have been chance",
    fix="Run this check again over fewer endpoints of this host: six timed requests are shared among them.",
)
TARDY = Verdict(
    "sluggish",
    Outcome.WARN,
    "{url} takes {time} ({how})",
    Impact.CLEANUP,
    fix="Profile {url} once under real data: look for queries in a loop, a missing index, a call to another service in "
    "the request. The aim is below 500 ms.",
)
TOO_SLOW = Verdict(
    "slow",
    Outcome.FAIL,
    "{url} takes {time} ({how})",
    Impact.INCIDENT,
    fix="Profile {url} before launch: log each query and outside call with its time, move what can wait into a "
    "background job, cache what repeats. The aim is below 500 ms, and never above 2 s.",
)


def judge(times: ResponseTimes) -> Judgement:
    """One slow answer alone proves nothing: two have to be as slow."""
    seconds = sorted(answer.seconds for answer in times.answers)
    count = len(seconds)
    told = _percentile(seconds, 95) if count >= ENOUGH else seconds[max(count - 2, 0)]
    rank = f"p95 of {count}" if count >= ENOUGH else f"second slowest of {count}"
    how = f"{rank}, median {_written(_percentile(seconds, 50))}" if count > 1 else "timed once"
    seen = Observation(
        f"GET {times.url}, {amount(count, 'request')} one after another",
        ", ".join(_written(answer.seconds) for answer in times.answers),
    )
    verdict = TOO_SLOW if told > SLOW else TARDY if told > SLUGGISH else FAST
    if count == 1 and verdict is not FAST:
        verdict = TOO_FEW
    return verdict.given(seen, url=times.url, time=_written(told), how=how)


def _percentile(ordered: list[float], percent: int) -> float:
    """Nearest rank: the smallest value that at least `percent` of all values do not exceed."""
    return ordered[max(ceil(len(ordered) * percent / 100), 1) - 1]


def _written(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


CHECK = Check(
    id="response-time",
    version=2,
    subject=Endpoint,
    title="Response time",
    why="People leave, or click again, when nothing happens for two seconds.",
    references=("https://www.nngroup.com/articles/response-times-3-important-limits/",),
    reads=times_of_endpoint,
    verdicts=(TOO_SLOW, TARDY, FAST, TOO_FEW),
    judge=judge,
    sources=(TIMING,),
)
