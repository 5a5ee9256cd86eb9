"""What people do with the clock: start, pause, resume, finish, and its log."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.queries import header_of
from portal.board.forms.clock import PauseForm
from portal.board.queries.board import board_of
from portal.board.queries.clock_log import clock_log_of
from portal.board.viewer import viewer_of
from portal.sprint import actions
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.place import TenantRequest


@require_safe
def clock_log(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Every pause, and each stage against its window."""
    del consultancy
    found = access_engagement(request.place, engagement)
    log = clock_log_of(found, viewer_of(request.place, request.user, found))
    return render(request, "board/clock_log.html", _context(found, log=log))


@require_http_methods(["GET", "HEAD", "POST"])
def start_sprint(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Name what begins, then begin it."""
    found = access_engagement(request.place, engagement)
    if request.method == "POST":
        try:
            actions.start_sprint(engagement=found, acting_user=request.user)
            messages.success(request, "The 48 hours run. Stage 1 has begun.")
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return redirect("board", consultancy, engagement)
    if found.started_at:
        return redirect("board", consultancy, engagement)
    shown = board_of(found, viewer_of(request.place, request.user, found), None)
    return render(request, "board/start.html", _context(found, board=shown))


@require_http_methods(["GET", "HEAD", "POST"])
def pause_sprint(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Ask for the reason, then stand the clock still."""
    found = access_engagement(request.place, engagement)
    form = PauseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.pause_sprint(engagement=found, reason=form.cleaned_data["reason"], acting_user=request.user)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return redirect("board", consultancy, engagement)
    return render(request, "board/pause.html", _context(found, form=form))


@require_POST
def resume_sprint(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Let the clock run on."""
    found = access_engagement(request.place, engagement)
    try:
        actions.resume_sprint(engagement=found, acting_user=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("board", consultancy, engagement)


@require_http_methods(["GET", "HEAD", "POST"])
def finish_sprint(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Ask, then end the sprint."""
    found = access_engagement(request.place, engagement)
    back = reverse("board", args=[consultancy, engagement])
    if request.method == "POST":
        try:
            actions.finish_sprint(engagement=found, acting_user=request.user)
            messages.success(request, "The sprint is finished.")
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return redirect(back)
    return render(request, "board/finish.html", _context(found, back=back))


def _context(engagement: Engagement, **more: object) -> dict[str, object]:
    return {"engagement": engagement, "header": header_of(engagement, "board"), **more}
