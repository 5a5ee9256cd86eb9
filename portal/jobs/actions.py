"""Asking for background work: a row now, the doorbell on commit."""

import logging
from uuid import UUID

from celery import Task, current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal.jobs.models import Job

logger = logging.getLogger(__name__)


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


def ring(job: Job) -> None:
    """Send the job's id to its queue; a broker that is away is logged, and the sweep rings again."""
    try:
        current_app.send_task(job.task, args=[job.pk], queue=job.queue)
    except (OperationalError, OSError) as fault:
        logger.warning("job %s: the doorbell did not ring (%s)", job.pk, type(fault).__name__)
