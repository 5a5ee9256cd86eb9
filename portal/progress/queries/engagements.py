"""The list of engagements, for a person who has several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from portal.progress.moments import day_time, hour
from portal.progress.queries.zone import zone_of
from portal.sprint.clock import Clock
from portal.sprint.models import Engagement
from portal.sprint.queries import clock_of, playbook_of, running_stage
from portal.tenancy.models import User
from portal.tenancy.place import Place


@dataclass(frozen=True)
class EngagementRow:
    """One engagement in one line; `state` names its sign."""

    key: UUID
    name: str
    client: str
    state: str
    says: str
    stage: str


def engagements_of(place: Place) -> QuerySet[Engagement]:
    """The engagements of the person's clients; for a member those of every client."""
    engagements = Engagement.objects.select_related("client").prefetch_related("pauses", "stages")
    return engagements if place.member else engagements.filter(client__in=place.clients)


def engagement_rows(engagements: Sequence[Engagement], user: User, now: datetime) -> list[EngagementRow]:
    """One line each; the engagements come from `engagements_of`."""
    return [_row(engagement, clock_of(engagement, now), zone_of(user, engagement)) for engagement in engagements]


def _row(engagement: Engagement, clock: Clock, zone: ZoneInfo) -> EngagementRow:
    stage = running_stage(list(engagement.stages.all())) if clock.is_started and not clock.is_finished else None
    plan = playbook_of(engagement).stage(stage.number) if stage else None
    state, says = _standing(clock, zone)
    place = f"Stage {plan.number} of 7, {plan.title}" if plan else ""
    return EngagementRow(engagement.pk, engagement.name, engagement.client.name, state, says, place)


def _standing(clock: Clock, zone: ZoneInfo) -> tuple[str, str]:
    if not clock.is_started:
        return "not-started", "The 48 hours have not begun"
    if clock.finished_at is not None:
        return "done", f"Finished {day_time(clock.finished_at, zone)}"
    if clock.is_paused:
        return "doing", f"Paused at {hour(clock.elapsed)} of 48 hours"
    if clock.is_over:
        return "open-warn", f"{hour(clock.left)} over the 48 hours"
    return "checking", f"{hour(clock.elapsed)} of 48 hours"
