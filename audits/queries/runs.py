"""Runs and what they said: the history of an engagement, and every answer of one run by check."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Count, QuerySet

from audits.checks import CHECKS
from audits.core.outcome import Outcome
from audits.models import AuditRun, Finding, Judgement
from audits.queries.evidence import ShownEvidence, shown_evidence, visible
from audits.queries.progress import scope_words, seconds_words
from audits.queries.ranking import TITLES
from audits.queries.risk_row import Moment, moment_of
from audits.queries.unchecked import UncheckedCause, causes_of, grouped
from portal.sprint.models import Engagement
from portal.sprint.queries import clock_of, playbook_of

LONGEST_HISTORY = 50
PAGE = 200
ORDER = {check.id: number for number, check in enumerate(CHECKS)}
OUTCOMES = tuple(outcome.value for outcome in Outcome)


@dataclass(frozen=True)
class RunLine:
    """One run in the history; `numbers` counts its answers by outcome."""

    run: AuditRun
    scope: str
    asked_by: str
    asked: Moment
    took: str
    numbers: Mapping[str, int]

    @property
    def totals(self) -> tuple[tuple[str, int], ...]:
        """Outcome and count of those that occur, worst first."""
        order = ("fail", "warn", "pass", "not-applicable", "could-not-check")
        return tuple((outcome, self.numbers[outcome]) for outcome in order if self.numbers.get(outcome))

    @property
    def answers(self) -> int:
        return sum(self.numbers.values())


@dataclass(frozen=True)
class RunAnswer:
    """What one run said of one subject; `finding_id` leads to the finding it became."""

    subject: str
    outcome: str
    headline: str
    evidence: tuple[ShownEvidence, ...]
    finding_id: UUID | None


@dataclass(frozen=True)
class CheckAnswers:
    """All answers of one check on this page."""

    check_id: str
    title: str
    answers: tuple[RunAnswer, ...]


@dataclass(frozen=True)
class RunPage:
    """One run: its line in the history, its answers by check, and what it could not find out."""

    line: RunLine
    checks: tuple[CheckAnswers, ...]
    unchecked: tuple[UncheckedCause, ...]
    outcome: str
    page: int
    pages: int

    @property
    def before_page(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next_page(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


def run_history(engagement: Engagement) -> list[RunLine]:
    """The newest runs, newest first. Three queries."""
    runs = AuditRun.objects.filter(engagement=engagement).select_related("requested_by")
    newest = list(runs.order_by("-number")[:LONGEST_HISTORY])
    return _lines(engagement, newest)


def run_page(run: AuditRun, *, outcome: str, page: int) -> RunPage:
    """One run's answers, of one outcome where one is asked for; a page holds two hundred. Six queries."""
    engagement = run.engagement
    line = _lines(engagement, [run])[0]
    judged = Judgement.objects.filter(run=run)
    missing = judged.filter(outcome=Outcome.COULD_NOT_CHECK.value).select_related("run").defer("evidence")
    wanted = judged.exclude(outcome=Outcome.COULD_NOT_CHECK.value)
    if outcome in OUTCOMES:
        wanted = wanted.filter(outcome=outcome)
    keys = sorted(wanted.values_list("check_id", "pk"), key=lambda key: (ORDER.get(key[0], len(ORDER)), key[1]))
    chosen = [pk for _, pk in keys[(page - 1) * PAGE : page * PAGE]]
    return RunPage(
        line=line,
        checks=_by_check(engagement, judged.filter(pk__in=chosen)),
        unchecked=causes_of(grouped(missing, clock_of(engagement), playbook_of(engagement))),
        outcome=outcome,
        page=page,
        pages=max(1, -(-len(keys) // PAGE)),
    )


def _lines(engagement: Engagement, runs: list[AuditRun]) -> list[RunLine]:
    clock = clock_of(engagement)
    numbers: dict[UUID, dict[str, int]] = defaultdict(dict)
    counted = Judgement.objects.filter(run__in=runs).order_by().values_list("run", "outcome")
    for run_id, outcome, number in counted.annotate(number=Count("pk")):
        numbers[run_id][outcome] = number
    return [
        RunLine(
            run=run,
            scope=scope_words(run.stage_number, is_active=run.is_active, checks=run.plan.get("checks", ())),
            asked_by=run.requested_by.short_name if run.requested_by else "Launch Ready",
            asked=moment_of(clock, run.requested_at),
            took=seconds_words(_length(run)) if run.finished_at and run.started_at else "",
            numbers=numbers[run.pk],
        )
        for run in runs
    ]


def _length(run: AuditRun) -> timedelta:
    return run.finished_at - run.started_at


def _by_check(engagement: Engagement, rows: QuerySet[Judgement]) -> tuple[CheckAnswers, ...]:
    found = Finding.objects.filter(engagement=engagement).values_list("check_id", "subject", "pk")
    judged = sorted(rows, key=lambda row: (ORDER.get(row.check_id, len(ORDER)), _severity(row), row.subject))
    of_checks = {row.check_id for row in judged}
    findings = {(check, subject): pk for check, subject, pk in found.filter(check_id__in=of_checks)}
    return tuple(
        CheckAnswers(check_id, TITLES.get(check_id, check_id), tuple(_answer(row, findings) for row in of_check))
        for check_id, of_check in groupby(judged, lambda row: row.check_id)
    )


def _severity(row: Judgement) -> int:
    return {"fail": 0, "warn": 1, "pass": 2}.get(row.outcome, 3)


def _answer(row: Judgement, findings: Mapping[tuple[str, str], UUID]) -> RunAnswer:
    return RunAnswer(
        subject=visible(row.subject),
        outcome=row.outcome,
        headline=visible(row.headline),
        evidence=shown_evidence(row.evidence),
        finding_id=findings.get((row.check_id, row.subject)),
    )
