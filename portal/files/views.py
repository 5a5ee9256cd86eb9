"""Sending a kept file to a browser: always as a download, never shown in the page's own origin."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from portal.files.models import File


def download(file: File) -> HttpResponse:
    """The file as an attachment of its own type, which the browser may not guess again."""
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
