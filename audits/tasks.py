"""The audit run's task."""

from celery import shared_task

from audits import runner
from portal.jobs.runner import work


@shared_task
def perform_audit(job_id: int) -> None:
    work(job_id, runner.perform, runner.gave_up)
