"""Where outgoing mail goes: to a worker, who hands it to the mail server, or into rows for the local mailbox page."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from portal.jobs.actions import enqueue
from portal.mail.models import KeptMail, WaitingMail
from portal.mail.tasks import send_mail


class QueueingBackend(BaseEmailBackend):
    """No request waits for a mail server: a row and a job now, the sending by a worker."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            with transaction.atomic():
                waiting = WaitingMail.objects.create(
                    sender=message.from_email,
                    recipients=message.recipients(),
                    message=message.message().as_bytes(linesep="\r\n"),
                )
                enqueue(send_mail, str(waiting.pk), consultancy_id=None, queue="mail")
        return len(email_messages)


class KeepingBackend(BaseEmailBackend):
    """A mail backend that sends nothing and loses nothing; what no mail server would take, it does not either."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        KeptMail.objects.bulk_create(kept(message) for message in email_messages)
        return len(email_messages)


def kept(message: EmailMessage) -> KeptMail:
    """The row for one message; BadHeaderError for one that would carry somebody else's headers."""
    message.message()
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    html = next((str(part.content) for part in alternatives if part.mimetype == "text/html"), "")
    return KeptMail(
        to=", ".join(message.recipients()), subject=message.subject[:300], body=str(message.body), html=html
    )
