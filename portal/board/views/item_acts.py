"""What people do with an item on the board and on its page; a stale decision is told, never obeyed."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal.board.forms.item import AskForm, AssignForm, CommentForm, MoveForm, OrderForm, WaiverForm
from portal.board.viewer import viewer_of
from portal.board.views.item import show_item
from portal.sprint import item_actions
from portal.sprint.access import access_item
from portal.sprint.faults import RefusedError, StaleError
from portal.sprint.models import Item
from portal.tenancy.place import TenantRequest
from portal.tenancy.queries import current_members


@require_POST
def move_item(request: TenantRequest, consultancy: str, engagement: UUID, item: UUID) -> HttpResponse:
    """Change an item's state."""
    found, form = access_item(request.place, engagement, item), MoveForm(request.POST)
    if form.is_valid():
        act = partial(item_actions.move_item, item=found, **form.cleaned_data, acting_user=request.user)
        return _done(request, consultancy, found, act)
    messages.error(request, "That is no state an item can be moved to. Choose one in its menu.")
    return _back(request, consultancy, found)


@require_POST
def order_item(request: TenantRequest, consultancy: str, engagement: UUID, item: UUID) -> HttpResponse:
    """Move an item one place up or down in its stage."""
    found, form = access_item(request.place, engagement, item), OrderForm(request.POST)
    if form.is_valid():
        up, revision = form.cleaned_data["to"] == "up", form.cleaned_data["revision"]
        act = partial(item_actions.order_item, item=found, up=up, revision=revision, acting_user=request.user)
        return _done(request, consultancy, found, act)
    messages.error(request, "An item moves up or down. Choose one in its menu.")
    return _back(request, consultancy, found)


@require_POST
def assign_item(request: TenantRequest, consultancy: str, engagement: UUID, item: UUID) -> HttpResponse:
    """Give an item to a member, or to nobody."""
    found = access_item(request.place, engagement, item)
    form = AssignForm(request.POST, members=current_members(), auto_id="assign_%s")
    if not form.is_valid():
        return show_item(request, found, assign_form=form)
    act = partial(item_actions.assign_item, item=found, **form.cleaned_data, acting_user=request.user)
    return _done(request, consultancy, found, act)


@require_POST
def ask_client(request: TenantRequest, consultancy: str, engagement: UUID, item: UUID) -> HttpResponse:
    """Put a question to the client, who sees it."""
    found = access_item(request.place, engagement, item)
    zone = viewer_of(request.place, request.user, found.stage.engagement).zone
    form = AskForm(request.POST, zone=zone, auto_id="ask_%s")
    if not form.is_valid():
        return show_item(request, found, ask_form=form)
    act = partial(item_actions.ask_client, item=found, **form.cleaned_data, acting_user=request.user)
    return _done(request, consultancy, found, act)


@require_POST
def grant_waiver(request: TenantRequest, consultancy: str, engagement: UUID, item: UUID) -> HttpResponse:
    """Record an exception with its owner, reason and end."""
    found, form = access_item(request.place, engagement, item), WaiverForm(request.POST, auto_id="waiver_%s")
    if form.is_valid():
        try:
            item_actions.grant_waiver(item=found, **form.cleaned_data, acting_user=request.user)
            return _back(request, consultancy, found)
        except RefusedError as refusal:
            form.add_error("until", str(refusal))
    return show_item(request, found, waiver_form=form)


@require_POST
def comment_item(request: TenantRequest, consultancy: str, engagement: UUID, item: UUID) -> HttpResponse:
    """Say something, internally unless the client was chosen as reader."""
    found, form = access_item(request.place, engagement, item), CommentForm(request.POST, auto_id="comment_%s")
    if not form.is_valid():
        return show_item(request, found, comment_form=form)
    try:
        item_actions.add_comment(item=found, **form.cleaned_data, acting_user=request.user)
    except RefusedError as refusal:
        form.add_error("text", str(refusal))
        return show_item(request, found, comment_form=form)
    return redirect(f"{_page(consultancy, found)}#comments")


def _done(request: TenantRequest, consultancy: str, item: Item, act: Callable[[], object]) -> HttpResponse:
    """Do it, or say why not; after a stale decision also how the item stands now."""
    try:
        act()
    except StaleError as stale:
        item.refresh_from_db()
        owner = f", given to {item.assignee.user.short_name}" if item.assignee else ""
        messages.warning(request, f"{stale} It is: {item.get_state_display().lower()}{owner}. Nothing was overwritten.")
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        return _back(request, consultancy, item, row=f"#item-{item.pk}")
    return _back(request, consultancy, item)


def _page(consultancy: str, item: Item) -> str:
    return reverse("item", args=[consultancy, item.stage.engagement_id, item.pk])


def _back(request: TenantRequest, consultancy: str, item: Item, row: str = "") -> HttpResponse:
    """To where the act came from: the item's page, or the board, at its `row` unless a message stands on top."""
    if request.POST.get("back") == "board":
        board = reverse("board", args=[consultancy, item.stage.engagement_id])
        return redirect(f"{board}?stage={item.stage.number}{row}")
    return redirect(_page(consultancy, item))
