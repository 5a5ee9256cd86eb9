"""The minimum bar, with go or no-go."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audits.queries import header_of
from portal.board.glyphs import BAR_STATES
from portal.sprint.access import access_engagement
from portal.sprint.minimum_bar import bar_of
from portal.tenancy.place import TenantRequest


@require_safe
def minimum_bar(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Each line with the items it rests on."""
    del consultancy
    found = access_engagement(request.place, engagement)
    bar = bar_of(found)
    lines = [
        {
            "line": line,
            "sign": BAR_STATES[line.state],
            "parts": [{"part": part, "sign": BAR_STATES[part.state]} for part in line.parts],
        }
        for line in bar.lines
    ]
    context = {"engagement": found, "header": header_of(found, "bar"), "bar": bar, "lines": lines}
    return render(request, "board/minimum_bar.html", context)
