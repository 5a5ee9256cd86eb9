"""Where a person goes after an act: back to the page of the same engagement they came from, or to a given one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def back_to(request: HttpRequest, consultancy: str, engagement: UUID, otherwise: str) -> HttpResponse:
    """To the form's `next` where that is an address of this engagement, else to the page named `otherwise`."""
    wanted = request.POST.get("next", "")
    home = f"/{consultancy}/engagements/{engagement}/"
    is_ours = wanted.startswith(home) and ".." not in wanted and "\\" not in wanted
    if is_ours and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return HttpResponseRedirect(wanted)
    return redirect(otherwise, consultancy, engagement)
