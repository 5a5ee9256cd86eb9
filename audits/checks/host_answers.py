"""Does the host take connections on every public address it publishes?"""

from audits.core.check import Check
from audits.core.derived.hosts import KnockedHost, knocked_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

ANSWERS = Verdict("answers", Outcome.PASS, "{name} takes connections on {answering}")
PARTLY = Verdict(
    "partly",
    Outcome.FAIL,
    "{name} answers on {answering} and not on {dead}",
    Impact.INCIDENT,
    fix="Start the web server at {dead}, or delete the record of {name} that holds {dead}: browsers try every "
    "address and some visitors wait or fail.",
)
CLOSED_MAIN = Verdict(
    "closed-main",
    Outcome.FAIL,
    "{name} takes no connection on any address",
    Impact.BLOCKER,
    fix="Start the service at {dead} and open its port 443 in the firewall, or point {name} at the host that "
    "serves it now.",
)
CLOSED = Verdict(
    "closed",
    Outcome.FAIL,
    "{name} is in DNS and takes no connection on any address",
    Impact.INCIDENT,
    fix="Start the service at {dead}, point {name} at the host that serves it now, or delete its record if it is no "
    "longer used: somebody else may get that address next.",
)


def judge(host: KnockedHost) -> Judgement:
    reach = host.reach
    seen = tuple(
        Observation(f"connection to {each.address} port {each.port}", ", ".join(each.outcomes))
        for each in reach.attempts
    )
    dead, answering = ", ".join(reach.dead), ", ".join(reach.answering)
    if reach.answering and reach.dead:
        return PARTLY.given(*seen, name=reach.name, answering=answering, dead=dead)
    if reach.answering:
        return ANSWERS.given(*seen, name=reach.name, answering=answering)
    closed = CLOSED_MAIN if host.main else CLOSED
    return closed.given(*seen, name=reach.name, dead=dead)


CHECK = Check(
    id="host-answers",
    version=1,
    subject=Host,
    title="Connections to the host",
    why="A host that takes no connection is down for everybody.",
    references=("RFC 8305",),
    reads=knocked_host,
    verdicts=(CLOSED_MAIN, CLOSED, PARTLY, ANSWERS),
    judge=judge,
    sources=(DNS, ZONE, REACH),
)
