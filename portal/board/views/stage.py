"""What people do with a stage: judge its failure signal, open and shut its gate, add an item."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from audits.queries import header_of
from portal.board.forms.clock import SignalForm
from portal.board.forms.item import AddItemForm
from portal.playbooks.scope_guard import matching_refusals
from portal.sprint import actions, item_actions
from portal.sprint.access import access_stage
from portal.sprint.faults import RefusedError
from portal.sprint.models import Stage
from portal.sprint.queries import playbook_of
from portal.tenancy.models import User
from portal.tenancy.place import TenantRequest


@require_POST
def open_gate(request: TenantRequest, consultancy: str, engagement: UUID, stage: int) -> HttpResponse:
    """Open a gate whose conditions are all met."""
    found = access_stage(request.place, engagement, stage)
    try:
        actions.open_gate(stage=found, acting_user=request.user)
        messages.success(request, f"Gate {stage} is open.")
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect(_board(consultancy, found))
    return redirect("board", consultancy, engagement)


@require_http_methods(["GET", "HEAD", "POST"])
def shut_gate(request: TenantRequest, consultancy: str, engagement: UUID, stage: int) -> HttpResponse:
    """Ask, then take an opened gate back."""
    found = access_stage(request.place, engagement, stage)
    back = _board(consultancy, found)
    if request.method == "POST":
        try:
            actions.shut_gate(stage=found, acting_user=request.user)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return redirect(back)
    context = {
        "title": f"Shut gate {stage} again?",
        "text": f"Stage {stage} runs again until its conditions are met. Everything that was done stays.",
        "act": f"Shut gate {stage}",
    }
    return render(request, "board/confirm.html", {**_context(found), **context, "back": back})


@require_http_methods(["GET", "HEAD", "POST"])
def judge_signal(request: TenantRequest, consultancy: str, engagement: UUID, stage: int) -> HttpResponse:
    """Say whether a stage's failure signal was seen, and what shows it."""
    found = access_stage(request.place, engagement, stage)
    shown = found.signal if found.signal != Stage.Signal.NOT_LOOKED else None
    form = SignalForm(
        request.POST if request.method == "POST" else None, initial={"signal": shown, "note": found.signal_note}
    )
    if request.method == "POST" and form.is_valid():
        actions.judge_signal(stage=found, **form.cleaned_data, acting_user=request.user)
        return redirect(_board(consultancy, found))
    plan = playbook_of(found.engagement).stage(stage)
    return render(request, "board/signal.html", {**_context(found), "form": form, "plan": plan})


@require_http_methods(["GET", "HEAD", "POST"])
def add_item(request: TenantRequest, consultancy: str, engagement: UUID, stage: int) -> HttpResponse:
    """Add an item of one's own; one that a sprint does not build is shown the way to the parked requests first."""
    found = access_stage(request.place, engagement, stage)
    form, refusals = AddItemForm(request.POST if request.method == "POST" else None), ()
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        refusals = () if form.cleaned_data["anyway"] else matching_refusals(title)
        if not refusals and _added(found, form, title, request.user):
            return redirect(_board(consultancy, found))
    plan = playbook_of(found.engagement).stage(stage)
    context = {**_context(found), "form": form, "plan": plan, "refusals": refusals}
    return render(request, "board/add_item.html", context)


def _added(stage: Stage, form: AddItemForm, title: str, user: User) -> bool:
    """Whether the item stands on the board; a refusal stands on the form."""
    try:
        item_actions.add_item(stage=stage, title=title, acting_user=user)
    except RefusedError as refusal:
        form.add_error("title", str(refusal))
        return False
    return True


def _board(consultancy: str, stage: Stage) -> str:
    return f"{reverse('board', args=[consultancy, stage.engagement_id])}?stage={stage.number}"


def _context(stage: Stage) -> dict[str, object]:
    engagement = stage.engagement
    return {"engagement": engagement, "stage": stage, "header": header_of(engagement, "board")}
