"""The Cloudflare token of an engagement: given, replaced and removed; nothing shows it again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audits.queries import header_of
from portal.board.forms.credential import SCOPES, TokenForm
from portal.board.queries.credential import zone_name
from portal.estate.credential_actions import give_credential, take_credential_back
from portal.estate.models import Credential
from portal.estate.queries import credential_of
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.tenancy.place import TenantRequest

CLOUDFLARE = Credential.Kind.CLOUDFLARE


@require_http_methods(["GET", "HEAD", "POST"])
def cloudflare_token(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Give a token, or another in place of the one before it."""
    found = access_engagement(request.place, engagement)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            value = form.cleaned_data["token"]
            give_credential(engagement=found, kind=CLOUDFLARE, value=value, acting_user=request.user)
            messages.success(request, "The token is sealed. The next audit reads the zone with it.")
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return redirect("estate", consultancy, engagement)
    context = {"form": form, "scopes": SCOPES, "zone": zone_name(found), "given": credential_of(found, CLOUDFLARE)}
    frame = {"engagement": found, "header": header_of(found, "estate")}
    return render(request, "board/cloudflare_token.html", {**context, **frame})


@require_http_methods(["GET", "HEAD", "POST"])
def remove_cloudflare_token(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Ask, then delete the token here."""
    found = access_engagement(request.place, engagement)
    given = credential_of(found, CLOUDFLARE)
    if given is None:
        raise Http404
    if request.method == "POST":
        take_credential_back(credential=given, acting_user=request.user)
        messages.success(request, "The token is deleted here. Roll or delete it at Cloudflare too.")
        return redirect("estate", consultancy, engagement)
    frame = {"engagement": found, "header": header_of(found, "estate")}
    return render(request, "board/remove_cloudflare_token.html", {"given": given, **frame})
