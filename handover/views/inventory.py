"""What people supply for the papers: answers, the secret inventory, rehearsals."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handover import actions
from handover.access import access_secret
from handover.contents.needs import BY_KEY
from handover.forms import AnswerForm, RehearsalForm, SecretForm
from handover.queries.papers import answer_of, next_missing
from handover.views.pages import frame
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.tenancy.place import TenantRequest


@require_http_methods(["GET", "HEAD", "POST"])
def supply(request: TenantRequest, consultancy: str, engagement: UUID, need: str) -> HttpResponse:
    """One answer the papers need."""
    row = access_engagement(request.place, engagement)
    asked = BY_KEY.get(need)
    if asked is None:
        raise Http404
    back = ("handover", consultancy, engagement)
    form = AnswerForm(request.POST or None, need=asked, initial={"value": answer_of(row, need)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.supply_answer(engagement=row, key=need, value=form.cleaned_data["value"], acting_user=request.user)
        except RefusedError as refusal:
            form.add_error("value", str(refusal))
        else:
            following = next_missing(row, need) if "next" in request.POST else ""
            return redirect(*(("supply", consultancy, engagement, following) if following else back))
    context = {
        **frame(row, request.user),
        "form": form,
        "title": asked.label,
        "is_command": asked.is_command,
        "next": next_missing(row, need),
    }
    return render(request, "handover/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_secret(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """A new entry of the secret inventory."""
    row = access_engagement(request.place, engagement)
    form = SecretForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_secret(engagement=row, words=form.words, acting_user=request.user)
        except RefusedError as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, f"{form.words.name} is in the inventory.")
            return redirect("handover", consultancy, engagement)
    return render(
        request, "handover/form.html", {**frame(row, request.user), "form": form, "title": "A secret for the inventory"}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_secret(request: TenantRequest, consultancy: str, engagement: UUID, secret: UUID) -> HttpResponse:
    """Other words for an entry."""
    row = access_secret(request.place, engagement, secret)
    form = SecretForm(request.POST or None, instance=row)
    if form.is_valid():
        try:
            fresh = access_secret(request.place, engagement, secret)
            actions.edit_secret(secret=fresh, words=form.words, acting_user=request.user)
        except RefusedError as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect("handover", consultancy, engagement)
    context = {**frame(row.engagement, request.user), "form": form, "title": row.name, "secret": row}
    return render(request, "handover/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_secret(request: TenantRequest, consultancy: str, engagement: UUID, secret: UUID) -> HttpResponse:
    """Ask, then leave an entry out."""
    row = access_secret(request.place, engagement, secret)
    if request.method != "POST":
        return render(request, "handover/remove_secret.html", {**frame(row.engagement, request.user), "secret": row})
    actions.remove_secret(secret=row, acting_user=request.user)
    messages.success(request, f"{row.name} is left out of new papers.")
    return redirect("handover", consultancy, engagement)


@require_http_methods(["GET", "HEAD", "POST"])
def record_rehearsal(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Write down that somebody followed a scenario."""
    row = access_engagement(request.place, engagement)
    form = RehearsalForm(request.POST or None, initial={"scenario": request.GET.get("scenario", "")})
    if form.is_valid():
        try:
            actions.record_rehearsal(engagement=row, **form.cleaned_data, acting_user=request.user)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The rehearsal is written down. The next version tells it.")
            return redirect("handover", consultancy, engagement)
    return render(request, "handover/form.html", {**frame(row, request.user), "form": form, "title": "A rehearsal"})
