"""Opens the tenant named in the path around the whole response, and decides who passes by the route's audience."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from portal.database.tenant import tenant
from portal.tenancy.access import access_place
from portal.tenancy.audience import Audience, audience_of
from portal.tenancy.place import Place

KEPT_NOWHERE = "private, no-store"
"""Every page is one person's: no proxy keeps it, and after log-out no browser shows it again."""


class TenantMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answered(request)
        response.headers.setdefault("Cache-Control", KEPT_NOWHERE)
        return response

    def _answered(self, request: HttpRequest) -> HttpResponse:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        audience = audience_of(match.view_name)
        if audience is Audience.ANYBODY:
            return self.get_response(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        slug = match.kwargs.get("consultancy")
        if slug is None:
            return self.get_response(request)
        return self._inside(request, access_place(request.user, slug), audience)

    def _inside(self, request: HttpRequest, place: Place, audience: Audience) -> HttpResponse:
        """The response, made in one transaction inside the tenant; a 5xx rolls everything back."""
        if not audience.admits(place):
            raise Http404
        request.place = place  # type: ignore[attr-defined]  # TenantRequest: what views are typed with
        with tenant(place.consultancy.pk, request.user.pk):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
