"""The doorbell: a job's id sent to its queue; nothing is lost when it does not ring."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

from portal.jobs.models import Job

logger = logging.getLogger(__name__)


def ring(job: Job) -> None:
    """Send the job's id to its queue; a broker that is away is logged, and the sweep rings again."""
    try:
        current_app.send_task(job.task, args=[job.pk], queue=job.queue)
    except (OperationalError, OSError) as fault:
        logger.warning("job %s: the doorbell did not ring (%s)", job.pk, type(fault).__name__)
