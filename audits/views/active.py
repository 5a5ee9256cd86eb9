"""Starting what sends more than a visitor does, with its bounds in view, and stopping it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audits.access import access_run
from audits.actions import request_active_audit, stop_run
from audits.forms.active import ActiveForm
from audits.queries import header_of
from audits.queries.active import active_page
from audits.views.places import back_to
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.tenancy.place import TenantRequest


@require_http_methods(["GET", "HEAD", "POST"])
def active_checks(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """What would be sent, to whom and how much; then the click."""
    found = access_engagement(request.place, engagement)
    page = active_page(found)
    offered = [(check.check_id, check.title) for check in page.startable]
    form = ActiveForm(request.POST if request.method == "POST" else None, offered=offered)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.cleaned_data["checks"]
            run = request_active_audit(engagement=found, check_ids=chosen, acting_user=request.user)
            return redirect("audit_run", consultancy, engagement, run.pk)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
            return redirect("active_checks", consultancy, engagement)
    context = {"engagement": found, "header": header_of(found, "estate"), "page": page, "form": form}
    return render(request, "audits/active_checks.html", context)


@require_POST
def stop(request: TenantRequest, consultancy: str, engagement: UUID, run: UUID) -> HttpResponse:
    """Stop a run that sends."""
    row = access_run(request.place, engagement, run)
    try:
        stop_run(run=row, acting_user=request.user)
        messages.success(request, "Stopped: nothing more is sent. What was seen so far is kept.")
    except RefusedError as refusal:
        messages.info(request, str(refusal))
    return back_to(request, consultancy, engagement, "board")
