"""The job row: every piece of background work, written in the transaction that asks for it."""

from django.db import models
from django.utils import timezone


class Job(models.Model):
    """Ids and state only. `task` is the Celery task's name, `object_id` what it works on inside the tenant.

    A worker holds the row by `lease_until` and finishes only with the `attempts` it claimed (the fence).
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    task = models.CharField(max_length=80)
    queue = models.CharField(max_length=16)
    consultancy_id = models.UUIDField(null=True)
    object_id = models.CharField(max_length=36)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)
    run_after = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True, help_text="Kind of the last fault; never content.")

    class Meta:
        indexes = [
            models.Index(fields=["run_after"], name="job_waiting", condition=models.Q(state__in=["queued", "running"]))
        ]
