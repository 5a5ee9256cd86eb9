"""What is answered when the portal itself broke: a page with a reference, which the log tells beside the fault."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils import timezone

logger = logging.getLogger(__name__)


def broken(request: HttpRequest) -> HttpResponse:
    """The page knows neither person nor tenant: looking for either may be what broke."""
    reference = secrets.token_hex(4)
    logger.error("reference %s: %s %s", reference, request.method, request.path)
    context = {"reference": reference, "happened_at": timezone.now()}
    return HttpResponseServerError(render_to_string("500.html", context))
