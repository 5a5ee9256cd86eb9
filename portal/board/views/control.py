"""Proving control of a name: its token, a look for it, and how far the look is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audits.actions import look_for_control
from portal.board.forms.control import ProveForm
from portal.board.queries.control import control_standing
from portal.estate.access import access_control_proof
from portal.estate.control_actions import begin_proof
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.tenancy.place import TenantRequest


@require_http_methods(["GET", "HEAD", "POST"])
def prove_control(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Draw a token for a name of the estate; the page shows where to publish it."""
    found = access_engagement(request.place, engagement)
    form = ProveForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            begin_proof(engagement=found, name=form.cleaned_data["name"], acting_user=request.user)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
    elif request.method == "POST":
        messages.error(request, "Choose a name of the estate.")
    return _to_section(consultancy, engagement)


@require_http_methods(["GET", "HEAD", "POST"])
def look_for_proof(request: TenantRequest, consultancy: str, engagement: UUID, control: int) -> HttpResponse:
    """Look for the token now."""
    found = access_engagement(request.place, engagement)
    proof = access_control_proof(found, control)
    if request.method == "POST":
        try:
            look_for_control(proof=proof, acting_user=request.user)
        except RefusedError as refusal:
            messages.info(request, str(refusal))
    return _to_section(consultancy, engagement)


@never_cache
@require_safe
def control_state(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:  # noqa: ARG001 - the path names the tenant
    """The section alone, for the page that polls while a look goes on."""
    found = access_engagement(request.place, engagement)
    return render(request, "board/_control.html", {"engagement": found, "control": control_standing(found)})


def _to_section(consultancy: str, engagement: UUID) -> HttpResponse:
    answer = redirect("estate", consultancy, engagement)
    answer["Location"] += "#control"
    return answer
