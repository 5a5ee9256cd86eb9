"""The board: the clock, the now band and the seven stages, in a number of queries that no item adds to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects
from django.utils import timezone

from audits.queries import RunProgress, run_progress
from portal.board.clock_band import ClockBand, StageCourse, clock_band
from portal.board.next_act import Act
from portal.board.queries.facts import (
    BoardFacts,
    Published,
    checks_in_progress,
    look_of_item,
    open_ranks,
    published_documents,
    rank_of,
    way_of,
)
from portal.board.queries.now import Waiting, acts_for, waits_for_client
from portal.board.stage_column import (
    Paper,
    Row,
    Signal,
    StageColumn,
    countdown_words,
    course_words,
    gate_box,
    kind_of,
    late_words,
    paper_words,
    signal_words,
    window_words,
)
from portal.board.viewer import Viewer
from portal.board.words import counted
from portal.sprint.models import Engagement, IntakeAccess, Item, ParkedRequest, Stage
from portal.sprint.queries import (
    clock_of,
    gate_of_stage,
    playbook_of,
    running_stage,
    stages_of,
    title_of,
    waiver_of,
)

SETTLED = Item.State.SETTLED


@dataclass(frozen=True)
class Board:
    """Everything the board shows."""

    clock: ClockBand
    stages: tuple[StageColumn, ...]
    progress: RunProgress | None
    acts: tuple[Act, ...]
    waiting: tuple[Waiting, ...]
    lacking: tuple[str, ...]
    parked: int
    can_finish: bool
    gates_open: int


def board_of(engagement: Engagement, viewer: Viewer, opened: int | None, now: datetime | None = None) -> Board:
    """The board with stage `opened` open, or the running stage; `now` is the clock's moment."""
    prefetch_related_objects([engagement], "pauses")
    playbook = playbook_of(engagement)
    stages = list(stages_of(engagement))
    progress = run_progress(engagement)
    asked, answered = checks_in_progress(progress)
    facts = BoardFacts(
        playbook=playbook,
        clock=clock_of(engagement, now or timezone.now()),
        viewer=viewer,
        client_name=engagement.client.name,
        open_ranks=open_ranks(engagement),
        asked_checks=asked,
        answered_checks=answered,
    )
    documents = published_documents(engagement)
    courses = [course_of(stage, facts) for stage in stages]
    lacking = () if facts.clock.is_finished else _lacking(engagement, facts)
    running = running_stage(stages) or stages[-1]
    shown_stage = opened or running.number
    columns = tuple(
        _column(stage, course, stages, facts, documents, is_opened=stage.number == shown_stage)
        for stage, course in zip(stages, courses, strict=True)
    )
    return Board(
        clock=clock_band(
            facts.clock, courses, asked=len(lacking), pause_reason=_pause_reason(engagement), zone=viewer.zone
        ),
        stages=columns,
        progress=progress,
        acts=acts_for(engagement, stages, columns, running.number, facts, progress, len(lacking)),
        waiting=waits_for_client(engagement, stages, facts, documents),
        lacking=lacking,
        parked=ParkedRequest.objects.filter(engagement=engagement).count(),
        can_finish=facts.clock.is_started and not facts.clock.is_finished and all(one.closed_at for one in stages),
        gates_open=sum(one.closed_at is not None for one in stages),
    )


def course_of(stage: Stage, facts: BoardFacts) -> StageCourse:
    """The stage's plan and what happened; the stage comes from `stages_of`."""
    plan, clock, items = facts.playbook.stage(stage.number), facts.clock, list(stage.items.all())
    still_open = sum(item.state != SETTLED and waiver_of(item) is None for item in items)
    return StageCourse(
        number=stage.number,
        name=plan.title,
        opens=timedelta(hours=plan.window.start),
        closes=timedelta(hours=plan.window.end),
        began=clock.elapsed_at(stage.began_at) if stage.began_at else None,
        ended=clock.elapsed_at(stage.closed_at) if stage.closed_at else None,
        open_share=still_open / len(items) if items else 0.0,
    )


def _pause_reason(engagement: Engagement) -> str:
    return next((pause.reason for pause in engagement.pauses.all() if pause.ended_at is None), "")


def _lacking(engagement: Engagement, facts: BoardFacts) -> tuple[str, ...]:
    """The accesses that were asked for and are not there yet, by their titles."""
    titles = {access.id: access.title for access in facts.playbook.accesses}
    asked = IntakeAccess.objects.filter(engagement=engagement, state=IntakeAccess.State.ASKED)
    return tuple(titles.get(row.access_id, row.access_id) for row in asked)


def _column(
    stage: Stage,
    course: StageCourse,
    stages: list[Stage],
    facts: BoardFacts,
    documents: dict[str, Published],
    *,
    is_opened: bool,
) -> StageColumn:
    plan = facts.playbook.stage(stage.number)
    items = list(stage.items.all())
    settled = sum(item.state == SETTLED for item in items)
    before = next((one for one in stages if one.number < stage.number and one.closed_at is None), None)
    gate = gate_of_stage(stage, facts.playbook)
    sign, words, tone = signal_words(stage.signal, facts.hour_of(stage.signal_at))
    known = documents.get(plan.deliverable.document, Published())
    paper, paper_tone = paper_words(stage.delivered_version, known.decision, known.draft)
    return StageColumn(
        number=stage.number,
        title=plan.title,
        goal=plan.goal,
        kind=kind_of(course),
        is_opened=is_opened,
        window=window_words(course),
        says=course_words(course, settled, len(items)),
        late=late_words(course, facts.clock.elapsed),
        countdown=countdown_words(course, facts.clock.elapsed if facts.clock.is_started else None),
        began=facts.hour_of(stage.began_at),
        rows=rows_of(items, facts),
        signal=Signal(plan.failure_signal.title, plan.failure_signal.sentence, sign, words, tone, stage.signal_note),
        paper=Paper(plan.deliverable.title, plan.deliverable.holds, paper, paper_tone, stage.delivered_version),
        gate=gate_box(
            gate,
            since=facts.hour_of(stage.closed_at),
            waivers=_waivers(items),
            waits_for=before.number if before else None,
        ),
    )


def rows_of(items: list[Item], facts: BoardFacts) -> tuple[Row, ...]:
    """The items of a stage as the board draws them, in order."""
    return tuple(
        _row(item, facts, is_first=place == 0, is_last=place == len(items) - 1) for place, item in enumerate(items)
    )


def _row(item: Item, facts: BoardFacts, *, is_first: bool, is_last: bool) -> Row:
    rank = rank_of(item, facts)
    is_with_client = item.state == Item.State.WAITING
    owner = item.assignee.user.short_name if item.assignee else ""
    return Row(
        id=str(item.pk),
        revision=item.revision,
        title=title_of(item, facts.playbook),
        line=item.line.partition("-")[2],
        way=way_of(item, facts.playbook),
        look=look_of_item(item, facts),
        state=item.state,
        rank=rank,
        rank_word=facts.playbook.rank_word(rank) if rank else "",
        owner=facts.client_name if is_with_client else owner,
        is_with_client=is_with_client,
        is_first=is_first,
        is_last=is_last,
    )


def _waivers(items: list[Item]) -> str:
    """`2 waivers, to 1 Dec`, of the items that are not settled."""
    live = [waiver for item in items if item.state != SETTLED and (waiver := waiver_of(item)) is not None]
    if not live:
        return ""
    return f"{counted(len(live), 'waiver', 'waivers')}, to {min(waiver.until for waiver in live):%-d %b}"
