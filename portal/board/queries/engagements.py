"""The list of engagements: who needs somebody first, one line each; planned and handed-over ones briefly."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from audits.models import AuditRun, Finding
from audits.queries import OPEN, ranked_risks
from audits.queries.discoveries import latest_discovery
from portal.board.clock_band import ClockBand
from portal.board.next_act import Act
from portal.board.queries.board import Board, board_of
from portal.board.ruler import RulerDrawing, RulerStage, draw_ruler
from portal.board.viewer import Viewer, viewer_of
from portal.board.words import counted, moment_words, stretch
from portal.estate.queries import estate_rows
from portal.playbooks import PLAYBOOKS
from portal.playbooks.playbook import RANKS
from portal.sprint.clock import shown
from portal.sprint.intake import intake_of
from portal.sprint.models import Engagement, Item
from portal.sprint.queries import clock_of, playbook_of
from portal.tenancy.models import User
from portal.tenancy.place import Place

MOST_BRIEF = 8
"""Handed-over engagements that are shown before "all of them" is asked for."""


@dataclass(frozen=True)
class RunningLine:
    """A sprint whose clock began: late, blocked or waiting, in that order, is what makes it first."""

    engagement: Engagement
    clock: ClockBand
    stage: str
    course: str
    tone: str
    blockers: int
    blocker_word: str
    was_audited: bool
    fixed: int
    act: Act | None
    checking: str
    checked: str
    waiting: int
    people: tuple[str, ...]

    @property
    def needs(self) -> tuple[bool, bool, bool]:
        """What makes somebody look here first: it is late, blocked, or waits for the client."""
        return self.tone == "warn", bool(self.blockers), bool(self.waiting)


@dataclass(frozen=True)
class BriefLine:
    """An engagement before its clock or after it: when, and one thing to know with its sign."""

    engagement: Engagement
    address: str
    when: str
    sign: str
    says: str


@dataclass(frozen=True)
class EngagementList:
    """Every engagement of the tenant, in four groups."""

    running: tuple[RunningLine, ...]
    paused: tuple[RunningLine, ...]
    planned: tuple[BriefLine, ...]
    handed_over: tuple[BriefLine, ...]
    handed_over_count: int

    @property
    def is_empty(self) -> bool:
        return not (self.running or self.paused or self.planned or self.handed_over)

    @property
    def headline(self) -> str:
        """Who needs somebody first, or that nobody does."""
        if self.running and any(self.running[0].needs):
            return f"{self.running[0].engagement.name} needs you first"
        if self.running:
            return "Every running sprint is on plan"
        if self.paused:
            return f"{self.paused[0].engagement.name} is paused"
        return f"{self.planned[0].engagement.name} is next" if self.planned else "No sprint is running"

    @property
    def lead(self) -> str:
        """How many run and how many stand still."""
        running, paused = len(self.running), len(self.paused)
        words = counted(running, "sprint is running", "sprints are running") if running else ""
        if paused:
            is_are = "is" if paused == 1 else "are"
            words = (
                f"{words}, {paused} {is_are} paused"
                if words
                else f"{counted(paused, 'sprint is', 'sprints are')} paused"
            )
        return f"{words}." if words else "No clock is running."


def engagement_list(place: Place, user: User, *, show_all: bool = False) -> EngagementList:
    """The member's list; running sprints in order of need."""
    now = timezone.now()
    engagements = list(Engagement.objects.select_related("client").order_by("-created_at"))
    prefetch_related_objects(engagements, "pauses")
    running, paused, planned, finished = [], [], [], []
    for engagement in engagements:
        viewer = viewer_of(place, user, engagement)
        if engagement.finished_at:
            finished.append((engagement, viewer))
        elif engagement.started_at is None:
            planned.append(_planned(engagement, viewer))
        else:
            line = _running(engagement, viewer, now)
            (paused if line.clock.is_paused else running).append(line)
    finished.sort(key=lambda pair: pair[0].finished_at, reverse=True)
    shown_ones = finished if show_all else finished[:MOST_BRIEF]
    return EngagementList(
        running=tuple(sorted(running, key=_need)),
        paused=tuple(sorted(paused, key=_need)),
        planned=tuple(planned),
        handed_over=tuple(_handed_over(engagement, viewer) for engagement, viewer in shown_ones),
        handed_over_count=len(finished),
    )


