"""Asking for a run, watching it, and reading what it said."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from audits.actions import request_audit
from audits.forms import RunForm
from audits.queries import run_progress
from audits.views.places import back_to
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.tenancy.middleware import TenantRequest


@require_POST
def run_audits(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Ask for a run over one stage, or over all seven."""
    row = access_engagement(request.place, engagement)
    form = RunForm(request.POST)
    if not form.is_valid():
        messages.error(request, "There is no such stage. Pick one of the seven.")
        return back_to(request, consultancy, engagement, "board")
    try:
        request_audit(engagement=row, stage_number=form.cleaned_data["stage"], acting_user=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return back_to(request, consultancy, engagement, "board")


@never_cache
@require_GET
def audit_progress(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:  # noqa: ARG001 - the path names the tenant
    """The newest run's progress alone, for the page that polls."""
    row = access_engagement(request.place, engagement)
    return render(request, "audits/_progress.html", {"engagement": row, "run_progress": run_progress(row)})
