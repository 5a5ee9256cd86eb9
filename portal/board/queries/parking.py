"""Wishes that were parked, with what they fall under."""

from dataclasses import dataclass

from portal.sprint.models import Engagement, ParkedRequest
from portal.sprint.queries import playbook_of


@dataclass(frozen=True)
class Parked:
    """One wish; `title` is what it falls under, `unless` what would change that."""

    row: ParkedRequest
    title: str
    unless: str


def parked_requests(engagement: Engagement) -> tuple[Parked, ...]:
    """Every parked wish of an engagement, the oldest first."""
    refusals = {refusal.line: refusal for refusal in playbook_of(engagement).refusals}
    rows = ParkedRequest.objects.filter(engagement=engagement)
    return tuple(
        Parked(row, refusals[row.refusal_line].title, refusals[row.refusal_line].unless)
        for row in rows
        if row.refusal_line in refusals
    )
