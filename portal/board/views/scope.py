"""The scope guard: a wish is held against what a sprint refuses to build, and parked with the reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audits.queries import header_of
from portal.board.forms.scope import ParkForm, WishForm
from portal.playbooks import matching_refusals
from portal.sprint import actions
from portal.sprint.access import access_engagement
from portal.sprint.models import Engagement
from portal.sprint.queries import parked_requests, playbook_of
from portal.tenancy.place import TenantRequest


@require_http_methods(["GET", "HEAD", "POST"])
def park_request(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """What was parked; a wish typed here is offered to be."""
    found = access_engagement(request.place, engagement)
    wish = WishForm(request.POST or None, initial={"request": request.GET.get("request", "")[:300]})
    if request.method != "POST" or not wish.is_valid():
        return _page(request, found, wish, None)
    text = wish.cleaned_data["request"]
    matching = matching_refusals(text)
    refusals = matching or playbook_of(found).refusals
    if "park" not in request.POST:
        first = {"request": text, "refusal": matching[0].line if matching else None}
        return _page(request, found, wish, ParkForm(refusals=refusals, initial=first), is_match=bool(matching))
    form = ParkForm(request.POST, refusals=refusals)
    if not form.is_valid():
        return _page(request, found, wish, form, is_match=bool(matching))
    actions.park_request(
        engagement=found,
        refusal_line=form.cleaned_data["refusal"],
        request=text,
        reason=form.told_reason,
        acting_user=request.user,
    )
    messages.success(request, "Parked with its reason. The handover tells it under what was not built.")
    return redirect("park_request", consultancy, engagement)


def _page(
    request: TenantRequest, engagement: Engagement, wish: WishForm, form: ParkForm | None, *, is_match: bool = False
) -> HttpResponse:
    context = {
        "engagement": engagement,
        "header": header_of(engagement, "scope"),
        "wish": wish,
        "form": form,
        "is_match": is_match,
        "parked": parked_requests(engagement),
    }
    return render(request, "board/scope.html", context)
