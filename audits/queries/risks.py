"""The ranked risks with everything a row, the export and the handover tell of them."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from audits.models import Finding, Risk
from audits.queries.ranking import (
    OPEN_STATES,
    RankedRisk,
    RiskFilters,
    is_accepted,
    narrowed,
    ranked_risks,
    state_by_hand,
)
from audits.queries.risk_row import LineLink, RiskRow, moment_of
from portal.playbooks import Playbook
from portal.sprint.clock import Clock
from portal.sprint.models import Engagement, Item
from portal.sprint.queries import clock_of, playbook_of


def risk_rows(engagement: Engagement, filters: RiskFilters | None = None) -> list[RiskRow]:
    """Every risk the filters let through (without any: all that were not retired), worst first. At most eight queries."""
    playbook = playbook_of(engagement)
    kept = narrowed(ranked_risks(engagement), engagement, playbook, filters or RiskFilters())
    return rows_of(engagement, playbook, kept)


def rows_of(engagement: Engagement, playbook: Playbook, ranked: Sequence[RankedRisk]) -> list[RiskRow]:
    """The rows of these risks, in their order. Four queries, whatever their number."""
    findings = {
        finding.pk: finding
        for finding in found(engagement).filter(pk__in=[row.finding_id for row in ranked if row.finding_id])
    }
    by_hand = [row.risk_id for row in ranked if row.finding_id is None]
    risks = {risk.pk: risk for risk in written(engagement).filter(pk__in=by_hand)} if by_hand else {}
    make = RowMaker.of(engagement, playbook)
    return [
        make.of_finding(findings[row.finding_id]) if row.finding_id else make.by_hand(risks[row.risk_id])
        for row in ranked
    ]


def found(engagement: Engagement) -> QuerySet[Finding]:
    """The engagement's findings with what their rows show."""
    findings = Finding.objects.filter(engagement=engagement)
    return findings.select_related("before__run", "after__run", "risk__accepted_by", "risk__published_by")


def written(engagement: Engagement) -> QuerySet[Risk]:
    """The engagement's hand-written risks with what their rows show."""
    risks = Risk.objects.filter(engagement=engagement, finding__isnull=True)
    return risks.select_related("accepted_by", "published_by")


class RowMaker:
    """Makes rows of one engagement from its clock, its playbook and the ids of its items by line."""

    def __init__(self, clock: Clock, playbook: Playbook, items: Mapping[str, UUID] | None = None) -> None:
        self.clock, self.playbook = clock, playbook
        self.items = items or {}
        self.lines = lines_by_check(playbook)

    @classmethod
    def of(cls, engagement: Engagement, playbook: Playbook) -> "RowMaker":
        """A maker that reads the clock and the items. Two queries."""
        items = Item.objects.filter(stage__engagement=engagement).exclude(line="")
        return cls(clock_of(engagement), playbook, dict(items.values_list("line", "pk")))

    def _links(self, lines: tuple[str, ...]) -> tuple[LineLink, ...]:
        return tuple(LineLink(line, self.items.get(line)) for line in lines)

    def of_finding(self, finding: Finding) -> RiskRow:
        """The row of a finding, with what people made of it."""
        risk = finding.risk if hasattr(finding, "risk") else None
        state = "accepted" if is_accepted(risk) and finding.state in OPEN_STATES else str(finding.state)
        rank = (risk.rank if risk else "") or finding.rank
        is_open = state in {*OPEN_STATES, "accepted"}
        return RiskRow(
            finding=finding,
            risk=risk,
            rank=rank,
            rank_word=self.playbook.rank_word(rank),
            state=state,
            links=self._links(self.lines.get(finding.check_id, ())),
            seen=moment_of(self.clock, finding.opened_at),
            ended=None if is_open else moment_of(self.clock, finding.changed_at),
            clock=self.clock,
        )

    def by_hand(self, risk: Risk) -> RiskRow:
        """The row of a hand-written risk."""
        return RiskRow(
            finding=None,
            risk=risk,
            rank=risk.rank,
            rank_word=self.playbook.rank_word(risk.rank),
            state=state_by_hand(risk),
            links=self._links((risk.line,) if risk.line else ()),
            seen=moment_of(self.clock, risk.created_at),
            ended=moment_of(self.clock, risk.closed_at) if risk.closed_at else None,
            clock=self.clock,
        )


def lines_by_check(playbook: Playbook) -> dict[str, tuple[str, ...]]:
    """For each check, the items it proves; where it proves none, the failure signals it shows."""
    items = _lines((item.line, item.proven_by) for item in playbook.items)
    signals = _lines((stage.failure_signal.line, stage.failure_signal.proven_by) for stage in playbook.stages)
    return {**signals, **items}


def _lines(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    lines: dict[str, tuple[str, ...]] = {}
    for line, checks in named:
        for check in checks:
            lines[check] = (*lines.get(check, ()), line)
    return lines
