"""Does the endpoint answer a visitor?"""

from urllib.parse import urlsplit

from audits.core.check import Check
from audits.core.derived.endpoints import EndpointSeen, endpoint_seen
from audits.core.derived.walls import is_bot_wall, wall
from audits.core.observed.dns import DNS
from audits.core.observed.http import BROKEN, HTTP, Hop
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Endpoint
from audits.core.verdict import Judgement, Observation, Verdict

ANSWERS = Verdict("answers", Outcome.PASS, "{url} answers ({status})")
ASKS = Verdict("asks-who", Outcome.PASS, "{url} answers and asks who is there (401)")
ARGUES = Verdict("argues", Outcome.PASS, "{url} answers and wants another request than a bare GET ({status})")
GONE = Verdict(
    "gone",
    Outcome.FAIL,
    "{url} does not exist ({status})",
    Impact.INCIDENT,
    fix="Deploy the route behind {url}, redirect it with 301 to the address that took its place, or take the endpoint "
    "out of the estate.",
)
FAILING = Verdict(
    "failing",
    Outcome.FAIL,
    "{url} answers with a server error three times in a row ({status})",
    Impact.BLOCKER,
    fix="Read the server's log for {url} at the time of this run and mend the error; roll back the last deployment if "
    "it began with it.",
)
FLAKY = Verdict(
    "flaky",
    Outcome.WARN,
    "{url} answers with a server error now and then: {statuses}",
    Impact.INCIDENT,
    fix="Read the server's log for {url} at the time of this run: something behind it fails at times.",
)
ASTRAY = Verdict(
    "astray",
    Outcome.FAIL,
    "{url} redirects and never ends at a page",
    Impact.BLOCKER,
    fix="Mend the redirects in the evidence so that {url} ends at a page.",
)
NAMELESS = Verdict(
    "nameless",
    Outcome.FAIL,
    "{host} of {url} has no address in DNS",
    Impact.BLOCKER,
    fix="Publish an A or CNAME record for {host}, or correct the endpoint's address.",
)
CLOSED = Verdict(
    "closed",
    Outcome.FAIL,
    "{host} of {url} takes no connection",
    Impact.BLOCKER,
    fix="Start the service of {host} and open its port in the firewall. Tried three times: {tried}.",
)
UNCLEAR = Verdict(
    "unclear",
    Outcome.COULD_NOT_CHECK,
    "Could not check: {reason}",
    fix="Try again in ten minutes. This says nothing about the client.",
)

_BY_STATUS = {401: ASKS, 404: GONE, 410: GONE} | dict.fromkeys((400, 405, 406, 411, 415, 422, 426), ARGUES)


def judge(seen: EndpointSeen) -> Judgement:
    path = Observation(f"GET {seen.url}", seen.visit.chain.path)
    if seen.visit.chain.end == BROKEN:
        return _unanswered(seen, path)
    last = seen.visit.chain.last
    return ASTRAY.given(path, url=seen.url) if last is None else _answered(seen, last, path)


def _answered(seen: EndpointSeen, last: Hop, path: Observation) -> Judgement:
    body = seen.visit.chain.body
    if last.status >= 500 and not is_bot_wall(last, body):
        return _server_error(seen, last, path)
    blocked = wall(last, body)
    if blocked:
        return UNCLEAR.given(path, reason=blocked)
    verdict = _BY_STATUS.get(last.status) or (ANSWERS if 200 <= last.status < 300 else None)
    if verdict is None:
        return UNCLEAR.given(path, reason=f"{last.url} answered {last.status}, which says neither yes nor no")
    return verdict.given(path, url=seen.url, status=last.status)


def _server_error(seen: EndpointSeen, last: Hop, path: Observation) -> Judgement:
    statuses = (last.status, *seen.visit.repeats)
    again = Observation(f"GET {last.url}, tried again", ", ".join(map(str, statuses)))
    if len(statuses) < 3:
        return UNCLEAR.given(path, again, reason=f"{last.url} answered {last.status} and was not tried three times")
    if all(status >= 500 for status in statuses):
        return FAILING.given(path, again, url=seen.url, status=last.status)
    return FLAKY.given(path, again, url=seen.url, statuses=", ".join(map(str, statuses)))


def _unanswered(seen: EndpointSeen, path: Observation) -> Judgement:
    """Fails only on proof: no name, or closed three times on every address (silence only while others answered)."""
    chain, attempts = seen.visit.chain, seen.visit.attempts
    tried = tuple(
        Observation(f"connection to {each.address} port {each.port}", ", ".join(each.outcomes)) for each in attempts
    )
    if seen.records and not seen.records.addresses and not seen.records.unanswered and not chain.hops:
        answer = Observation(f"{seen.visit.host} A and AAAA", seen.records.status)
        return NAMELESS.given(path, answer, url=seen.url, host=seen.visit.host)
    silent = any("silent" in each.outcomes for each in attempts)
    if attempts and all(each.is_closed for each in attempts) and (seen.others_answered or not silent):
        words = "; ".join(f"{each.address} port {each.port} {each.outcomes[-1]}" for each in attempts)
        return CLOSED.given(path, *tried, url=seen.url, host=urlsplit(chain.at).hostname or chain.at, tried=words)
    reason = chain.missing.reason if chain.missing else f"{chain.at} gave no answer"
    return UNCLEAR.given(path, *tried, reason=reason)


CHECK = Check(
    id="endpoint-answers",
    version=3,
    subject=Endpoint,
    title="Answer of the endpoint",
    why="An endpoint that does not answer is the first thing users meet.",
    references=("RFC 9110 section 15",),
    reads=endpoint_seen,
    verdicts=(FAILING, CLOSED, NAMELESS, ASTRAY, GONE, FLAKY, UNCLEAR, ARGUES, ASKS, ANSWERS),
    judge=judge,
    sources=(DNS, HTTP),
)
