"""Received messages as their page lists them: what was last said of each, and whether a run is on its way."""

from dataclasses import dataclass
from uuid import UUID

from audits.core.subject import Message
from audits.models import Finding, Judgement, ReceivedMessage
from audits.plan import MESSAGE_CHECKS
from audits.queries.evidence import ShownEvidence, shown_evidence, visible
from audits.queries.fix_words import FixWords, fix_words
from audits.queries.latest import latest_judgements
from audits.queries.progress import run_progress
from audits.queries.risk_row import Moment, moment_of
from portal.sprint.clock import Clock
from portal.sprint.models import Engagement
from portal.sprint.queries import clock_of

FIRST = MESSAGE_CHECKS[0]
SEVERITY = {"fail": 0, "warn": 1, "could-not-check": 2, "pass": 3}


@dataclass(frozen=True)
class MessageAnswer:
    """What one check last said of a message; `finding_id` leads to what it became."""

    outcome: str
    headline: str
    fix: FixWords
    finding_id: UUID | None
    judged: Moment


@dataclass(frozen=True)
class MessageLine:
    """One message; without answers it was not judged yet. `evidence` is what was read of it."""

    row: ReceivedMessage
    label: str
    given: Moment
    by: str
    answers: tuple[MessageAnswer, ...]
    evidence: tuple[ShownEvidence, ...]

    @property
    def first(self) -> MessageAnswer | None:
        """The loudest answer."""
        return self.answers[0] if self.answers else None


@dataclass(frozen=True)
class MessagesPage:
    """Every message, newest first, and whether they are being judged."""

    lines: tuple[MessageLine, ...]
    is_running: bool

    @property
    def headline(self) -> str:
        """What is true now."""
        if not self.lines:
            return "No received message was judged yet"
        outcomes = [line.first.outcome if line.first else "" for line in self.lines]
        failing = outcomes.count("fail")
        if failing and len(outcomes) == 1:
            return "This mail cannot be trusted"
        if failing:
            return f"{failing} of {len(outcomes)} messages cannot be trusted"
        if all(outcome in {"pass", "warn"} for outcome in outcomes):
            return "Receivers can trust this mail"
        return "Not every message is judged"


def messages_page(engagement: Engagement) -> MessagesPage:
    """The page of an engagement's messages."""
    clock, progress = clock_of(engagement), run_progress(engagement)
    answers: dict[str, list[Judgement]] = {}
    for of_check in latest_judgements(engagement, MESSAGE_CHECKS).values():
        for row in of_check:
            answers.setdefault(row.whole, []).append(row)
    found = Finding.objects.filter(engagement=engagement, check_id__in=MESSAGE_CHECKS)
    findings = {(check, subject): pk for check, subject, pk in found.values_list("check_id", "subject", "pk")}
    rows = ReceivedMessage.objects.filter(engagement=engagement).select_related("added_by")
    lines = tuple(_line(row, answers.get(_label(row), []), findings, clock) for row in rows)
    return MessagesPage(lines, bool(progress and progress.is_running and set(MESSAGE_CHECKS) & set(progress.checks)))


def _label(row: ReceivedMessage) -> str:
    return Message(row.key, row.purpose).label


def _line(
    row: ReceivedMessage, judged: list[Judgement], findings: dict[tuple[str, str], UUID], clock: Clock
) -> MessageLine:
    told = sorted(
        (one for one in judged if one.outcome != "not-applicable"),
        key=lambda one: (SEVERITY.get(one.outcome, 4), MESSAGE_CHECKS.index(one.check_id)),
    )
    read = next((one.evidence for one in judged if one.check_id == FIRST), [])
    return MessageLine(
        row=row,
        label=_label(row),
        given=moment_of(clock, row.added_at),
        by=row.added_by.short_name if row.added_by else "Somebody",
        answers=tuple(_answer(one, findings, clock) for one in told),
        evidence=shown_evidence(read),
    )


def _answer(row: Judgement, findings: dict[tuple[str, str], UUID], clock: Clock) -> MessageAnswer:
    return MessageAnswer(
        outcome=row.outcome,
        headline=visible(row.headline),
        fix=fix_words(visible(row.fix)),
        finding_id=findings.get((row.check_id, row.subject)) if row.outcome in {"fail", "warn"} else None,
        judged=moment_of(clock, row.judged_at),
    )
