"""What the last look could not find out: it says nothing about the client and counts as nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from audits.core.outcome import Outcome
from audits.core.verdict import NEEDS_PROOF
from audits.models import Judgement
from audits.queries.evidence import visible
from audits.queries.latest import earlier_answers, still_counting
from audits.queries.ranking import TITLES
from audits.queries.risk_row import Moment, moment_of
from audits.queries.risks import lines_by_check
from portal.playbooks import Playbook
from portal.sprint.clock import Clock
from portal.sprint.models import Engagement
from portal.sprint.queries import clock_of, playbook_of

PREFIX = "Could not check: "


@dataclass(frozen=True)
class Unchecked:
    """One check that could not be judged for one reason, with every subject that concerns."""

    check_id: str
    title: str
    headline: str
    reason: str
    retry: str
    needs_proof: bool
    subjects: tuple[str, ...]
    lines: tuple[str, ...]
    stage_number: int | None
    asked: Moment
    asked_at: datetime
    run_number: int


@dataclass(frozen=True)
class UncheckedCause:
    """One reason, with every check that waits for its answer: people mend a cause, not a list of checks."""

    reason: str
    retry: str
    needs_proof: bool
    checks: tuple[str, ...]
    subjects: tuple[str, ...]
    lines: tuple[str, ...]
    asked: Moment

    @property
    def word(self) -> str:
        """What the sign says: when to try again, or that nobody was asked yet."""
        if self.needs_proof:
            return "Not asked"
        return f"Retry {self.retry}" if self.retry else "Could not check"

    @property
    def title(self) -> str:
        """`Certificate expiry`, or `Certificate expiry and 8 other checks`."""
        others = len(self.checks) - 1
        return self.checks[0] if not others else f"{self.checks[0]} and {others} other check{'s' if others > 1 else ''}"

    @property
    def first_subjects(self) -> tuple[str, ...]:
        return self.subjects[:3]

    @property
    def more(self) -> int:
        """How many subjects stand behind the first three."""
        return len(self.subjects) - len(self.first_subjects)


def unchecked_answers(engagement: Engagement) -> list[Unchecked]:
    """Every check whose last run got no answer for some subject, one row a check and reason. At most four queries."""
    asked = still_counting(engagement, Judgement.objects.all())
    last = dict(asked.values_list("check_id").annotate(last=Max("run__number")))
    missing = asked.filter(outcome=Outcome.COULD_NOT_CHECK.value, run__number__in=set(last.values()))
    newest = [row for row in missing.select_related("run").defer("evidence") if row.run.number == last[row.check_id]]
    earlier = earlier_answers(engagement, [row for row in newest if row.verdict == NEEDS_PROOF.id])
    known = [earlier.get((row.check_id, row.subject), row) if row.verdict == NEEDS_PROOF.id else row for row in newest]
    rows = [row for row in known if row.outcome == Outcome.COULD_NOT_CHECK.value]
    return grouped(rows, clock_of(engagement), playbook_of(engagement)) if rows else []


def causes_of(unchecked: Iterable[Unchecked]) -> tuple[UncheckedCause, ...]:
    """The same, one row a reason, the one that holds up most checks first."""
    causes: dict[tuple[str, str], list[Unchecked]] = defaultdict(list)
    for one in unchecked:
        causes[one.reason, one.retry].append(one)
    found = [_cause(group) for group in causes.values()]
    return tuple(sorted(found, key=lambda cause: (-len(cause.checks), cause.reason)))


def _cause(group: list[Unchecked]) -> UncheckedCause:
    return UncheckedCause(
        reason=group[0].reason,
        retry=group[0].retry,
        needs_proof=group[0].needs_proof,
        checks=tuple(one.title for one in group),
        subjects=_once(subject for one in group for subject in one.subjects),
        lines=_once(line for one in group for line in one.lines),
        asked=group[0].asked,
    )


def _clause(reason: str) -> str:
    """The reason as a row begins with it: a capital, unless the first word is a host or an address."""
    first = reason.split(" ", 1)[0]
    return reason if "." in first or ":" in first else reason[:1].upper() + reason[1:]


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def grouped(rows: Iterable[Judgement], clock: Clock, playbook: Playbook) -> list[Unchecked]:
    """Judgements that could not check, one row a check and reason, in the order of the stages."""
    groups: dict[tuple[str, str], list[Judgement]] = defaultdict(list)
    for row in rows:
        groups[row.check_id, row.headline].append(row)
    lines = lines_by_check(playbook)
    stages = {check: stage.number for stage in reversed(playbook.stages) for check in stage.check_ids}
    found = [_unchecked(group, lines, stages, clock) for group in groups.values()]
    return sorted(found, key=lambda one: (one.stage_number or 8, one.title, one.reason))


def _unchecked(
    group: list[Judgement], lines: dict[str, tuple[str, ...]], stages: dict[str, int], clock: Clock
) -> Unchecked:
    first = group[0]
    return Unchecked(
        check_id=first.check_id,
        title=TITLES.get(first.check_id, first.check_id),
        headline=visible(first.headline),
        reason=_clause(visible(str(first.facts.get("reason", "")) or first.headline.removeprefix(PREFIX))),
        retry=visible(str(first.facts.get("retry", ""))),
        needs_proof=first.verdict == NEEDS_PROOF.id,
        subjects=tuple(visible(row.subject) for row in group),
        lines=lines.get(first.check_id, ()),
        stage_number=stages.get(first.check_id),
        asked=moment_of(clock, first.judged_at),
        asked_at=first.judged_at,
        run_number=first.run.number,
    )
