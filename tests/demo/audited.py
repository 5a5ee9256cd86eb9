"""The whole engine over a running demo estate: answers, and what it took to get them."""

import asyncio
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from audits.checks import CHECKS
from audits.core.artifacts import collect
from audits.core.estate import Estate
from audits.core.subject import Domain, Endpoint, Host, MailDomain, Repository
from audits.engine import gather, judge
from audits.gatherers import GATHERERS
from audits.gatherers.permit import Permit, Proven
from audits.plan import Plan
from portal.outbound.door import Door, Rules


@dataclass(frozen=True)
class Audited:
    """One audit: `answers` by (check, subject), the door's own counts, and the seconds of each gatherer."""

    answers: dict
    artifacts: dict
    questions: int
    requests: dict
    seconds: float
    seconds_of: dict
    active_requests: dict = field(default_factory=dict)

    def outcome(self, check, subject):
        return self.answers[check, subject].judgement.outcome.value

    def findings(self):
        """The (check, subject) of every warn and fail."""
        return {key for key, answer in self.answers.items() if answer.judgement.outcome.is_finding}

    def of_outcome(self, outcome):
        return {key for key, answer in self.answers.items() if answer.judgement.outcome.value == outcome}


class Clock:
    """Notes how long each gatherer took."""

    def __init__(self):
        self.began, self.seconds_of = {}, {}

    async def started(self, gatherer):
        self.began[gatherer.title] = time.monotonic()

    async def finished(self, gatherer, _artifacts):
        self.seconds_of[gatherer.title] = time.monotonic() - self.began[gatherer.title]


def estate_of(description):
    """The estate an engagement of this client declares."""
    return Estate(
        Domain(description["domain"]),
        tuple(Host(host["name"], declared=True) for host in description["hosts"]),
        tuple(
            Endpoint(each["url"], each["purpose"], each.get("account_field", ""), each.get("password_field", ""))
            for each in description["endpoints"]
        ),
        tuple(Repository(each["name"], each["path"]) for each in description["repositories"]),
        tuple(MailDomain(each["domain"], tuple(each["selectors"])) for each in description["mail_domains"]),
    )


def audited(description, settings):
    """The answers of every check about everything the estate declares."""
    return audited_estate(estate_of(description), settings)


def audited_estate(estate, settings):
    """The answers of every check about an estate given as a value."""
    return asyncio.run(_audited(estate, settings))


def audited_by(estate, settings, check_ids):
    """The answers of some checks alone, with nothing gathered but what they need."""
    plan = Plan(estate, tuple(check_ids))
    return asyncio.run(_audited(estate, settings, plan.gatherers, plan.checks))


def audited_in_full(description, settings):
    """The same, with the answers of the active checks from a run of their own, as a person starts it."""
    estate = estate_of(description)
    passive = audited_estate(estate, settings)
    active = [check for check in CHECKS if check.is_active]
    gatherers = Plan(estate, tuple(check.id for check in active), is_active=True).gatherers
    permit = Permit((Proven(estate.domain.name, below=True),))
    sent = asyncio.run(_audited(estate, settings, gatherers, active, permit))
    own = {source.name for check in active for source in check.sources if source.is_active}
    return replace(
        passive,
        answers={**passive.answers, **sent.answers},
        artifacts={**passive.artifacts, **{key: value for key, value in sent.artifacts.items() if key[0] in own}},
        active_requests=sent.requests,
    )


async def _audited(estate, settings, gatherers=GATHERERS, checks=CHECKS, permit=None):
    now, began, clock = datetime.now(UTC), time.monotonic(), Clock()
    async with Door(Rules.from_environment(settings, estate.domain.name)) as door:
        artifacts = await gather(estate, gatherers, door, clock, permit=permit)
        answers = judge(estate, artifacts, checks, now)
        return Audited(
            {(answer.check.id, answer.subject): answer for answer in answers},
            collect(artifacts),
            door.questions,
            dict(door.requests),
            time.monotonic() - began,
            clock.seconds_of,
        )
