"""What each finding weighs: one table for every member, which owners may change row by row."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audits.access import access_rank_override
from audits.actions import ranks as rank_actions
from audits.queries.ranks import RankRow, forgotten_ranks, rank_table
from portal.board.forms.settings import RANK_WORDS, RankForm
from portal.tenancy.place import TenantRequest


@require_safe
def ranks(request: TenantRequest, consultancy: str) -> HttpResponse:  # noqa: ARG001 - the address holds the tenant
    """The table; `change` names the row whose form is open."""
    asked = request.GET.get("change", "")
    return _page(request, RankForm(initial={"verdict": asked}), asked)


@require_http_methods(["GET", "HEAD", "POST"])
def override_rank(request: TenantRequest, consultancy: str) -> HttpResponse:
    """Rank what a check finds differently."""
    form = RankForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        check_id, _, verdict = form.cleaned_data["verdict"].partition("/")
        rank_actions.override_rank(
            consultancy=request.place.consultancy,
            check_id=check_id,
            verdict=verdict,
            rank=form.cleaned_data["rank"],
            acting_user=request.user,
        )
        messages.success(request, "The next audit ranks it so. Earlier answers keep their rank.")
        return redirect(f"{reverse('ranks', args=[consultancy])}#{check_id}/{verdict}")
    for error in form.errors.get("verdict", ()):  # no row shows it
        messages.error(request, error)
    return _page(request, form, request.POST.get("verdict", ""))


@require_http_methods(["GET", "HEAD", "POST"])
def drop_rank_override(request: TenantRequest, consultancy: str, rank_override: int) -> HttpResponse:
    """Let the check's own rank hold again."""
    override = access_rank_override(request.place, rank_override)
    if request.method == "POST":
        rank_actions.drop_rank_override(override=override, acting_user=request.user)
        messages.success(request, "The check's own rank holds again from the next audit on.")
    return redirect("ranks", consultancy)


def _page(request: TenantRequest, form: RankForm, asked: str) -> HttpResponse:
    table = rank_table()
    context = {
        "form": form,
        "asked": asked if request.place.is_owner else "",
        "table": [(check, [_told(row) for row in check.rows]) for check in table],
        "forgotten": forgotten_ranks(),
        "words": RANK_WORDS,
        "total": sum(len(check.rows) for check in table),
        "changed": sum(1 for check in table for row in check.rows if row.own),
        "here_ranks": True,
    }
    return render(request, "board/ranks.html", context)


def _told(row: RankRow) -> dict[str, object]:
    """A row with the playbooks' words for its rank, and for the check's own."""
    return {"row": row, "word": RANK_WORDS[row.rank], "usual": RANK_WORDS[row.usual]}
