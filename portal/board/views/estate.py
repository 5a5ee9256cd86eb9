"""The estate: what the engagement covers, added, edited, taken out and brought back as plain forms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audits.queries import header_of
from portal.board.forms.estate import FORMS, RowForm
from portal.board.queries.control import control_standing
from portal.board.queries.credential import token_standing
from portal.board.queries.estate import TITLES, estate_sections, name_of
from portal.estate import actions
from portal.estate.access import access_row
from portal.estate.models import EstateRow
from portal.sprint.access import access_engagement
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.place import TenantRequest

ADD = {
    "domain": actions.add_domain,
    "host": actions.add_host,
    "endpoint": actions.add_endpoint,
    "repository": actions.add_repository,
    "mail-domain": actions.add_mail_domain,
}


@require_safe
def estate(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Everything the engagement covers."""
    del consultancy
    found = access_engagement(request.place, engagement)
    sections = estate_sections(found)
    wanting = sum(bool(line.wants) for section in sections for line in section.lines)
    context = {
        "token": token_standing(found),
        "control": control_standing(found),
        "sections": sections,
        "wanting": wanting,
        "covered": sum(len(section.lines) for section in sections),
    }
    return render(request, "board/estate.html", {**context, **_frame(found)})


@require_http_methods(["GET", "HEAD", "POST"])
def add_to_estate(request: TenantRequest, consultancy: str, engagement: UUID, estate_kind: str) -> HttpResponse:
    """Add a row by hand."""
    found = access_engagement(request.place, engagement)
    form = _form(estate_kind, found, request)
    if request.method == "POST" and form.is_valid():
        try:
            row = ADD[estate_kind](engagement=found, acting_user=request.user, **form.cleaned_data)
            messages.success(request, f"The estate covers {name_of(row)}. The next audit looks at it.")
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return redirect("estate", consultancy, engagement)
    context = {"form": form, "title": f"Add {TITLES[estate_kind][1]}", "act": "Add to the estate"}
    return render(request, "board/estate_row.html", {**context, **_frame(found)})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_estate_row(
    request: TenantRequest, consultancy: str, engagement: UUID, estate_kind: str, estate_row: int
) -> HttpResponse:
    """Change what is said about a row."""
    found, row = _row(request, engagement, estate_kind, estate_row)
    form = _form(estate_kind, found, request, row)
    if not form.fields:
        raise Http404
    if request.method == "POST" and form.is_valid():
        actions.edit_row(row=row, changes=_changes(form), acting_user=request.user)
        messages.success(request, f"{name_of(row)} is changed.")
        return redirect("estate", consultancy, engagement)
    context = {"form": form, "row": row, "kind": estate_kind, "title": name_of(row), "act": "Save"}
    return render(request, "board/estate_row.html", {**context, **_frame(found)})


@require_http_methods(["GET", "HEAD", "POST"])
def retire_estate_row(
    request: TenantRequest, consultancy: str, engagement: UUID, estate_kind: str, estate_row: int
) -> HttpResponse:
    """Ask, then take a row out."""
    found, row = _row(request, engagement, estate_kind, estate_row)
    if request.method == "POST":
        actions.retire_row(row=row, acting_user=request.user)
        messages.success(request, f"{name_of(row)} is out of the estate. It can be brought back below.")
        return redirect("estate", consultancy, engagement)
    return render(request, "board/retire_estate_row.html", {"row": row, "name": name_of(row), **_frame(found)})


@require_http_methods(["GET", "HEAD", "POST"])
def restore_estate_row(
    request: TenantRequest, consultancy: str, engagement: UUID, estate_kind: str, estate_row: int
) -> HttpResponse:
    """Bring a row back that was taken out."""
    _, row = _row(request, engagement, estate_kind, estate_row)
    if request.method == "POST" and row.retired_at is not None:
        try:
            actions.restore_row(row=row, acting_user=request.user)
            messages.success(request, f"{name_of(row)} counts again.")
        except RefusedError as refusal:
            messages.error(request, str(refusal))
    return redirect("estate", consultancy, engagement)


def _frame(engagement: Engagement) -> dict[str, Any]:
    return {"engagement": engagement, "header": header_of(engagement, "estate")}


def _row(request: TenantRequest, engagement: UUID, kind: str, row_id: int) -> tuple[Engagement, EstateRow]:
    found = access_engagement(request.place, engagement)
    return found, access_row(found, kind, row_id)


def _form(kind: str, engagement: Engagement, request: TenantRequest, row: EstateRow | None = None) -> RowForm:
    if kind not in FORMS:
        raise Http404
    data = request.POST if request.method == "POST" else None
    return FORMS[kind](data, engagement=engagement, row=row)


def _changes(form: RowForm) -> dict[str, Any]:
    """What the row takes; selectors are kept as a list."""
    enabled = {name for name, field in form.fields.items() if not field.disabled}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in form.cleaned_data.items()
        if name in enabled
    }
