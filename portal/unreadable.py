"""What is answered to a request that cannot be read: too large, too many fields, another encoding, a foreign host."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page alone: looking for a CSRF token, as Django's own handler does, reads the same body and breaks again."""
    del request, exception
    return HttpResponseBadRequest(render_to_string("400.html"))
