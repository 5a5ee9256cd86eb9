"""How long does the certificate of a host still hold?"""

from datetime import datetime, timedelta

from audits.core.check import Check
from audits.core.derived.certificates import SentChain, sent_chain
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.reach import REACH
from audits.core.observed.tls import TLS
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Fact, Judgement, Observation, Verdict

LATE = timedelta(days=7)
SOON = timedelta(days=21)
"""Certificates of 90 days and more are renewed when 30 are left; nine days later something is wrong with the renewal."""
SHORT_LIFE = timedelta(days=10)
"""Short-lived certificates are renewed at half their life, and are nobody's concern before two thirds of it are over."""

VALID = Verdict("valid", Outcome.PASS, "The certificate of {name} holds {left} more, until {until}")
SOON_OVER = Verdict(
    "soon",
    Outcome.WARN,
    "The certificate of {name} expires in {left}, on {until}",
    Impact.INCIDENT,
    fix="Find out why {name} was not renewed by itself (certbot renew --dry-run, or the hosting's certificate page) "
    "and renew it now.",
)
LATE_NOW = Verdict(
    "late",
    Outcome.FAIL,
    "The certificate of {name} expires in {left}, on {until}",
    Impact.INCIDENT,
    fix="Renew the certificate of {name} today: certbot renew --cert-name {name} --force-renewal, then reload the web "
    "server. Automatic renewal has failed.",
)
EXPIRED = Verdict(
    "expired",
    Outcome.FAIL,
    "The certificate of {name} expired on {until}",
    Impact.BLOCKER,
    fix="Renew the certificate of {name} now: certbot renew --cert-name {name} --force-renewal, then reload the web "
    "server so that it is served.",
)
NOT_YET = Verdict(
    "not-yet",
    Outcome.FAIL,
    "The certificate of {name} only holds from {since}",
    Impact.BLOCKER,
    fix="Serve a certificate for {name} that holds today, and set the clock of the machine that issued this one.",
)


def judge(chain: SentChain) -> Judgement:
    since, until = datetime.fromisoformat(chain.leaf.not_before), datetime.fromisoformat(chain.leaf.not_after)
    seen = Observation(f"{chain.host} port 443, validity", f"{chain.leaf.not_before} to {chain.leaf.not_after}")
    facts: dict[str, Fact] = {
        "name": chain.host,
        "until": f"{until:%Y-%m-%d %H:%M} UTC",
        "left": _written(until - chain.now),
    }
    if chain.now > until:
        return EXPIRED.given(seen, **facts)
    if chain.now < since:
        return NOT_YET.given(seen, name=chain.host, since=f"{since:%Y-%m-%d %H:%M} UTC")
    left, life = until - chain.now, until - since
    late, soon = _limits(life)
    if left <= late:
        return LATE_NOW.given(seen, **facts)
    if left < soon:
        return SOON_OVER.given(seen, **facts)
    return VALID.given(seen, **facts)


def _limits(life: timedelta) -> tuple[timedelta, timedelta]:
    """What is left when renewal is late, and when it is overdue: clients renew when a third of the life is left."""
    if life <= SHORT_LIFE:
        return life / 6, life / 3
    return min(LATE, life / 6), min(SOON, life * 3 / 10)


def _written(left: timedelta) -> str:
    """What is left, in whole days or, on the last one, hours."""
    count, unit = (left.days, "day") if left.days else (left.seconds // 3600, "hour")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


CHECK = Check(
    id="certificate-expiry",
    version=2,
    subject=Host,
    title="Certificate expiry",
    why="On the day a certificate expires the site is down for every visitor.",
    references=("RFC 5280 section 4.1.2.5", "https://letsencrypt.org/docs/integration-guide/"),
    reads=sent_chain,
    verdicts=(EXPIRED, NOT_YET, LATE_NOW, SOON_OVER, VALID),
    judge=judge,
    sources=(DNS, ZONE, REACH, TLS),
)
