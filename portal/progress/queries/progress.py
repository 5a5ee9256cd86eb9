"""The progress page: everything a client asks first, read once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from audits.queries import PublishedRisk, published_risks
from portal.playbooks import RANKS, Playbook
from portal.progress.headline import Headline, RunningStage, Standing, headline
from portal.progress.moments import hour
from portal.progress.queries.comments import Said, comments_of
from portal.progress.queries.documents import Paper, papers_of
from portal.progress.queries.needs import Need, needs_of
from portal.progress.queries.risks import FIXED
from portal.progress.queries.stage_rows import stage_bars, stages_with_items
from portal.progress.stages import StageBar
from portal.progress.time_spent import TimeSpent, time_spent
from portal.sprint.clock import Clock, Span
from portal.sprint.forecast import Course, forecast_of
from portal.sprint.intake import Intake, intake_of
from portal.sprint.minimum_bar import bar_of
from portal.sprint.models import Engagement, Pause, Stage
from portal.sprint.queries import playbook_of, running_stage, window_of

SAID = 3
"""How many comments the progress page shows; the rest stand on their own page."""


@dataclass(frozen=True)
class Progress:
    """What the progress page shows; `zone` is what its moments are written in."""

    headline: Headline
    stages: tuple[StageBar, ...]
    needs: tuple[Need, ...]
    fixed: tuple[PublishedRisk, ...]
    open_risks: list[PublishedRisk]
    checked_at: str
    papers: tuple[Paper, ...]
    said: tuple[Said, ...]
    time: tuple[TimeSpent, ...]
    clock: Clock
    zone: ZoneInfo


@dataclass(frozen=True)
class _Sprint:
    """The sprint as it was read once for the whole page."""

    playbook: Playbook
    clock: Clock
    pauses: list[Pause]
    stages: list[Stage]
    bars: tuple[StageBar, ...]


def progress_of(engagement: Engagement, now: datetime, zone: ZoneInfo) -> Progress:
    """The progress page of an engagement as it stands at `now`."""
    sprint = _sprint(engagement, now)
    playbook, clock = sprint.playbook, sprint.clock
    risks, papers = published_risks(engagement), papers_of(engagement, playbook)
    intake = intake_of(engagement)
    fixed = tuple(risk for risk in risks if risk.state in FIXED)
    return Progress(
        headline=headline(_standing(engagement, sprint, zone, risks, intake)),
        stages=sprint.bars,
        needs=needs_of(sprint.stages, papers, intake, playbook, clock, zone),
        fixed=fixed,
        open_risks=tuple(risk for risk in risks if risk.is_open),
        checked_at=_checked_at(fixed),
        papers=papers,
        said=comments_of(engagement, playbook, limit=SAID),
        time=_time(sprint),
        clock=clock,
        zone=zone,
    )


def _sprint(engagement: Engagement, now: datetime) -> _Sprint:
    playbook, pauses = playbook_of(engagement), list(engagement.pauses.all())
    spans = tuple(Span(pause.started_at, pause.ended_at) for pause in pauses)
    clock = Clock(now, engagement.started_at, engagement.finished_at, spans)
    stages = stages_with_items(engagement)
    return _Sprint(playbook, clock, pauses, stages, stage_bars(stages, playbook, clock))


def _standing(
    engagement: Engagement, sprint: _Sprint, zone: ZoneInfo, risks: list[PublishedRisk], intake: Intake
) -> Standing:
    paused = next((pause for pause in sprint.pauses if pause.ended_at is None), None)
    bar = bar_of(engagement) if sprint.clock.is_finished else None
    return Standing(
        clock=sprint.clock,
        zone=zone,
        consultancy=engagement.client.consultancy.name,
        stages=len(sprint.stages),
        running=_running(sprint),
        forecast=forecast_of(sprint.clock.elapsed, _courses(sprint)),
        blockers=sum(risk.is_open and risk.rank == RANKS[0] for risk in risks),
        blocker_word=sprint.playbook.rank_word(RANKS[0]).lower(),
        accesses_open=intake.open,
        paused_since=paused.started_at if paused else None,
        pause_reason=paused.reason if paused else "",
        bar_open=len(bar.lines) - bar.met if bar else 0,
        bar_waived=bar.waived if bar else 0,
    )


def _running(sprint: _Sprint) -> RunningStage | None:
    stage = running_stage(sprint.stages)
    if stage is None or not sprint.clock.is_started:
        return None
    late = max(-window_of(stage, sprint.playbook, sprint.clock).left, timedelta(0))
    return RunningStage(stage.number, sprint.playbook.stage(stage.number).title, late)


def _courses(sprint: _Sprint) -> list[Course]:
    courses = []
    for stage, bar in zip(sprint.stages, sprint.bars, strict=True):
        window = window_of(stage, sprint.playbook, sprint.clock)
        share = 1 - bar.settled / len(bar.steps) if bar.steps else 0.0
        courses.append(Course(window.start, window.end, stage.began_at is not None, stage.closed_at is not None, share))
    return courses


def _time(sprint: _Sprint) -> tuple[TimeSpent, ...]:
    begun = [stage for stage in sprint.stages if stage.began_at]
    windows = [(stage.number, window_of(stage, sprint.playbook, sprint.clock)) for stage in begun]
    reasons = [pause.reason for pause in sprint.pauses]
    return time_spent(windows, list(zip(sprint.clock.pauses, reasons, strict=True)))


def _checked_at(fixed: tuple[PublishedRisk, ...]) -> str:
    """The sprint hour of the newest proof."""
    hours = [risk.fixed_hour for risk in fixed if risk.fixed_hour is not None]
    return hour(max(hours)) if hours else ""
