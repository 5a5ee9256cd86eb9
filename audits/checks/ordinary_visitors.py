"""Does the protection in front of a host let ordinary visitors in?"""

from audits.core.check import Check
from audits.core.derived.visitors import Entrance, Stop, entrance
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.observed.visitors import VISITORS
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.challenge import CHALLENGE
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

LET_IN = Verdict("let-in", Outcome.PASS, "{name} lets visitors in: it answered our program without asking who it is")
PROGRAMS_ONLY = Verdict(
    "programs-only", Outcome.PASS, "{name} stops programs such as our audit ({by}) and lets an ordinary browser in"
)
SHUT = Verdict(
    "shut", Outcome.PASS, "{name} keeps strangers back ({by}), which is right where only known people may in"
)
CHALLENGED = Verdict(
    "challenged",
    Outcome.FAIL,
    "{by} stops an ordinary browser at {url} until it passes a challenge",
    Impact.INCIDENT,
    fix="In {by}, find the rule that challenged {url} (its security events list it by time and address) and narrow it: "
    "challenge only paths under attack, leave out the home page, sign-in and API, switch attack mode off.",
)
DENIED = Verdict(
    "denied",
    Outcome.FAIL,
    "{by} turns an ordinary browser away from {url}",
    Impact.INCIDENT,
    fix="In {by}, find the rule that blocked {url} (its security events list it by time and address) and narrow it. "
    "Where only known addresses may in, let the audit's address in for its run and accept this risk.",
)
UNPROVEN = Verdict(
    "unproven",
    Outcome.COULD_NOT_CHECK,
    "Could not check: {url} refused us and an ordinary browser's request alike ({status}), and no product's sign says why",
    fix="Open it from another network. This says nothing about the client until somebody else is refused too.",
)


def judge(seen: Entrance) -> Judgement:
    told = (*_told("our program", seen.program), *_told("an ordinary browser", seen.browser))
    evidence = told or (Observation(seen.host, seen.seen),)
    walled = next((stop for stop in seen.browser if stop.wall), None)
    if walled is not None and walled.wall is not None:
        by = walled.wall.product
        if not seen.for_everybody:
            return SHUT.given(*evidence, name=seen.host, by=by)
        if walled.wall.kind == CHALLENGE:
            return CHALLENGED.given(*evidence, by=by, url=walled.url)
        return DENIED.given(*evidence, by=by, url=walled.url)
    if seen.browser:
        refused = seen.browser[0]
        return UNPROVEN.given(*evidence, url=refused.url, status=refused.status)
    if seen.program:
        by = next((stop.wall.product for stop in seen.program if stop.wall), f"status {seen.program[0].status}")
        return PROGRAMS_ONLY.given(*evidence, Observation("an ordinary browser", seen.seen), name=seen.host, by=by)
    return LET_IN.given(*evidence, name=seen.host)


def _told(who: str, stops: tuple[Stop, ...]) -> tuple[Observation, ...]:
    return tuple(
        Observation(f"{who}, GET {stop.url}", f"{stop.status}, {stop.wall.sign}" if stop.wall else str(stop.status))
        for stop in stops
    )


CHECK = Check(
    id="ordinary-visitors",
    version=2,
    subject=Host,
    title="Ordinary visitors get in",
    why="A rule that stops attackers can stop customers too, and nothing in the app's own logs tells of them.",
    references=(
        "https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/",
        "https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html",
    ),
    reads=entrance,
    verdicts=(CHALLENGED, DENIED, UNPROVEN, SHUT, PROGRAMS_ONLY, LET_IN),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, VISITORS),
)