def _need(line: RunningLine) -> tuple[bool, ...]:
    """Sorts what is late before what is blocked, before what waits for the client."""
    return tuple(not need for need in line.needs)


def _running(engagement: Engagement, viewer: Viewer, now: datetime) -> RunningLine:
    board = board_of(engagement, viewer, None, now)
    playbook = playbook_of(engagement)
    stage, course, tone = _course(board)
    progress = board.progress if board.progress and board.progress.is_running else None
    return RunningLine(
        engagement=engagement,
        clock=board.clock,
        stage=stage,
        course=course,
        tone=tone,
        blockers=_blockers(engagement),
        blocker_word=playbook.rank_word(RANKS[0]).lower(),
        was_audited=AuditRun.objects.filter(engagement=engagement, state=AuditRun.State.FINISHED).exists(),
        fixed=Finding.objects.filter(engagement=engagement, state=Finding.State.FIXED).count(),
        act=board.acts[0] if board.acts else None,
        checking=f"Audit run {progress.number} is checking" if progress else "",
        checked=progress.counted if progress else "",
        waiting=len(board.waiting),
        people=_people(engagement),
    )


def _course(board: Board) -> tuple[str, str, str]:
    """The running stage's name, how it stands against its window, and the tone of that."""
    stage = next((one for one in board.stages if not one.gate.is_open), None)
    if board.clock.is_over:
        return "48 hours", board.clock.of.replace(" 48 hours", ""), "warn"
    if stage is None:
        return "Seven gates", "all open", "ok"
    name = f"Stage {stage.number}, {stage.title}"
    return (name, stage.late, "warn") if stage.late else (name, "on plan", "ok")


def _blockers(engagement: Engagement) -> int:
    """Open risks that rank as launch blockers; accepted ones are left out."""
    return sum(risk.is_open and risk.rank == RANKS[0] for risk in ranked_risks(engagement))


def _people(engagement: Engagement) -> tuple[str, ...]:
    """Who has something open to do in it, at most three."""
    items = Item.objects.select_related("assignee__user").filter(stage__engagement=engagement, assignee__isnull=False)
    names = [item.assignee.user.short_name for item in items.exclude(state=Item.State.SETTLED)]
    return tuple(dict.fromkeys(names))[:3]


def _planned(engagement: Engagement, viewer: Viewer) -> BriefLine:
    """What stands between an engagement and its clock."""
    rows, discovery, missing = estate_rows(engagement), latest_discovery(engagement), intake_of(engagement).open
    where, sign, says = "board", "done", "Estate confirmed, every access is there"
    if discovery and discovery.is_looking:
        where, sign, says = "confirm_estate", "checking", f"Looking at {discovery.domain}"
    elif not rows.hosts and not rows.endpoints:
        where, sign, says = "confirm_estate", "decide", "The estate is to confirm"
    elif missing:
        sign, says = "with-client", counted(missing, "access is missing", "accesses are missing")
    return BriefLine(engagement, reverse(where, args=[viewer.slug, engagement.pk]), "Not started", sign, says)


def _handed_over(engagement: Engagement, viewer: Viewer) -> BriefLine:
    """How it ended, and what came back since."""
    clock = clock_of(engagement)
    when = f"Finished in {shown(clock.elapsed)}" + (f", {stretch(clock.left)} over" if clock.is_over else "")
    findings = Finding.objects.filter(engagement=engagement)
    back = findings.filter(state=Finding.State.REGRESSED).count()
    still = findings.filter(state__in=OPEN).count()
    sign, says = "done", f"Nothing is open since {moment_words(engagement.finished_at, viewer.zone)}"
    if back:
        sign, says = "open-warn", counted(back, "finding came back", "findings came back")
    elif still:
        sign, says = "not-started", counted(still, "finding is open", "findings are open")
    return BriefLine(engagement, reverse("board", args=[viewer.slug, engagement.pk]), when, sign, says)


def planned_ruler() -> RulerDrawing:
    """The 48 hours as the first playbook plans them, before any sprint."""
    stages = PLAYBOOKS["ops"].stages
    return draw_ruler([RulerStage(one.number, one.title, one.window.start, one.window.end) for one in stages])
