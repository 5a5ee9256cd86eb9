"""The page of one item: its risks, what its checks answered, what people left, and its history."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import timezone

from audits.models import Judgement
from audits.queries import run_progress
from audits.queries.evidence import visible
from audits.queries.fix_words import FixWords, fix_words
from audits.queries.latest import latest_judgements
from audits.queries.ranking import RANK_ORDER, TITLES, WHYS
from audits.queries.risks import RiskRow, RowMaker, found
from portal.board.queries.board import rows_of
from portal.board.queries.facts import BoardFacts, checks_in_progress, open_ranks
from portal.board.stage_column import Row
from portal.board.viewer import Viewer
from portal.board.words import moment_words
from portal.playbooks.playbook import PlaybookItem
from portal.sprint.models import Engagement, Evidence, Item, Waiver
from portal.sprint.queries import clock_of, line_of, playbook_of, stages_of, waiver_of
from portal.tenancy.activity import MACHINE
from portal.tenancy.models import Activity, ClientUser

NEWEST_LINES = 40
OUTCOME_WORDS = {"could-not-check": "could not be checked", "pass": "pass", "not-applicable": "do not apply"}


@dataclass(frozen=True)
class RiskBlock:
    """One risk as the page tells it: `state` in words with its tone, and the fix divided."""

    row: RiskRow
    state: str
    tone: str
    seen_in: str
    why: str
    fix: FixWords


@dataclass(frozen=True)
class AnswerLine:
    """The latest answer of a check about one subject."""

    title: str
    subject: str
    outcome: str
    headline: str
    retry: str


@dataclass(frozen=True)
class LeftEvidence:
    """What a person left, with the hour."""

    row: Evidence
    by: str
    hour: str
    size: str


@dataclass(frozen=True)
class Said:
    """A comment: who, when, and who reads it."""

    author: str
    hour: str
    text: str
    by_client: bool
    seen_by: str


@dataclass(frozen=True)
class HistoryLine:
    """Something that happened to the item."""

    at: str
    who: str
    words: str


@dataclass(frozen=True)
class ItemPage:
    """Everything the item page shows; `line` is None for an item the consultant added."""

    row: Row
    line: PlaybookItem | None
    line_id: str
    stage_number: int
    stage_title: str
    holds_gate: bool
    proof_hour: str
    risks: tuple[RiskBlock, ...]
    answers: tuple[AnswerLine, ...]
    evidence: tuple[LeftEvidence, ...]
    waiver: Waiver | None
    comments: tuple[Said, ...]
    history: tuple[HistoryLine, ...]
    above: str
    below: str

    @property
    def answers_words(self) -> str:
        """`3 could not be checked, 12 pass`."""
        numbers = Counter(answer.outcome for answer in self.answers)
        return ", ".join(f"{numbers[outcome]} {words}" for outcome, words in OUTCOME_WORDS.items() if numbers[outcome])


def item_page(item: Item, engagement: Engagement, viewer: Viewer) -> ItemPage:
    """The page of an item of this engagement."""
    prefetch_related_objects([engagement], "pauses")
    asked, answered = checks_in_progress(run_progress(engagement))
    facts = BoardFacts(
        playbook_of(engagement),
        clock_of(engagement, timezone.now()),
        viewer,
        engagement.client.name,
        open_ranks(engagement),
        asked,
        answered,
    )
    stage = stages_of(engagement).get(pk=item.stage_id)
    items = list(stage.items.all())
    place = next(index for index, one in enumerate(items) if one.pk == item.pk)
    item, rows, line = items[place], rows_of(items, facts), line_of(items[place], facts.playbook)
    checks = line.proven_by if line else ()
    waiver = waiver_of(item)
    return ItemPage(
        row=rows[place],
        line=line,
        line_id=item.line,
        stage_number=stage.number,
        stage_title=facts.playbook.stage(stage.number).title,
        holds_gate=stage.closed_at is None and item.state != Item.State.SETTLED and waiver is None,
        proof_hour=facts.hour_of(item.proof_at),
        risks=_risks(engagement, checks, facts),
        answers=_answers(engagement, checks),
        evidence=_evidence(item, facts),
        waiver=waiver,
        comments=_comments(item, engagement, facts),
        history=_history(item, facts),
        above=rows[place - 1].id if place else "",
        below=rows[place + 1].id if place + 1 < len(rows) else "",
    )


def _risks(engagement: Engagement, checks: Iterable[str], facts: BoardFacts) -> tuple[RiskBlock, ...]:
    """The risks of the item's checks: open first by rank, then those that are over; retired ones are left out."""
    make = RowMaker(facts.clock, facts.playbook)
    rows = [make.of_finding(finding) for finding in found(engagement).filter(check_id__in=list(checks))]
    runs = _runs_that_saw(engagement, checks)
    ordered = sorted(
        (row for row in rows if row.state != "retired"),
        key=lambda row: (not row.is_open, RANK_ORDER[row.rank]),
    )
    return tuple(_block(row, runs, facts) for row in ordered)


