"""The ranked risks with everything a row, the export and the handover tell of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from audits.core.outcome import Outcome
from audits.models import Finding, Risk
from audits.queries.evidence import ShownEvidence, shown_evidence, visible
from audits.queries.ranking import (
    OPEN_STATES,
    TITLES,
    RankedRisk,
    RiskFilters,
    is_accepted,
    narrowed,
    ranked_risks,
    state_by_hand,
)
from portal.playbooks import Playbook
from portal.sprint.clock import Clock, shown
from portal.sprint.models import Engagement, Item
from portal.sprint.queries import clock_of, playbook_of


@dataclass(frozen=True)
class Moment:
    """A moment of the sprint; `hour` is empty for one before the clock started."""

    at: datetime
    hour: str


@dataclass(frozen=True)
class LineLink:
    """A playbook line a risk speaks to; `item_id` is None for a failure signal."""

    line: str
    item_id: UUID | None

    @property
    def short(self) -> str:
        """`4.5` of `OPS-4.5`."""
        return self.line.partition("-")[2] or self.line


@dataclass(frozen=True)
class RiskRow:
    """One risk as people read it: their own words where they wrote some, else what the audit says.

    `state` is open, regressed, accepted, fixed, closed (by hand) or retired. `finding` is None for a hand-written
    one; `risk` is None while nobody did anything about a finding.
    """

    finding: Finding | None
    risk: Risk | None
    rank: str
    rank_word: str
    state: str
    links: tuple[LineLink, ...]
    seen: Moment
    ended: Moment | None
    clock: Clock

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(link.line for link in self.links)

    @property
    def key(self) -> str:
        """One of its kind on a page, and what a ticked box sends."""
        return f"finding-{self.finding.pk}" if self.finding else f"risk-{self._risk.pk}"

    @property
    def _risk(self) -> Risk:
        return self.risk or Risk()

    @property
    def title(self) -> str:
        return self._risk.title or (visible(self.finding.before.headline) if self.finding else "")

    @property
    def cost(self) -> str:
        return self._risk.cost

    @property
    def fix(self) -> str:
        return self._risk.fix or (visible(self.finding.before.fix) if self.finding else "")

    @property
    def owner(self) -> str:
        return self._risk.owner

    @property
    def subject(self) -> str:
        """Where it lies: the finding's subject, or what a person wrote."""
        return visible(self.finding.subject) if self.finding else self._risk.place

    @property
    def check_title(self) -> str:
        return TITLES.get(self.finding.check_id, self.finding.check_id) if self.finding else ""

    @property
    def before(self) -> str:
        """What was wrong, in one sentence."""
        return self._risk.before_words or (visible(self.finding.before.headline) if self.finding else self.title)

    @property
    def after(self) -> str:
        """What the same check says now that it is fixed; empty before that."""
        if self.state not in {"fixed", "closed"}:
            return ""
        said = visible(self.finding.after.headline) if self.finding and self.finding.after else ""
        return self._risk.after_words or said

    @property
    def is_published(self) -> bool:
        return self._risk.published_at is not None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_over(self) -> bool:
        return self.state in {"fixed", "closed"}

    @property
    def sign(self) -> str:
        """The sign of components/_item_state.html."""
        return state_sign(self.state, is_warning=self.is_warning)

    @property
    def state_word(self) -> str:
        """The state in words."""
        if self.state == "retired" and self.was_rejudged:
            return "Re-judged"
        return STATE_WORDS[self.state]

    @property
    def is_warning(self) -> bool:
        return self.finding is not None and self.finding.outcome == Outcome.WARN.value

    @property
    def accepted_until(self) -> date | None:
        return self._risk.accepted_until if self.state == "accepted" else None

    @property
    def accepted_reason(self) -> str:
        return self._risk.accepted_reason if self.state == "accepted" else ""

    @property
    def accepted_by(self) -> str:
        """Who carries an accepted risk, else who recorded that it was accepted."""
        if self.state != "accepted":
            return ""
        recorded = self._risk.accepted_by
        return self.owner or (recorded.short_name if recorded else "")

    @property
    def not_confirmed_since(self) -> datetime | None:
        return self.finding.not_confirmed_since if self.finding and self.is_open else None

    @property
    def was_rejudged(self) -> bool:
        return self.finding is not None and self.finding.was_rejudged

    @property
    def fixed_hour(self) -> timedelta | None:
        """The sprint hour it was fixed at; None before that, or before the clock started."""
        return hour_of(self.clock, self.ended.at) if self.ended and self.is_over else None

    @cached_property
    def before_evidence(self) -> tuple[ShownEvidence, ...]:
        return shown_evidence(self.finding.before.evidence) if self.finding else ()

    @cached_property
    def after_evidence(self) -> tuple[ShownEvidence, ...]:
        return shown_evidence(self.finding.after.evidence) if self.finding and self.finding.after else ()

    @property
    def before_run(self) -> int | None:
        return self.finding.before.run.number if self.finding else None

    @property
    def after_run(self) -> int | None:
        return self.finding.after.run.number if self.finding and self.finding.after else None

    @property
    def judged_before(self) -> Moment | None:
        return moment_of(self.clock, self.finding.before.judged_at) if self.finding else None


STATE_WORDS = {
    "open": "Open",
    "regressed": "Open again",
    "accepted": "Accepted",
    "fixed": "Fixed",
    "closed": "Closed",
    "retired": "No longer applies",
}


def state_sign(state: str, *, is_warning: bool) -> str:
    """The sign of a risk's state on the board's scale."""
    signs = {"accepted": "accepted", "fixed": "fixed", "closed": "done", "retired": "not-applicable"}
    return signs.get(state) or ("open-warn" if is_warning else "open")


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


def found(engagement: Engagement):  # noqa: ANN201 - a queryset of Finding
    """The engagement's findings with what their rows show."""
    findings = Finding.objects.filter(engagement=engagement)
    return findings.select_related("before__run", "after__run", "risk__accepted_by", "risk__published_by")


def written(engagement: Engagement):  # noqa: ANN201 - a queryset of Risk
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


def moment_of(clock: Clock, at: datetime) -> Moment:
    """A moment with its sprint hour as `31:12`."""
    hour = hour_of(clock, at)
    return Moment(at, "" if hour is None else shown(hour))


def hour_of(clock: Clock, at: datetime) -> timedelta | None:
    """The sprint hour of a moment; None before the clock started."""
    return clock.elapsed_at(at) if clock.started_at and at >= clock.started_at else None
