"""The intake: which accesses the sprint needs, who gives each, and where it stands."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audits.queries import header_of
from portal.board.forms.intake import NoteAccessForm
from portal.sprint.access import access_engagement, access_intake
from portal.sprint.actions import note_access as note
from portal.sprint.intake import intake_of
from portal.sprint.models import Engagement
from portal.tenancy.place import TenantRequest
from portal.tenancy.queries import current_client_users


@require_safe
def intake(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """The checklist, each access with its form."""
    del consultancy
    found = access_engagement(request.place, engagement)
    return _page(request, found, None)


@require_http_methods(["GET", "HEAD", "POST"])
def note_access(request: TenantRequest, consultancy: str, engagement: UUID, access: str) -> HttpResponse:
    """Write down where one access stands."""
    row = access_intake(request.place, engagement, access)
    if request.method != "POST":
        return redirect("intake", consultancy, engagement)
    form = NoteAccessForm(request.POST, prefix=row.access_id)
    if not form.is_valid():
        return _page(request, row.engagement, form)
    note(access=row, acting_user=request.user, **form.cleaned_data)
    messages.success(request, "Noted. The client's page says the same.")
    return redirect("intake", consultancy, engagement)


def _page(request: TenantRequest, engagement: Engagement, wrong: NoteAccessForm | None) -> HttpResponse:
    standing = intake_of(engagement)
    rows: list[dict[str, Any]] = []
    for access in standing.accesses:
        key = access.row.access_id
        told = {"state": access.row.state, "giver": access.row.giver, "note": access.row.note}
        form = wrong if wrong and wrong.prefix == key else NoteAccessForm(prefix=key, initial=told)
        rows.append({"access": access, "form": form})
    context = {
        "engagement": engagement,
        "header": header_of(engagement, "intake"),
        "intake": standing,
        "rows": rows,
        "has_client_people": current_client_users(engagement.client).exists(),
    }
    return render(request, "board/intake.html", {**context, "wrong": wrong})
