"""Is the domain registered for long enough, and does its registry keep it in DNS?"""

from audits.core.check import Check
from audits.core.derived.registration import HOLDS, LOST, REDEEMABLE, DomainTerm, domain_term
from audits.core.observed.registration import REGISTRATION
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

MONTH, FORTNIGHT, WEEK = 30, 14, 7

LASTING = Verdict("lasting", Outcome.PASS, "{name} is registered until {date}, {days} from now")
SOON = Verdict(
    "soon",
    Outcome.WARN,
    "{name} is registered for {days} more, until {date}",
    Impact.CLEANUP,
    fix="Renew {name} at {registrar} before {date}, or switch automatic renewal on there and see that the means of "
    "payment is valid.",
)
NEAR = Verdict(
    "near",
    Outcome.FAIL,
    "{name} is registered for {days} more only, until {date}",
    Impact.INCIDENT,
    fix="Renew {name} at {registrar} this week, switch automatic renewal on there, and see that the means of payment "
    "is valid.",
)
IMMINENT = Verdict(
    "imminent",
    Outcome.FAIL,
    "{name} is registered for {days} more: then site and mail stop",
    Impact.BLOCKER,
    fix="Renew {name} at {registrar} today and switch automatic renewal on there.",
)
OVER = Verdict(
    "over",
    Outcome.FAIL,
    "The registration of {name} ended on {date}",
    Impact.BLOCKER,
    fix="Renew {name} at {registrar} now, while its grace period lasts.",
)
ON_HOLD = Verdict(
    "on-hold",
    Outcome.FAIL,
    "The registry keeps {name} out of DNS (status {state}), so site and mail do not work",
    Impact.BLOCKER,
    fix="Ask {registrar} why {name} has the status {state} and what lifts it: mostly an unpaid bill or an address of the "
    "owner that was never confirmed.",
)
DELETED = Verdict(
    "deleted",
    Outcome.FAIL,
    "{name} was deleted and can still be got back (status {state})",
    Impact.BLOCKER,
    fix="Order the restoration of {name} at {registrar} now. It costs more than a renewal and is possible for 30 days "
    "after the deletion at most.",
)
LOST_SOON = Verdict(
    "lost-soon",
    Outcome.FAIL,
    "{name} is about to be free for anybody (status {state})",
    Impact.BLOCKER,
    fix="Ask {registrar} at once whether {name} can still be restored. If not, order its registration for the moment "
    "it is free, and prepare another name.",
)


def judge(term: DomainTerm) -> Judgement:
    found = term.registration
    seen = [Observation(f"GET {found.url}, status", ", ".join(found.statuses) or "none")]
    if found.expires:
        seen.insert(0, Observation(f"GET {found.url}, expiration", found.expires))
    facts = {
        "name": found.name,
        "registrar": found.registrar or "the registrar",
        "date": f"{term.expires:%Y-%m-%d}" if term.expires else "an unknown day",
        "days": _told(term.days),
    }
    for verdict, words in ((LOST_SOON, LOST), (DELETED, REDEEMABLE), (ON_HOLD, HOLDS)):
        if state := term.state(words):
            return verdict.given(*seen, **facts, state=state)
    return _by_date(term).given(*seen, **facts)


def _told(days: int) -> str:
    return "less than a day" if days < 1 else f"{days} day{'' if days == 1 else 's'}"


def _by_date(term: DomainTerm) -> Verdict:
    if term.is_over:
        return OVER
    for days, verdict in ((WEEK, IMMINENT), (FORTNIGHT, NEAR), (MONTH, SOON)):
        if term.days <= days:
            return verdict
    return LASTING


CHECK = Check(
    id="domain-expiry",
    version=1,
    subject=Domain,
    title="Registration of the domain",
    why="A domain that runs out takes the site, the mail and every log-in with it, and others may buy it.",
    references=("RFC 9083 section 5.3", "RFC 8056", "RFC 9224"),
    reads=domain_term,
    verdicts=(LOST_SOON, DELETED, ON_HOLD, OVER, IMMINENT, NEAR, SOON, LASTING),
    judge=judge,
    sources=(REGISTRATION,),
)
