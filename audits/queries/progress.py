"""How far the newest run is, gatherer by gatherer, read from its committed rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from audits.models import AuditRun, GathererProgress
from audits.plan import MESSAGE_CHECKS
from portal.sprint.models import Engagement

RUNNING = (AuditRun.State.QUEUED, AuditRun.State.RUNNING)


@dataclass(frozen=True)
class GathererShare:
    """One gatherer's part of a run: `elapsed` is None before it began."""

    title: str
    state: str
    checks_done: int
    checks_total: int
    elapsed: timedelta | None

    @property
    def is_running(self) -> bool:
        return self.state == GathererProgress.State.RUNNING


@dataclass(frozen=True)
class RunProgress:
    """The newest run of an engagement; `usual` is how long the last finished run of the same scope took.

    An `is_active` one can be stopped, and `stop_reason` says why one ended before its end.
    """

    run_id: UUID
    number: int
    stage_number: int | None
    state: str
    fault: str
    gatherers: tuple[GathererShare, ...]
    elapsed: timedelta
    finished_at: datetime | None
    usual: timedelta | None = None
    is_active: bool = False
    is_stopping: bool = False
    stop_reason: str = ""
    checks: tuple[str, ...] = ()

    @property
    def is_stopped(self) -> bool:
        return self.state == AuditRun.State.STOPPED

    @property
    def is_running(self) -> bool:
        """True from the request to the end; the page asks again every two seconds while it holds."""
        return self.state in RUNNING

    @property
    def is_queued(self) -> bool:
        return self.state == AuditRun.State.QUEUED

    @property
    def is_failed(self) -> bool:
        return self.state == AuditRun.State.FAILED

    @property
    def checks_done(self) -> int:
        return sum(gatherer.checks_done for gatherer in self.gatherers)

    @property
    def checks_total(self) -> int:
        return sum(gatherer.checks_total for gatherer in self.gatherers)

    @property
    def share(self) -> float:
        """How much of it is answered, in percent."""
        return 100.0 * self.checks_done / self.checks_total if self.checks_total else 0.0

    @property
    def scope(self) -> str:
        """What the run covers, in words."""
        return scope_words(self.stage_number, is_active=self.is_active, checks=self.checks)

    @property
    def counted(self) -> str:
        """The count in words: `41 of 63 checks`."""
        if self.is_running or self.checks_done < self.checks_total:
            return f"{self.checks_done} of {self.checks_total} checks"
        return f"{self.checks_total} checks"

    @property
    def words(self) -> str:
        """The count and the time on one line."""
        if self.is_queued:
            return f"{self.checks_total} checks, waiting for a worker"
        if not self.is_running:
            return f"{self.counted} in {seconds_words(self.elapsed)}"
        left = self.usual - self.elapsed if self.usual else timedelta(0)
        rest = f", about {seconds_words(left)} left" if left >= timedelta(seconds=1) else ""
        return f"{self.counted} · {seconds_words(self.elapsed)}{rest}"


def run_progress(engagement: Engagement, run: AuditRun | None = None) -> RunProgress | None:
    """The progress of `run`, or of the newest run; None when no run was ever asked for. At most three queries."""
    run = run or AuditRun.objects.filter(engagement=engagement).order_by("-number").first()
    if run is None:
        return None
    now = timezone.now()
    rows = GathererProgress.objects.filter(run=run).order_by("position")
    return RunProgress(
        run_id=run.pk,
        number=run.number,
        stage_number=run.stage_number,
        state=run.state,
        fault=run.fault,
        gatherers=tuple(
            GathererShare(row.title, row.state, row.checks_done, row.checks_total, _between(row, now)) for row in rows
        ),
        elapsed=_between(run, now) or timedelta(0),
        finished_at=run.finished_at,
        usual=_usual(run) if run.state == AuditRun.State.RUNNING else None,
        is_active=run.is_active,
        is_stopping=run.state in RUNNING and run.stop_asked_at is not None,
        stop_reason=run.stop_reason,
        checks=tuple(run.plan.get("checks", ())),
    )


def scope_words(stage_number: int | None, *, is_active: bool = False, checks: Sequence[str] = ()) -> str:
    """`stage 4`, `all stages`, `active checks`, or `received messages` for a run of their checks alone."""
    if is_active:
        return "active checks"
    if tuple(checks) == MESSAGE_CHECKS:
        return "received messages"
    return f"stage {stage_number}" if stage_number else "all stages"


def seconds_words(length: timedelta) -> str:
    """A short stretch of time as people say it: `40 s`, `2 min 5 s`."""
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    if not minutes:
        return f"{seconds} s"
    return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"


def _usual(run: AuditRun) -> timedelta | None:
    """How long the last finished run of the same scope took."""
    earlier = AuditRun.objects.filter(
        engagement=run.engagement_id,
        stage_number=run.stage_number,
        is_active=run.is_active,
        state=AuditRun.State.FINISHED,
    )
    of_messages = Q(plan__checks=list(MESSAGE_CHECKS))
    others = ~of_messages | Q(plan__checks__isnull=True)
    earlier = earlier.filter(of_messages if tuple(run.plan.get("checks", ())) == MESSAGE_CHECKS else others)
    last = earlier.filter(number__lt=run.number).order_by("-number").first()
    return last.finished_at - last.started_at if last and last.started_at and last.finished_at else None


def _between(row: AuditRun | GathererProgress, now: datetime) -> timedelta | None:
    return (row.finished_at or now) - row.started_at if row.started_at else None
