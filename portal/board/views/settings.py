"""The consultancy's own settings, for its owners: the name clients read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portal.board.forms.settings import NameForm
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
    return render(request, "board/settings.html", {"form": form, "here_settings": True})
