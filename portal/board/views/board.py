"""The sprint board: one page that also answers its own polls."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audits.queries import header_of
from portal.board.queries.board import board_of
from portal.board.queries.fingerprint import board_mark
from portal.board.viewer import viewer_of
from portal.sprint.access import access_engagement
from portal.tenancy.place import TenantRequest

STAGES = {str(number): number for number in range(1, 8)}


@never_cache
@vary_on_headers("HX-Request")
@require_safe
def board(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """The whole page, or for a poll only what changes, and nothing when nothing did."""
    del consultancy
    found = access_engagement(request.place, engagement)
    viewer = viewer_of(request.place, request.user, found)
    mark = board_mark(found, viewer.member_id)
    if request.htmx and request.GET.get("seen") == mark:
        return HttpResponse(status=204)
    chosen = STAGES.get(request.GET.get("stage", ""))
    shown = board_of(found, viewer, chosen)
    context = {"engagement": found, "board": shown, "run_progress": shown.progress, "mark": mark, "chosen": chosen}
    if request.htmx:
        return render(request, "board/_board.html", context)
    return render(request, "board/board.html", {**context, "header": header_of(found, "board")})
