"""One risk with its proof, and what people decide about it: words, acceptance, publication, the end."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from audits import actions
from audits.forms.risks import AcceptForm, HandWrittenForm, RiskForm, spoken
from audits.models import Finding
from audits.queries import header_of, run_progress
from audits.queries.finding_page import RiskDetail
from audits.views.targets import Target, detail_of, page_of, risk_of, target_of
from portal.sprint.faults import RefusedError
from portal.sprint.queries import playbook_of
from portal.tenancy.place import TenantRequest

Named = UUID | None


@require_safe
def finding(request: TenantRequest, consultancy: str, engagement: UUID, finding: UUID) -> HttpResponse:  # noqa: ARG001 - the path names the tenant
    """A finding: what is true, the exact fix, before and after, evidence, history, and what people made of it."""
    return _page(request, target_of(request.place, engagement, finding, None))


@require_safe
def risk(request: TenantRequest, consultancy: str, engagement: UUID, risk: UUID) -> HttpResponse:
    """A hand-written risk; the risk of a finding has its finding's page."""
    target = target_of(request.place, engagement, None, risk)
    return redirect(page_of(consultancy, target)) if isinstance(target, Finding) else _page(request, target)


@require_POST
def describe(
    request: TenantRequest, consultancy: str, engagement: UUID, finding: Named = None, risk: Named = None
) -> HttpResponse:
    """Say it in one's own words."""
    target = target_of(request.place, engagement, finding, risk)
    detail = detail_of(target)
    form = _words_form(target, detail, request)
    if not form.is_valid():
        return _page(request, target, form=form)

    def act() -> str:
        actions.describe_risk(target=target, words=form.words, acting_user=request.user)
        return "Saved. The client sees it once it is published."

    return _done(request, consultancy, target, act)


@require_POST
def accept(
    request: TenantRequest, consultancy: str, engagement: UUID, finding: Named = None, risk: Named = None
) -> HttpResponse:
    """Bear it until a day."""
    target = target_of(request.place, engagement, finding, risk)
    form = AcceptForm(request.POST, prefix="accept")
    if not form.is_valid():
        return _page(request, target, accept_form=form)
    try:
        actions.accept_risk(target=target, acting_user=request.user, **form.cleaned_data)
    except RefusedError as refusal:
        form.add_error("until", str(refusal))
        return _page(request, target, accept_form=form)
    messages.success(request, f"Accepted until {form.cleaned_data['until']:%-d %b %Y}. The handover lists it.")
    return redirect(page_of(consultancy, target))


@require_POST
def withdraw(
    request: TenantRequest, consultancy: str, engagement: UUID, finding: Named = None, risk: Named = None
) -> HttpResponse:
    """Bear it no longer."""
    target = target_of(request.place, engagement, finding, risk)

    def act() -> str:
        actions.withdraw_acceptance(target=target, acting_user=request.user)
        return "The risk is open again."

    return _done(request, consultancy, target, act)


@require_POST
def publish(
    request: TenantRequest, consultancy: str, engagement: UUID, finding: Named = None, risk: Named = None
) -> HttpResponse:
    """Show it to the client."""
    target = target_of(request.place, engagement, finding, risk)

    def act() -> str:
        actions.publish_risk(target=target, acting_user=request.user)
        return f"{target.engagement.client.name} sees this now."

    return _done(request, consultancy, target, act)


@require_POST
def unpublish(
    request: TenantRequest, consultancy: str, engagement: UUID, finding: Named = None, risk: Named = None
) -> HttpResponse:
    """Take it back from the client."""
    target = target_of(request.place, engagement, finding, risk)

    def act() -> str:
        actions.unpublish_risk(target=target, acting_user=request.user)
        return "Internal again. The client does not see it."

    return _done(request, consultancy, target, act)


@require_POST
def close(request: TenantRequest, consultancy: str, engagement: UUID, risk: UUID) -> HttpResponse:
    """Say that a hand-written risk is over."""
    target = target_of(request.place, engagement, None, risk)

    def act() -> str:
        actions.close_risk(risk=risk_of(target), acting_user=request.user)
        return "The risk is closed."

    return _done(request, consultancy, target, act)


@require_POST
def reopen(request: TenantRequest, consultancy: str, engagement: UUID, risk: UUID) -> HttpResponse:
    """Say that a hand-written risk is there again."""
    target = target_of(request.place, engagement, None, risk)

    def act() -> str:
        actions.reopen_risk(risk=risk_of(target), acting_user=request.user)
        return "The risk is open again."

    return _done(request, consultancy, target, act)


def _done(request: TenantRequest, consultancy: str, target: Target, act: Callable[[], str]) -> HttpResponse:
    """Back to the page with what is true now, or with the reason why not."""
    try:
        messages.success(request, act())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect(page_of(consultancy, target))


def _words_form(target: Target, detail: RiskDetail, request: TenantRequest | None = None) -> RiskForm:
    kind = RiskForm if isinstance(target, Finding) else HandWrittenForm
    typed = request.POST if request else None
    return kind(typed, playbook=playbook_of(target.engagement), row=detail.row, initial=spoken(detail.row.risk))


def _page(
    request: TenantRequest, target: Target, *, form: RiskForm | None = None, accept_form: AcceptForm | None = None
) -> HttpResponse:
    detail = detail_of(target)
    context = {
        "engagement": target.engagement,
        "header": header_of(target.engagement, "risks"),
        "detail": detail,
        "run_progress": run_progress(target.engagement),
        "row": detail.row,
        "form": form or _words_form(target, detail),
        "accept_form": accept_form or AcceptForm(initial={"owner": detail.row.owner}, prefix="accept"),
        "is_finding": isinstance(target, Finding),
    }
    return render(request, "audits/risk.html", context)
