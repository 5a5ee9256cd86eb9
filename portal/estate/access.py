"""Who may reach a row of an estate: the row, or 404."""

from django.http import Http404

from portal.estate.models import KINDS, EstateRow
from portal.sprint.models import Engagement


def access_row(engagement: Engagement, kind: str, row_id: int) -> EstateRow:
    """One row of the estate of an engagement the person was already let into."""
    row = KINDS[kind].objects.filter(engagement=engagement, pk=row_id).first() if kind in KINDS else None
    if row is None:
        raise Http404
    return row
