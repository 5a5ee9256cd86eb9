"""The sprint board: one page that also answers its own polls."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from audits.queries import header_of
from portal.board.forms.parking import ParkForm
from portal.board.queries.board import board_of
from portal.board.queries.fingerprint import board_mark
from portal.board.queries.parking import parked_requests
from portal.board.viewer import viewer_of
from portal.sprint.access import access_engagement
from portal.sprint.actions import park_request as park
from portal.sprint.queries import playbook_of
from portal.tenancy.place import TenantRequest

STAGES = {str(number): number for number in range(1, 8)}


@never_cache
@vary_on_headers("HX-Request")
@require_GET
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


@require_http_methods(["GET", "POST"])
def park_request(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """What was asked for and is not built in a sprint, and a form for one more."""
    found = access_engagement(request.place, engagement)
    refusals = playbook_of(found).refusals
    form = ParkForm(request.POST or None, refusals=refusals, initial={"request": request.GET.get("request", "")[:300]})
    if request.method == "POST" and form.is_valid():
        chosen = next(one for one in refusals if one.line == form.cleaned_data["refusal"])
        park(
            engagement=found,
            refusal_line=chosen.line,
            request=form.cleaned_data["request"],
            reason=(form.cleaned_data["reason"] or chosen.reason)[:300],
            acting_user=request.user,
        )
        messages.success(request, "Parked. The handover lists it under what was deliberately not built.")
        return redirect("park_request", consultancy, engagement)
    context = {"engagement": found, "form": form, "parked": parked_requests(found), "header": header_of(found, "board")}
    return render(request, "board/parked.html", context)
