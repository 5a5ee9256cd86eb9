"""The client's pages: where the engagement stands, and the few things a client sends."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audits.queries import published_risks
from portal.progress import queries
from portal.progress.forms import AnswerForm, CommentForm, GiverForm
from portal.sprint.access import access_engagement, access_item
from portal.sprint.actions import name_giver
from portal.sprint.faults import RefusedError
from portal.sprint.intake import intake_of
from portal.sprint.item_actions import add_comment, answer_question
from portal.sprint.minimum_bar import bar_of
from portal.sprint.models import Comment, Engagement, Item
from portal.sprint.queries import clock_of, playbook_of
from portal.tenancy.models import ClientUser
from portal.tenancy.place import TenantRequest

UNCHANGED = 204
"""htmx leaves the page as it is."""
PREVIEW_ONLY = "You look at this as a member, so nothing was sent. Post from the board instead."


@require_safe
def client_engagements(request: TenantRequest, consultancy: str) -> HttpResponse:
    """The person's engagements; straight to the only one."""
    engagements = list(queries.engagements_of(request.place))
    if len(engagements) == 1 and request.place.member is None:
        return redirect("client_progress", consultancy, engagements[0].pk)
    now = timezone.now()
    rows = queries.engagement_rows(engagements, request.user, now)
    return render(request, "progress/engagements.html", {"rows": rows})


@require_safe
def client_progress(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """The progress page, whole; its own poll is answered with the part that changed, or with nothing."""
    del consultancy
    found, now = access_engagement(request.place, engagement), timezone.now()
    stamp = queries.stamp_of(found, now)
    if request.htmx and request.GET.get("seen") == stamp:
        return HttpResponse(status=UNCHANGED)
    progress = queries.progress_of(found, now, queries.zone_of(request.user, found))
    template = "progress/_progress.html" if request.htmx else "progress/progress.html"
    return render(request, template, _context(request, found, "progress", progress=progress, stamp=stamp))


@require_safe
def client_risks(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """The published risks, with what fixes each and what was seen before and after."""
    del consultancy
    found = access_engagement(request.place, engagement)
    risks = published_risks(found)
    context = _context(request, found, "risks", risks=risks, groups=queries.risk_groups(risks))
    return render(request, "progress/risks.html", {**context, "headline": queries.risks_headline(risks)})


@require_safe
def client_bar(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """The minimum bar before launch, line by line."""
    del consultancy
    found = access_engagement(request.place, engagement)
    return render(request, "progress/bar.html", _context(request, found, "bar", bar=bar_of(found)))


@require_safe
def client_comments(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """What was said, newest first."""
    del consultancy
    found = access_engagement(request.place, engagement)
    said = queries.comments_of(found, playbook_of(found))
    return render(request, "progress/comments.html", _context(request, found, "comments", said=said))


@require_http_methods(["GET", "HEAD", "POST"])
def client_intake(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Which accesses are needed and what hangs on each; the client notes who gives one."""
    found = access_engagement(request.place, engagement)
    intake = intake_of(found)
    form = GiverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _may_send(request) and form.is_valid() and _noted(request, form, found):
        return redirect("client_intake", consultancy, found.pk)
    clock = clock_of(found)
    return render(
        request, "progress/intake.html", _context(request, found, "intake", intake=intake, form=form, clock=clock)
    )


def _noted(request: TenantRequest, form: GiverForm, engagement: Engagement) -> bool:
    """Whether the giver was written down; a refusal stands on the form."""
    rows = {one.plan.id: one for one in intake_of(engagement).accesses}
    access = rows.get(form.cleaned_data["access"])
    if access is None:
        form.add_error(None, "This engagement asks for no such access.")
        return False
    try:
        name_giver(access=access.row, giver=form.cleaned_data["giver"], acting_user=request.user)
    except RefusedError as refusal:
        form.add_error("giver", str(refusal))
        return False
    messages.success(request, f"{form.cleaned_data['giver']} is noted for {access.plan.title}.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def client_item(request: TenantRequest, consultancy: str, engagement: UUID, item: UUID) -> HttpResponse:
    """One item: what is asked, what was said, and the client's answer or comment."""
    found = access_item(request.place, engagement, item)
    asked = queries.asked_item(found, playbook_of(found.stage.engagement))
    form = _words_form(request, asked.question)
    if request.method == "POST" and _may_send(request) and form.is_valid() and _sent(request, form, found):
        return redirect("client_item", consultancy, engagement, item)
    said = queries.comments_of_item(found, playbook_of(found.stage.engagement))
    context = _context(request, found.stage.engagement, "comments", asked=asked, said=said, form=form)
    return render(request, "progress/item.html", context)


def _words_form(request: TenantRequest, question: str) -> CommentForm:
    """An answer when a question was on the page that was sent, or is on the one that is shown."""
    if request.method == "POST":
        return (AnswerForm if "question" in request.POST else CommentForm)(request.POST)
    return AnswerForm(initial={"question": question}) if question else CommentForm()


def _sent(request: TenantRequest, form: CommentForm, item: Item) -> bool:
    """Whether the words were kept; a refusal stands on the form, which still holds them."""
    text = form.cleaned_data["text"]
    try:
        if isinstance(form, AnswerForm):
            answer_question(item=item, question=form.cleaned_data["question"], answer=text, acting_user=request.user)
        else:
            add_comment(item=item, text=text, visibility=Comment.Visibility.CLIENT, acting_user=request.user)
    except RefusedError as refusal:
        form.add_error("text", str(refusal))
        return False
    messages.success(request, f"{request.place.consultancy.name} has your words.")
    return True


@require_safe
def client_access(request: TenantRequest, consultancy: str, engagement: UUID) -> HttpResponse:
    """Who can see this engagement."""
    del consultancy
    found = access_engagement(request.place, engagement)
    theirs, ours = queries.people_here(found)
    return render(request, "progress/access.html", _context(request, found, "access", theirs=theirs, ours=ours))


def _may_send(request: TenantRequest) -> bool:
    """Members see the forms as a preview; what they send is refused in one sentence."""
    if request.place.member is not None:
        messages.error(request, PREVIEW_ONLY)
    return request.place.member is None


def _context(request: TenantRequest, engagement: Engagement, here: str, **more: Any) -> dict[str, Any]:
    is_member, own = request.place.member is not None, request.place.clients.get(engagement.client_id)
    return {
        "engagement": engagement,
        "client": None if is_member else engagement.client,
        "is_preview": is_member,
        "may_decide": not is_member and own is not None and own.role == ClientUser.Role.APPROVER,
        f"here_{here}": True,
        "zone": queries.zone_of(request.user, engagement),
        **more,
    }
