"""The whole engine over a running demo estate: answers, and what it took to get them."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from audits.checks import CHECKS
from audits.core.artifacts import collect
from audits.core.estate import Estate
from audits.core.subject import Domain, Endpoint, Host, MailDomain, Repository
from audits.engine import gather, judge
from audits.gatherers import GATHERERS
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
        tuple(Endpoint(each["url"], each["purpose"]) for each in description["endpoints"]),
        tuple(Repository(each["name"], each["path"]) for each in description["repositories"]),
        tuple(MailDomain(each["domain"], tuple(each["selectors"])) for each in description["mail_domains"]),
    )


def audited(description, settings):
    """The answers of every check about everything the estate declares."""
    return audited_estate(estate_of(description), settings)


def audited_estate(estate, settings):
    """The answers of every check about an estate given as a value."""
    return asyncio.run(_audited(estate, settings))


async def _audited(estate, settings):
    now, began, clock = datetime.now(UTC), time.monotonic(), Clock()
    async with Door(Rules.from_environment(settings, estate.domain.name)) as door:
        artifacts = await gather(estate, GATHERERS, door, clock)
        answers = judge(estate, artifacts, CHECKS, now)
        return Audited(
            {(answer.check.id, answer.subject): answer for answer in answers},
            collect(artifacts),
            door.questions,
            dict(door.requests),
            time.monotonic() - began,
            clock.seconds_of,
        )
