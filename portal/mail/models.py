"""Outgoing mail: waiting for a worker, or kept for the local mailbox page where no mail server is configured."""

from django.db import models
from django.utils import timezone


class WaitingMail(models.Model):
    """One message for the mail server, whole; the row is gone once the server took it."""

    sender = models.CharField(max_length=320)
    recipients = models.JSONField()
    message = models.BinaryField(help_text="RFC 5322, with the Message-ID every try carries.")
    at = models.DateTimeField(default=timezone.now)


class KeptMail(models.Model):
    """One outgoing message as it would have been sent."""

    to = models.TextField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
