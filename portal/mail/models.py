"""Mail kept for the local mailbox page of the embedded set-up, where no mail server is configured."""

from django.db import models
from django.utils import timezone


class KeptMail(models.Model):
    """One outgoing message as it would have been sent."""

    to = models.TextField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
