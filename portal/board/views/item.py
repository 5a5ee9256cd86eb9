"""The page of one item, also with a form that was refused."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audits.queries import header_of
from portal.board.forms.item import AskForm, AssignForm, CommentForm, EvidenceForm, WaiverForm
from portal.board.queries.item import item_page
from portal.board.viewer import viewer_of
from portal.sprint.access import access_item
from portal.sprint.models import Item
from portal.tenancy.place import TenantRequest
from portal.tenancy.queries import current_members


@never_cache
@require_safe
def item(request: TenantRequest, consultancy: str, engagement: UUID, item: UUID) -> HttpResponse:
    """Risks with their fix first, then evidence, then what people do with the item."""
    del consultancy
    return show_item(request, access_item(request.place, engagement, item))


def show_item(request: TenantRequest, item: Item, **refused: object) -> HttpResponse:
    """The page; `refused` holds a form that is shown again with what is wrong, under its usual name."""
    engagement = item.stage.engagement
    viewer = viewer_of(request.place, request.user, engagement)
    start = {"revision": item.revision}
    members = current_members()
    context = {
        "engagement": engagement,
        "page": item_page(item, engagement, viewer),
        "assign_form": AssignForm(initial={**start, "member": item.assignee_id}, members=members, auto_id="assign_%s"),
        "ask_form": AskForm(initial=start, zone=viewer.zone, auto_id="ask_%s"),
        "evidence_form": EvidenceForm(auto_id="evidence_%s"),
        "waiver_form": WaiverForm(auto_id="waiver_%s"),
        "comment_form": CommentForm(auto_id="comment_%s"),
        "header": header_of(engagement, "board"),
        **refused,
    }
    return render(request, "board/item.html", context)
