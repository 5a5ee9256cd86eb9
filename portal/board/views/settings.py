"""The consultancy's own settings, for its owners: its name, and what it ranks differently."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audits.access import access_rank_override
from audits.actions import ranks
from audits.queries.ranks import own_ranks
from portal.board.forms.settings import RANK_WORDS, NameForm, RankForm
from portal.tenancy.actions import rename_consultancy
from portal.tenancy.place import TenantRequest


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: TenantRequest, consultancy: str) -> HttpResponse:
    """The name clients read."""
    form = NameForm(request.POST or None, initial={"name": request.place.consultancy.name})
    if request.method == "POST" and form.is_valid():
        rename_consultancy(
            consultancy=request.place.consultancy, name=form.cleaned_data["name"], acting_user=request.user
        )
        messages.success(request, "Clients read the new name from now on.")
        return redirect("settings", consultancy)
    return _page(request, form, RankForm())


@require_http_methods(["GET", "HEAD", "POST"])
def override_rank(request: TenantRequest, consultancy: str) -> HttpResponse:
    """Rank what a check finds differently."""
    form = RankForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        check_id, _, verdict = form.cleaned_data["verdict"].partition("/")
        ranks.override_rank(
            consultancy=request.place.consultancy,
            check_id=check_id,
            verdict=verdict,
            rank=form.cleaned_data["rank"],
            acting_user=request.user,
        )
        messages.success(request, "The next audit ranks it so. Earlier answers keep their rank.")
        return redirect("settings", consultancy)
    return _page(request, NameForm(initial={"name": request.place.consultancy.name}), form)


@require_http_methods(["GET", "HEAD", "POST"])
def drop_rank_override(request: TenantRequest, consultancy: str, rank_override: int) -> HttpResponse:
    """Let the check's own rank hold again."""
    override = access_rank_override(request.place, rank_override)
    if request.method == "POST":
        ranks.drop_rank_override(override=override, acting_user=request.user)
        messages.success(request, "The check's own rank holds again from the next audit on.")
    return redirect("settings", consultancy)


def _page(request: TenantRequest, name_form: NameForm, rank_form: RankForm) -> HttpResponse:
    rows = [
        {"own": own, "rank": RANK_WORDS[own.row.rank], "usual": RANK_WORDS.get(own.usual, "")} for own in own_ranks()
    ]
    context = {"form": name_form, "rank_form": rank_form, "ranks": rows, "here_settings": True}
    return render(request, "board/settings.html", context)
