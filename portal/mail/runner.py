"""What a worker does with a waiting message: hand it to the mail server, then forget it."""

import logging

from django.core.mail.backends.smtp import EmailBackend

from portal.jobs.claim import Claim
from portal.mail.models import WaitingMail

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 100
"""About eight hours of a mail server that is away."""


def perform(claim: Claim) -> None:
    """Send one message; a crash between the server's word and our commit sends it again with the same Message-ID."""
    waiting = WaitingMail.objects.filter(pk=claim.object_id).first()
    if waiting is None:
        return
    server = EmailBackend()  # its own settings: verified TLS, log-in, time limit
    server.open()
    try:
        server.connection.sendmail(waiting.sender, waiting.recipients, bytes(waiting.message))
    finally:
        server.close()
    with claim.writing():
        waiting.delete()


def gave_up(claim: Claim, fault: str) -> None:
    """The row stays, so that an operator can see what never left; the log names no address."""
    logger.error("mail %s was given up: %s", claim.object_id, fault)
