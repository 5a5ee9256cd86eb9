"""Asking for a run, watching it, and reading what it said."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from audits.access import access_run
from audits.actions import request_audit
from audits.forms.filters import number_in
from audits.forms.runs import RunForm
from audits.queries import header_of, run_progress
from audits.queries.runs import OUTCOMES, run_history, run_page
from audits.views.places import back_to
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.tenancy.place import TenantRequest

LAST_PAGE = 1000


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
@require_safe
def audit_progress(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:  # noqa: ARG001 - the path names the tenant
    """The newest run's progress alone, for the page that polls."""
    row = access_engagement(request.place, engagement)
    return render(request, "audits/_progress.html", {"engagement": row, "run_progress": run_progress(row)})


@require_safe
def audit_runs(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:  # noqa: ARG001 - the path names the tenant
    """Every run: what it covered, who asked, how long it took, what it came to."""
    row = access_engagement(request.place, engagement)
    context = {
        "engagement": row,
        "header": header_of(row, "risks"),
        "runs": run_history(row),
        "run_progress": run_progress(row),
    }
    return render(request, "audits/audit_runs.html", context)


@require_safe
def audit_run(request: TenantRequest, consultancy: str, engagement: UUID, run: UUID) -> HttpResponse:  # noqa: ARG001 - the path names the tenant
    """One run with every answer it gave, by check."""
    row = access_run(request.place, engagement, run)
    wanted = request.GET.get("outcome", "")
    outcome = wanted if wanted in OUTCOMES else ""
    context = {
        "engagement": row.engagement,
        "header": header_of(row.engagement, "risks"),
        "page": run_page(row, outcome=outcome, page=number_in(request.GET, "page", LAST_PAGE) or 1),
        "run_progress": run_progress(row.engagement, row),
    }
    return render(request, "audits/audit_run.html", context)
