"""The two maps of an estate: the way of one request, and where every host leads."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audits.queries import header_of
from audits.queries.request_path import path_page
from audits.queries.routing_map import routing_map as routing_of
from portal.sprint.access import access_engagement
from portal.tenancy.place import TenantRequest


@require_safe
def request_path(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """The way from a browser to production's answer."""
    del consultancy
    found = access_engagement(request.place, engagement)
    page = path_page(found, request.GET.get("to", "")[:2000])
    context = {"engagement": found, "header": header_of(found, "estate"), "page": page}
    return render(request, "board/request_path.html", context)


@require_safe
def routing_map(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Every host with its records, where it leads, why it exists and when that was seen."""
    del consultancy
    found = access_engagement(request.place, engagement)
    context = {"engagement": found, "header": header_of(found, "estate"), "page": routing_of(found)}
    return render(request, "board/routing_map.html", context)
