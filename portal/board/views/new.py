"""Setting up an engagement: the domain first, then the look at it and what of it belongs to the estate."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audits.actions.discoveries import confirm_discovery, request_discovery
from audits.models import Discovery
from audits.queries import header_of
from audits.queries.discoveries import found_by, is_confirmed, latest_discovery, look_seconds
from portal.board.actions import set_up_engagement
from portal.board.forms.confirm import ConfirmEstateForm
from portal.board.forms.new import NewEngagementForm
from portal.board.queries.proposal import proposal_of
from portal.estate.queries import estate_rows
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.sprint.queries import playbook_of
from portal.tenancy.place import TenantRequest
from portal.tenancy.queries import clients


@require_http_methods(["GET", "HEAD", "POST"])
def new_engagement(request: TenantRequest, consultancy: str) -> HttpResponse:
    """The form, with the domain of the list's own field taken over."""
    initial = {"domain": request.GET.get("domain", "")[:253], "time_zone": request.user.time_zone, "playbook": "ops"}
    form = NewEngagementForm(request.POST or None, clients=list(clients()), initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        engagement = set_up_engagement(
            consultancy=request.place.consultancy,
            client=form.chosen_client,
            client_name=told["client_name"],
            name=told["name"],
            domain=told["domain"],
            playbook_id=told["playbook"],
            time_zone=told["time_zone"],
            acting_user=request.user,
        )
        return redirect("confirm_estate", consultancy, engagement.pk)
    return render(request, "board/new_engagement.html", {"form": form, "here_engagements": True})


@require_http_methods(["GET", "HEAD", "POST"])
def discover_estate(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Look at the domain, again too: new names are offered, nothing is lost."""
    found = access_engagement(request.place, engagement)
    domain = estate_rows(found).domain
    if domain is None:
        messages.error(request, "There is no domain to look at. Add it first.")
        return redirect("add_to_estate", consultancy, engagement, "domain")
    if request.method == "POST":
        try:
            request_discovery(engagement=found, domain=domain.name, acting_user=request.user)
        except RefusedError as refusal:
            messages.info(request, str(refusal))
    return redirect("confirm_estate", consultancy, engagement)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_estate(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """How far the look is, then what it found; confirming writes the estate."""
    found = access_engagement(request.place, engagement)
    discovery = latest_discovery(found)
    form = _form(request, found, discovery)
    if discovery and form and form.is_bound and form.is_valid():
        after = "estate" if is_confirmed(found) else "intake"
        discovery.engagement = found
        confirm_discovery(discovery=discovery, chosen=form.chosen, acting_user=request.user)
        messages.success(request, "The estate is confirmed. Only what you ticked is ever asked.")
        return redirect(after, consultancy, engagement)
    context = {
        "engagement": found,
        "header": header_of(found, "estate"),
        "domain": estate_rows(found).domain,
        "playbook": playbook_of(found),
        "seconds": look_seconds(discovery),
        "discovery": discovery,
        "is_looking": discovery is not None and discovery.is_looking,
        "form": form,
        "proposal": form.proposal if form else None,
    }
    return render(request, "board/_discovery.html" if _is_poll(request) else "board/confirm_estate.html", context)


def _form(request: TenantRequest, engagement: Engagement, discovery: Discovery | None) -> ConfirmEstateForm | None:
    """The form over a finished look; None before that. Answers to an older look are not taken over."""
    if discovery is None or discovery.state != Discovery.State.FINISHED:
        return None
    proposal, initial = proposal_of(engagement, found_by(discovery)), {"discovery": discovery.pk}
    if request.method != "POST":
        return ConfirmEstateForm(proposal=proposal, initial=initial)
    if request.POST.get("discovery") != str(discovery.pk):
        messages.warning(request, "Somebody looked again meanwhile. Here is the newer look.")
        return ConfirmEstateForm(proposal=proposal, initial=initial)
    return ConfirmEstateForm(request.POST, proposal=proposal, initial=initial)


def _is_poll(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False)) and request.method == "GET"
