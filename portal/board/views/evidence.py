"""What people leave to show that an item holds, and what they take back."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.queries import header_of
from portal.board.forms.item import EvidenceForm
from portal.board.views.item import show_item
from portal.files.actions import keep_upload
from portal.files.faults import FileRefusedError
from portal.files.upload_limit import MARK
from portal.files.views import download
from portal.sprint import item_actions
from portal.sprint.access import access_evidence, access_item, access_waiver
from portal.sprint.models import Evidence, Item
from portal.tenancy.place import TenantRequest


@require_POST
def leave_evidence(request: TenantRequest, consultancy: str, engagement: UUID, item: UUID) -> HttpResponse:
    """Keep a text, a link, a file, or several of them."""
    found = access_item(request.place, engagement, item)
    form = EvidenceForm(request.POST, request.FILES, is_too_large=bool(request.META.get(MARK)), auto_id="evidence_%s")
    if form.is_valid():
        try:
            _keep(found, form, request)
            return redirect(f"{reverse('item', args=[consultancy, engagement, item])}#evidence")
        except FileRefusedError as refusal:
            form.add_error("file", str(refusal))
    return show_item(request, found, evidence_form=form)


@transaction.atomic
def _keep(item: Item, form: EvidenceForm, request: TenantRequest) -> None:
    """All that was left, or nothing when the file is refused."""
    left, told = form.cleaned_data, {"item": item, "acting_user": request.user}
    if left["text"]:
        item_actions.leave_evidence(kind=Evidence.Kind.TEXT, text=left["text"], **told)
    if left["link"]:
        item_actions.leave_evidence(kind=Evidence.Kind.LINK, link=left["link"], **told)
    if left["file"]:
        kept = keep_upload(consultancy_id=item.consultancy_id, upload=left["file"], acting_user=request.user)
        item_actions.leave_evidence(kind=Evidence.Kind.FILE, file=kept, **told)


@require_safe
def evidence_file(
    request: TenantRequest, consultancy: str, engagement: UUID, item: UUID, evidence: int
) -> HttpResponse:
    """The file somebody left, as a download."""
    del consultancy
    found = access_evidence(request.place, engagement, item, evidence)
    if found.file is None:
        raise Http404
    return download(found.file)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_evidence(
    request: TenantRequest, consultancy: str, engagement: UUID, item: UUID, evidence: int
) -> HttpResponse:
    """Ask, then take evidence back."""
    found = access_evidence(request.place, engagement, item, evidence)
    back = reverse("item", args=[consultancy, engagement, item])
    if request.method == "POST":
        item_actions.withdraw_evidence(evidence=found, acting_user=request.user)
        messages.success(request, "The evidence no longer counts. The history keeps that it was there.")
        return redirect(back)
    text = "An item that was settled by it alone is open again. The history keeps that it was there."
    context = {"title": f"Withdraw this {found.get_kind_display().lower()}?", "text": text, "act": "Withdraw"}
    return _confirm(request, found.item, back, context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_waiver(
    request: TenantRequest, consultancy: str, engagement: UUID, item: UUID, waiver: int
) -> HttpResponse:
    """Ask, then end an exception early."""
    found = access_waiver(request.place, engagement, item, waiver)
    back = reverse("item", args=[consultancy, engagement, item])
    if request.method == "POST":
        item_actions.withdraw_waiver(waiver=found, acting_user=request.user)
        messages.success(request, "The waiver ended. The item counts again.")
        return redirect(back)
    text = f"{found.owner} carries it until {found.until:%-d %b %Y}: {found.reason}"
    context = {"title": "End this waiver now?", "text": text, "act": "End the waiver"}
    return _confirm(request, found.item, back, context)


def _confirm(request: TenantRequest, item: Item, back: str, context: dict[str, str]) -> HttpResponse:
    engagement = item.stage.engagement
    whole = {"engagement": engagement, "header": header_of(engagement, "board"), "back": back, **context}
    return render(request, "board/confirm.html", whole)
