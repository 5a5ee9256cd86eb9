"""Keeps outgoing mail as rows where no mail server is configured; the local mailbox page shows it."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from portal.mail.models import KeptMail


class KeepingBackend(BaseEmailBackend):
    """A mail backend that sends nothing and loses nothing."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        KeptMail.objects.bulk_create(kept(message) for message in email_messages)
        return len(email_messages)


def kept(message: EmailMessage) -> KeptMail:
    """The row for one message."""
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    html = next((str(part.content) for part in alternatives if part.mimetype == "text/html"), "")
    return KeptMail(
        to=", ".join(message.recipients()), subject=message.subject[:300], body=str(message.body), html=html
    )
