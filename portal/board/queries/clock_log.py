"""The log of the clock: every pause, and when each stage ran against its window."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects
from django.utils import timezone

from portal.board.clock_band import ClockBand, clock_band
from portal.board.queries.board import course_of
from portal.board.queries.facts import BoardFacts
from portal.board.stage_column import kind_of, late_words, window_words
from portal.board.viewer import Viewer
from portal.board.words import moment_words, stretch
from portal.sprint.clock import shown
from portal.sprint.models import Engagement, Pause, Stage
from portal.sprint.queries import clock_of, playbook_of, stages_of


@dataclass(frozen=True)
class PauseLine:
    """One pause: the sprint hour it stands at, from, to, how long, why and who."""

    hour: str
    start: str
    end: str
    length: str
    reason: str
    by: str


@dataclass(frozen=True)
class StageLine:
    """One stage's plan and what happened."""

    number: int
    title: str
    kind: str
    window: str
    began: str
    closed: str
    closed_by: str
    late: str


@dataclass(frozen=True)
class ClockLog:
    """Everything the clock log shows."""

    band: ClockBand
    started: str
    pauses: tuple[PauseLine, ...]
    paused_for: str
    stages: tuple[StageLine, ...]


def clock_log_of(engagement: Engagement, viewer: Viewer, now: datetime | None = None) -> ClockLog:
    """The log as it stands now."""
    prefetch_related_objects([engagement], "pauses__paused_by")
    playbook, clock = playbook_of(engagement), clock_of(engagement, now or timezone.now())
    facts = BoardFacts(playbook, clock, viewer, engagement.client.name)
    stages = list(stages_of(engagement).select_related("closed_by"))
    pauses = list(engagement.pauses.all())
    reason = next((pause.reason for pause in pauses if pause.ended_at is None), "")
    courses = [course_of(stage, facts) for stage in stages]
    total = sum((_length(pause, clock.now) for pause in pauses), timedelta(0))
    return ClockLog(
        band=clock_band(clock, courses, asked=0, pause_reason=reason, zone=viewer.zone),
        started=moment_words(clock.started_at, viewer.zone) if clock.started_at else "",
        pauses=tuple(_pause_line(pause, facts) for pause in pauses),
        paused_for=stretch(total) if pauses else "",
        stages=tuple(_stage_line(stage, facts) for stage in stages),
    )


def _length(pause: Pause, now: datetime) -> timedelta:
    return (pause.ended_at or now) - pause.started_at


def _pause_line(pause: Pause, facts: BoardFacts) -> PauseLine:
    zone = facts.viewer.zone
    return PauseLine(
        hour=shown(facts.clock.elapsed_at(pause.started_at)),
        start=moment_words(pause.started_at, zone),
        end=moment_words(pause.ended_at, zone) if pause.ended_at else "",
        length=stretch(_length(pause, facts.clock.now)),
        reason=pause.reason,
        by=pause.paused_by.short_name if pause.paused_by else "",
    )


def _stage_line(stage: Stage, facts: BoardFacts) -> StageLine:
    course = course_of(stage, facts)
    return StageLine(
        number=stage.number,
        title=course.name,
        kind=kind_of(course),
        window=window_words(course).removeprefix("Window "),
        began=facts.hour_of(stage.began_at),
        closed=facts.hour_of(stage.closed_at),
        closed_by=stage.closed_by.short_name if stage.closed_by else "",
        late=late_words(course, facts.clock.elapsed),
    )
