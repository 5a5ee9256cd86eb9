"""Asking for background work: a row now, the doorbell on commit."""

from uuid import UUID

from celery import Task
from django.db import transaction
from django.utils import timezone

from portal.jobs.doorbell import ring
from portal.jobs.models import Job


def enqueue(task: Task, object_id: UUID | str, *, consultancy_id: UUID | None, queue: str) -> Job:
    """A job row in the running transaction; its id is sent when that commits."""
    job = Job.objects.create(
        task=task.name,
        object_id=str(object_id),
        consultancy_id=consultancy_id,
        queue=queue,
        rung_at=timezone.now(),
    )
    transaction.on_commit(lambda: ring(job))
    return job
