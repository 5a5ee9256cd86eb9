"""The client's pages: published versions, their download, and the approver's decision."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from handover import actions, queries
from handover.access import access_approver, access_version
from handover.forms import DecisionForm
from portal.files.views import download
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.tenancy.place import TenantRequest


@require_safe
def client_documents(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """What the client was given, and what is still to come."""
    del consultancy
    row = access_engagement(request.place, engagement)
    user = request.place.clients.get(row.client_id)
    papers = queries.client_papers(row)
    context = {
        "engagement": row,
        "client": row.client if user else None,
        "here_documents": True,
        "zone": request.user.zone_or(row.time_zone),
        "papers": papers,
        "delivered": [paper for paper in papers if paper.newest],
        "coming": [paper for paper in papers if not paper.newest],
        "asked_first": next((paper for paper in papers if paper.newest and not paper.newest.decision), None),
        "may_decide": bool(user and user.role == "approver"),
    }
    return render(request, "handover/client_documents.html", context)


@require_safe
def download_version(request: TenantRequest, consultancy: str, engagement: UUID, version: UUID) -> HttpResponse:
    """A published version as a file to keep."""
    del consultancy
    row = access_version(request.place, engagement, version)
    if row.published_at is None or row.file is None:
        raise Http404
    return download(row.file)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: TenantRequest, consultancy: str, engagement: UUID, version: UUID) -> HttpResponse:
    """An approver approves a version, or asks for changes and says which."""
    row = access_version(request.place, engagement, version)
    approver = access_approver(request.place, row)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_version(version=row, **form.cleaned_data, client_user=approver, acting_user=request.user)
        except RefusedError as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, f"{request.place.consultancy.name} sees your answer.")
            return redirect("client_documents", consultancy, engagement)
    context = {
        "engagement": row.document.engagement,
        "client": row.document.engagement.client,
        "here_documents": True,
        "page": queries.version_page(row),
        "form": form,
    }
    return render(request, "handover/decide.html", context)
