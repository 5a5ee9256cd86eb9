"""The list of engagements, and the first page of a consultancy that has none."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.board.forms.new import NewEngagementForm
from portal.board.queries.engagements import engagement_list, planned_ruler
from portal.tenancy.place import TenantRequest


@require_safe
def engagements(request: TenantRequest, consultancy: str) -> HttpResponse:
    """Who needs somebody first; without any engagement, the domain field itself."""
    del consultancy
    shown = engagement_list(request.place, request.user, show_all=request.GET.get("show") == "all")
    context = {"list": shown, "here_engagements": True}
    if shown.is_empty:
        form = NewEngagementForm(clients=[])
        return render(request, "board/first_engagement.html", {**context, "form": form, "ruler": planned_ruler()})
    return render(request, "board/engagements.html", context)
