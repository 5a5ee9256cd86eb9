"""What the frame of every member's page of an engagement shows."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from audits.models import Finding, Risk
from portal.sprint.clock import shown
from portal.sprint.models import Engagement
from portal.sprint.queries import clock_of

OPEN = (Finding.State.OPEN, Finding.State.REGRESSED)


@dataclass(frozen=True)
class EngagementHeader:
    """What the frame of every member's page of an engagement shows; `here` names the page."""

    here: str
    is_started: bool
    clock: str
    open_risks: int

    @property
    def here_board(self) -> bool:
        return self.here == "board"

    @property
    def here_risks(self) -> bool:
        return self.here == "risks"

    @property
    def here_bar(self) -> bool:
        return self.here == "bar"

    @property
    def here_estate(self) -> bool:
        return self.here == "estate"

    @property
    def here_handover(self) -> bool:
        return self.here == "handover"


def header_of(engagement: Engagement, here: str) -> EngagementHeader:
    """The frame's facts; `here` is board, risks, bar, estate or handover, or any word for a page outside the bar."""
    clock = clock_of(engagement)
    return EngagementHeader(here, clock.is_started, shown(clock.elapsed), open_risks(engagement))


def open_risks(engagement: Engagement) -> int:
    """How many risks are open, found or hand-written; what was accepted until today or later is not. Two queries."""
    today = timezone.now().date()
    accepted = Q(risk__accepted_at__isnull=False, risk__accepted_until__gte=today)
    found = Finding.objects.filter(engagement=engagement, state__in=OPEN).exclude(accepted)
    by_hand = Risk.objects.filter(engagement=engagement, finding__isnull=True, closed_at__isnull=True)
    return found.count() + by_hand.exclude(accepted_at__isnull=False, accepted_until__gte=today).count()
