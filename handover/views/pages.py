"""The member's page of a handover: what is missing, every document, the inventory, rehearsals."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audits.queries import header_of, withheld_ranks
from handover import queries
from handover.actions.versions import INSTALL
from portal.sprint.access import access_engagement
from portal.sprint.models import Engagement
from portal.tenancy.models import User
from portal.tenancy.place import TenantRequest


@require_safe
def handover(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Everything that goes to the client at the end, and what still keeps it."""
    del consultancy
    row = access_engagement(request.place, engagement)
    return render(request, "handover/handover.html", {**frame(row, request.user), **page_of(row)})


def frame(engagement: Engagement, reader: User) -> dict[str, Any]:
    """What the frame of a member's page needs."""
    zone = reader.zone_or(engagement.time_zone)
    return {"engagement": engagement, "header": header_of(engagement, "handover"), "zone": zone}


def page_of(engagement: Engagement) -> dict[str, Any]:
    """What the page of a handover shows."""
    needs = queries.need_rows(engagement)
    documents = queries.document_rows(engagement)
    missing = [row for row in needs if not row.is_supplied]
    return {
        "documents": documents,
        "is_being_made": any(row.is_being_made for row in documents),
        "needs": needs,
        "missing": missing,
        "supplied": len(needs) - len(missing),
        "percent": (len(needs) - len(missing)) * 100 // len(needs),
        "withheld": sum(withheld_ranks(engagement).values()),
        "secrets": queries.engagement_secrets(engagement),
        "scenarios": queries.engagement_rehearsals(engagement),
        "published": sum(row.newest is not None for row in documents),
        "cannot_write": "" if settings.DOCUMENTS_AVAILABLE else INSTALL,
    }
