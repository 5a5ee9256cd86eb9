"""The local mailbox of the embedded set-up."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.mail.queries import kept_mail_with, latest_kept_mail


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest kept mail."""
    return render(request, "mail/mailbox.html", {"mails": latest_kept_mail()})


@require_safe
def kept_mail(request: HttpRequest, mail: int) -> HttpResponse:
    """One message as its reader would see it."""
    message = kept_mail_with(mail)
    if message is None:
        raise Http404
    return render(request, "mail/kept_mail.html", {"mail": message})
