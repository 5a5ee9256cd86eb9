"""What the audits say of a playbook line: its worst open rank, its findings, every last answer."""

from dataclasses import dataclass

from audits.models import Judgement
from audits.queries.evidence import ShownEvidence, shown_evidence, visible
from audits.queries.latest import latest_judgements
from audits.queries.ranking import RANK_ORDER, TITLES, ranked_risks
from audits.queries.risk_row import Moment, RiskRow, moment_of
from audits.queries.risks import RowMaker, found
from portal.playbooks.playbook import Settling
from portal.sprint.models import Engagement
from portal.sprint.queries import clock_of, playbook_of


def open_ranks_by_line(engagement: Engagement) -> dict[str, str]:
    """The worst open rank of every item and failure signal that has one, by line id. Two queries."""
    playbook = playbook_of(engagement)
    proven: list[Settling] = [*playbook.items, *(stage.failure_signal for stage in playbook.stages)]
    ranks: dict[str, str] = {}
    by_check: dict[str, str] = {}
    for risk in ranked_risks(engagement):  # worst first, so the first to come is the worst
        if risk.is_open and risk.check_id:
            by_check.setdefault(risk.check_id, risk.rank)
        elif risk.is_open and risk.line:
            ranks.setdefault(risk.line, risk.rank)
    for line in proven:
        known = [by_check[check] for check in line.proven_by if check in by_check]
        known += [ranks[line.line]] if line.line in ranks else []
        if known:
            ranks[line.line] = min(known, key=RANK_ORDER.__getitem__)
    return ranks


def findings_of_line(engagement: Engagement, line: str) -> list[RiskRow]:
    """The findings of an item's or signal's checks, open ones first, each as a row of the risks page. Three queries.

    `audits/_finding.html` shows one, with `row`.
    """
    playbook = playbook_of(engagement)
    checks = _proven_by(engagement, line)
    make = RowMaker.of(engagement, playbook)
    rows = [
        make.of_finding(finding) for finding in found(engagement).filter(check_id__in=checks).exclude(state="retired")
    ]
    return sorted(
        rows, key=lambda row: (not row.is_open, row.is_over, RANK_ORDER[row.rank], row.is_warning, row.subject)
    )


@dataclass(frozen=True)
class LineAnswer:
    """One check's last answer about one subject, whatever it was."""

    check_id: str
    check_title: str
    subject: str
    outcome: str
    headline: str
    evidence: tuple[ShownEvidence, ...]
    run_number: int
    judged: Moment


def answers_of_line(engagement: Engagement, line: str) -> list[LineAnswer]:
    """Every last answer of an item's or signal's checks, passes too, in the order the line names its checks."""
    checks = _proven_by(engagement, line)
    latest, clock = latest_judgements(engagement, checks), clock_of(engagement)
    return [_answer(row, moment_of(clock, row.judged_at)) for check in checks for row in latest.get(check, [])]


def _answer(row: Judgement, judged: Moment) -> LineAnswer:
    return LineAnswer(
        check_id=row.check_id,
        check_title=TITLES.get(row.check_id, row.check_id),
        subject=visible(row.subject),
        outcome=row.outcome,
        headline=visible(row.headline),
        evidence=shown_evidence(row.evidence),
        run_number=row.run.number,
        judged=judged,
    )


def _proven_by(engagement: Engagement, line: str) -> tuple[str, ...]:
    """The checks of a line, or none for a line nobody checks."""
    playbook = playbook_of(engagement)
    lines: list[Settling] = [*playbook.items, *(stage.failure_signal for stage in playbook.stages)]
    return next((one.proven_by for one in lines if one.line == line), ())
