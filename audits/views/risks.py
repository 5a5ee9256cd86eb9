"""The ranked risks, their export, and risks written by hand."""

import csv
from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.actions import add_risk as write_risk
from audits.actions import publish_risks as publish_all
from audits.forms.filters import address_of, risk_filters
from audits.forms.risks import HandWrittenForm, PublishForm
from audits.queries import header_of, risk_rows, run_progress
from audits.queries.export import risk_list as risk_list_of
from audits.queries.finding_page import people_of
from audits.queries.published import as_the_client_reads
from audits.queries.ranking import ranked_risks
from audits.queries.risk_page import risk_page
from audits.queries.risk_row import RiskRow
from audits.queries.risks import rows_of
from audits.views.targets import page_of
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.sprint.queries import playbook_of
from portal.tenancy.place import TenantRequest


@require_safe
def risks(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Every risk, worst first, as the address filters them."""
    row = access_engagement(request.place, engagement)
    page = risk_page(row, risk_filters(request.GET))
    people, client_people = people_of(row)
    context = {
        "engagement": row,
        "header": header_of(row, "risks"),
        "page": page,
        "run_progress": run_progress(row),
        "people": people,
        "client_people": client_people,
        "before_address": address_of(page.filters, page.before_page) if page.before_page else "",
        "next_address": address_of(page.filters, page.next_page) if page.next_page else "",
        "list_address": address_of(page.filters, 1),
        "consultancy": consultancy,
    }
    return render(request, "audits/risks.html", context)


@require_safe
def risk_list(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """The same risks as a table for a spreadsheet."""
    row = access_engagement(request.place, engagement)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = slugify(f"{consultancy} {row.name} risks")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(response).writerows(risk_list_of(risk_rows(row, risk_filters(request.GET))))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def add_risk(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Write a risk that no check can see."""
    row = access_engagement(request.place, engagement)
    form = HandWrittenForm(request.POST or None, playbook=playbook_of(row))
    if form.is_valid():
        risk = write_risk(engagement=row, words=form.words, acting_user=request.user)
        messages.success(request, "The risk is in the list. It is internal until you publish it.")
        return redirect(page_of(consultancy, risk))
    people, _ = people_of(row)
    context = {"engagement": row, "header": header_of(row, "risks"), "form": form, "people": people}
    return render(request, "audits/add_risk.html", context)


@require_POST
def publish_risks(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Show what the client would read of the ticked risks; publish them once that is confirmed."""
    row = access_engagement(request.place, engagement)
    form = PublishForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["chosen"]))
        return redirect("risks", consultancy, engagement)
    rows = _ticked(row, form.cleaned_data["chosen"])
    if rows and not form.cleaned_data["confirmed"]:
        return _preview(request, row, rows)
    try:
        number = publish_all(targets=[one.finding or one.risk for one in rows], acting_user=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        told = f"{row.client.name} sees {number} more {'risk' if number == 1 else 'risks'}."
        messages.success(request, told if number else f"{row.client.name} sees all of them already.")
    return redirect("risks", consultancy, engagement)


def _ticked(engagement: Engagement, chosen: Sequence[tuple[str, UUID]]) -> list[RiskRow]:
    """The rows of what was ticked, worst first; 404 where one of them is none of this engagement's."""
    found = {(risk.kind, risk.finding_id or risk.risk_id): risk for risk in ranked_risks(engagement)}
    if not set(chosen) <= set(found):
        raise Http404
    return rows_of(
        engagement, playbook_of(engagement), sorted((found[key] for key in chosen), key=lambda one: one.order)
    )


def _preview(request: TenantRequest, engagement: Engagement, rows: Sequence[RiskRow]) -> HttpResponse:
    """What publishing would show, before anything is shown."""
    hidden = [row for row in rows if not row.is_published]
    context = {
        "engagement": engagement,
        "header": header_of(engagement, "risks"),
        "rows": hidden,
        "reads": [as_the_client_reads(row) for row in hidden],
        "already": len(rows) - len(hidden),
    }
    return render(request, "audits/publish_risks.html", context)
