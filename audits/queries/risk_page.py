"""Everything the risks page shows: what is true, the counts, the ranked rows of one page, what nobody could check."""

from dataclasses import dataclass
from itertools import groupby

from audits.models import AuditRun
from audits.queries.ranking import (
    GROUPS,
    RankCount,
    RankedRisk,
    RiskFilters,
    narrowed,
    rank_counts,
    ranked_risks,
    stages_of_risk,
)
from audits.queries.risk_row import RiskRow
from audits.queries.risks import rows_of
from audits.queries.unchecked import UncheckedCause, causes_of, unchecked_answers
from portal.playbooks import Playbook
from portal.sprint.models import Engagement
from portal.sprint.queries import playbook_of

PAGE = 100
MOST_CHOICES = 200
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


@dataclass(frozen=True)
class StateChoice:
    """One group of states to tick, with how many risks are in it."""

    value: str
    word: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class RankGroup:
    """The rows of one rank on this page."""

    count: RankCount
    rows: tuple[RiskRow, ...]


@dataclass(frozen=True)
class RiskPage:
    """The risks of an engagement as the filters leave them, one page of them."""

    headline: str
    lead: str
    counts: tuple[RankCount, ...]
    groups: tuple[RankGroup, ...]
    unchecked: tuple[UncheckedCause, ...]
    filters: RiskFilters
    states: tuple[StateChoice, ...]
    stages: tuple[tuple[int, str], ...]
    owners: tuple[str, ...]
    hosts: tuple[str, ...]
    total: int
    kept: int
    pages: int
    has_run: bool

    @property
    def shown(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def before_page(self) -> int | None:
        return self.filters.page - 1 if self.filters.page > 1 else None

    @property
    def next_page(self) -> int | None:
        return self.filters.page + 1 if self.filters.page < self.pages else None


def risk_page(engagement: Engagement, filters: RiskFilters) -> RiskPage:
    """One page of risks, worst first; at most fourteen queries, whatever their number."""
    playbook, ranked = playbook_of(engagement), ranked_risks(engagement)
    kept = narrowed(ranked, engagement, playbook, filters)
    first = (filters.page - 1) * PAGE
    counts = rank_counts(ranked, playbook)
    rows = rows_of(engagement, playbook, kept[first : first + PAGE])
    by_rank = {count.rank: count for count in counts}
    pages = max(1, -(-len(kept) // PAGE))
    shows_unchecked = filters.page >= pages and not filters.is_narrowed
    return RiskPage(
        headline=_headline(counts, ranked),
        lead=_lead(engagement, playbook, ranked),
        counts=counts,
        groups=tuple(RankGroup(by_rank[rank], tuple(group)) for rank, group in groupby(rows, lambda row: row.rank)),
        unchecked=causes_of(unchecked_answers(engagement)) if shows_unchecked else (),
        filters=filters,
        states=_states(ranked, filters),
        stages=tuple((stage.number, stage.title) for stage in playbook.stages),
        owners=tuple(sorted({row.owner for row in ranked if row.owner}))[:MOST_CHOICES],
        hosts=tuple(sorted({row.host for row in ranked if row.host}))[:MOST_CHOICES],
        total=sum(row.state != "retired" for row in ranked),
        kept=len(kept),
        pages=pages,
        has_run=AuditRun.objects.filter(engagement=engagement, state=AuditRun.State.FINISHED).exists(),
    )


def _headline(counts: tuple[RankCount, ...], ranked: list[RankedRisk]) -> str:
    """What is true now: `One launch blocker is open`."""
    blocker = counts[0]
    if not any(row.is_open for row in ranked):
        return "No risk is open"
    number = NUMBERS[blocker.open] if blocker.open < len(NUMBERS) else str(blocker.open)
    word = blocker.word.lower()
    return f"{number} {word} is open" if blocker.open <= 1 else f"{number} {word}s are open"


def _lead(engagement: Engagement, playbook: Playbook, ranked: list[RankedRisk]) -> str:
    """Which gates the open blockers hold closed, and how the list is ranked."""
    blockers = [row for row in ranked if row.is_open and row.rank == "blocker" and row.outcome == "fail"]
    concerned = {number for row in blockers for number in stages_of_risk(row, playbook)}
    closed = engagement.stages.filter(number__in=concerned, closed_at__isnull=True).order_by("number")
    gates = [str(number) for number in closed.values_list("number", flat=True)] if concerned else []
    ranking = "Ranked by what each risk costs the business."
    if not gates:
        return ranking
    who = "It holds" if len(blockers) == 1 else "They hold"
    named = " and ".join(part for part in (", ".join(gates[:-1]), gates[-1]) if part)
    return f"{who} gate{'s' if len(gates) > 1 else ''} {named} closed. {ranking}"


def _states(ranked: list[RankedRisk], filters: RiskFilters) -> tuple[StateChoice, ...]:
    words = {"open": "Open", "fixed": "Fixed", "accepted": "Accepted", "retired": "No longer applies"}
    choices = []
    for group, word in words.items():
        number = sum(row.state in GROUPS[group] for row in ranked)
        if group != "retired" or number or group in filters.states:
            choices.append(StateChoice(group, word, number, group in filters.groups))
    return tuple(choices)
