"""Having a version made, looking at it, publishing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from handover import actions, queries
from handover.access import access_version
from handover.models import Version
from handover.queries.papers import DocumentRow, document_row
from handover.views.pages import frame
from portal.files.views import download
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.place import TenantRequest


@require_POST
def write_version(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Have a kind of document written, or take the PDF that was supplied for it."""
    row = access_engagement(request.place, engagement)
    document = document_row(row, request.POST.get("kind", ""))
    if document is None:
        messages.error(request, "Choose one of the documents of this playbook.")
        return redirect("handover", consultancy, engagement)
    try:
        version = _asked(request, row, document)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("handover", consultancy, engagement)
    return redirect("version", consultancy, engagement, version.pk)


def _asked(request: TenantRequest, engagement: Engagement, document: DocumentRow) -> Version:
    common: dict[str, Any] = {"engagement": engagement, "kind": document.kind, "acting_user": request.user}
    if document.kind.is_written:
        return actions.write_version(**common)
    upload = request.FILES.get("file")
    if upload is None:
        raise RefusedError("Choose a PDF of at most 32 MB first.")
    return actions.supply_version(upload=upload, **common)


@require_safe
def version(request: TenantRequest, consultancy: str, engagement: UUID, version: UUID) -> HttpResponse:
    """One version: what it holds, its file, what the client said; live while it is made."""
    del consultancy
    row = access_version(request.place, engagement, version)
    context = {**frame(row.document.engagement, request.user), "page": queries.version_page(row)}
    return render(request, "handover/version.html", context)


@require_safe
def version_progress(request: TenantRequest, consultancy: str, engagement: UUID, version: UUID) -> HttpResponse:
    """The part of that page that changes while it is made."""
    del consultancy
    row = access_version(request.place, engagement, version)
    context = {**frame(row.document.engagement, request.user), "page": queries.version_page(row)}
    return render(request, "handover/_version.html", context)


@require_safe
def version_file(request: TenantRequest, consultancy: str, engagement: UUID, version: UUID) -> HttpResponse:
    """The PDF as a preview for members; one the portal did not make itself comes as a download."""
    del consultancy
    row = access_version(request.place, engagement, version)
    if row.file is None or row.state != Version.State.READY:
        raise Http404
    response = download(row.file)
    if not row.maker:
        name = content_disposition_header(as_attachment=False, filename=row.file.name)
        response["Content-Disposition"] = name or "inline"
        response["Content-Security-Policy"] = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
    return response


@require_POST
def publish_version(request: TenantRequest, consultancy: str, engagement: UUID, version: UUID) -> HttpResponse:
    """Give it to the client, for good."""
    row = access_version(request.place, engagement, version)
    try:
        actions.publish_version(version=row, acting_user=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("handover", consultancy, engagement)
    client = row.document.engagement.client.name
    messages.success(request, f"{client} sees version {row.number} now. It stays as it is.")
    return redirect("version", consultancy, engagement, version)
