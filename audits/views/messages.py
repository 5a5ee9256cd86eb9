"""Received messages: given, listed with what was found in them, judged again and deleted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from audits.access import access_message
from audits.actions import delete_message, give_message, judge_messages
from audits.forms.messages import MessageForm
from audits.queries import header_of, run_progress
from audits.queries.messages import messages_page
from portal.files.upload_limit import MARK
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.place import TenantRequest


@require_http_methods(["GET", "HEAD", "POST"])
def received_messages(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Every message with its verdict, and the form that takes another."""
    row = access_engagement(request.place, engagement)
    form = MessageForm()
    if request.method == "POST":
        form = MessageForm(request.POST, request.FILES, is_too_large=bool(request.META.get(MARK)))
        if form.is_valid() and _given(request, row, form):
            return redirect("received_messages", consultancy, engagement)
    context = {"engagement": row, "header": header_of(row, "estate"), "page": messages_page(row), "form": form}
    return render(request, "audits/received_messages.html", {**context, "run_progress": run_progress(row)})


def _given(request: TenantRequest, engagement: Engagement, form: MessageForm) -> bool:
    """Whether the message was taken; why not is told on the form."""
    try:
        give_message(
            engagement=engagement,
            purpose=form.cleaned_data["purpose"],
            content=form.content,
            is_pasted=form.is_pasted,
            acting_user=request.user,
        )
    except RefusedError as refusal:
        form.add_error("source" if form.is_pasted else "file", str(refusal))
        return False
    messages.success(request, "The message is kept and being judged.")
    return True


@require_POST
def judge_received(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Judge every message again, by the records as they stand now."""
    row = access_engagement(request.place, engagement)
    try:
        judge_messages(engagement=row, acting_user=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("received_messages", consultancy, engagement)


@require_http_methods(["GET", "HEAD", "POST"])
def delete_received(request: TenantRequest, consultancy: str, engagement: UUID, received_message: int) -> HttpResponse:
    """Ask, then delete a message for good."""
    found = access_message(request.place, engagement, received_message)
    back = reverse("received_messages", args=[consultancy, engagement])
    if request.method == "POST":
        delete_message(message=found, acting_user=request.user)
        messages.success(request, "The message is deleted, and what was found in it counts no more.")
        return redirect(back)
    context = {"engagement": found.engagement, "header": header_of(found.engagement, "estate"), "back": back}
    return render(request, "audits/delete_message.html", {**context, "message": found})