def _block(row: RiskRow, runs: dict[tuple[str, str], list[int]], facts: BoardFacts) -> RiskBlock:
    finding = row.finding
    if finding is None:
        raise ValueError("an item's risks come from findings")
    state, tone = _state_words(row, facts)
    return RiskBlock(
        row,
        state,
        tone,
        _seen_in(runs.get((finding.check_id, finding.subject), [])),
        WHYS.get(finding.check_id, ""),
        fix_words(row.fix),
    )


def _state_words(row: RiskRow, facts: BoardFacts) -> tuple[str, str]:
    if row.state == "accepted":
        return f"Accepted to {row.accepted_until:%-d %b}", ""
    if row.is_over:
        return f"Fixed {facts.hour_of(row.ended.at)}" if row.ended else "Fixed", "ok"
    since = facts.hour_of(row.finding.changed_at if row.finding else None)
    word = "Back" if row.state == "regressed" else "Open"
    return f"{word} since {since}", "warn" if row.is_warning else "bad"


def _runs_that_saw(engagement: Engagement, checks: Iterable[str]) -> dict[tuple[str, str], list[int]]:
    """For each check and subject, the numbers of the runs that saw it bad."""
    bad = Judgement.objects.filter(
        run__engagement=engagement, check_id__in=list(checks), outcome__in=["warn", "fail"]
    ).order_by("run__number")
    runs: dict[tuple[str, str], list[int]] = {}
    for check, subject, number in bad.values_list("check_id", "subject", "run__number"):
        runs.setdefault((check, subject), []).append(number)
    return runs


def _seen_in(numbers: list[int]) -> str:
    """`Seen in runs 3, 9 and 14`; of many runs the first and the last."""
    if len(numbers) <= 1:
        return "".join(f"Seen in run {number}" for number in numbers)
    if len(numbers) > 4:
        return f"Seen in {len(numbers)} runs, {numbers[0]} to {numbers[-1]}"
    return f"Seen in runs {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _answers(engagement: Engagement, checks: tuple[str, ...]) -> tuple[AnswerLine, ...]:
    """The latest answers that are no finding: passes, what we could not check, what does not apply."""
    answers = latest_judgements(engagement, checks) if checks else {}
    order = list(OUTCOME_WORDS)
    lines = (
        AnswerLine(TITLES.get(check, check), visible(row.subject), row.outcome, visible(row.headline), visible(row.fix))
        for check in checks
        for row in answers.get(check, [])
        if row.outcome in OUTCOME_WORDS
    )
    return tuple(sorted(lines, key=lambda line: order.index(line.outcome)))


def _evidence(item: Item, facts: BoardFacts) -> tuple[LeftEvidence, ...]:
    rows = item.evidence.filter(withdrawn_at__isnull=True).select_related("left_by", "file").defer("file__content")
    return tuple(
        LeftEvidence(row, row.left_by.short_name if row.left_by else "", facts.hour_of(row.left_at), _size(row))
        for row in rows
    )


def _size(row: Evidence) -> str:
    if row.file is None:
        return ""
    kilobytes = row.file.size / 1024
    return f"{kilobytes / 1024:.1f} MB" if kilobytes >= 1024 else f"{max(kilobytes, 0.1):.1f} kB"


def _comments(item: Item, engagement: Engagement, facts: BoardFacts) -> tuple[Said, ...]:
    of_client = set(ClientUser.objects.filter(client=engagement.client_id).values_list("user_id", flat=True))
    return tuple(
        Said(
            author=row.author.short_name if row.author else MACHINE,
            hour=facts.hour_of(row.said_at),
            text=row.text,
            by_client=row.author_id in of_client,
            seen_by=facts.client_name if row.visibility == row.Visibility.CLIENT else "",
        )
        for row in item.comments.select_related("author")
    )


def _history(item: Item, facts: BoardFacts) -> tuple[HistoryLine, ...]:
    lines = Activity.objects.filter(object_kind="item", object_id=str(item.pk))
    return tuple(
        HistoryLine(
            moment_words(line.at, facts.viewer.zone), line.actor_name, line.words.partition(": ")[2] or line.words
        )
        for line in lines[:NEWEST_LINES]
    )
