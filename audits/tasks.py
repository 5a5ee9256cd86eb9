"""The tasks of audit runs and of discoveries."""

from celery import shared_task

from audits import discovery_runner, runner
from portal.jobs.runner import work


@shared_task
def perform_audit(job_id: int) -> None:
    work(job_id, runner.perform, runner.gave_up)


@shared_task
def perform_discovery(job_id: int) -> None:
    work(job_id, discovery_runner.perform, discovery_runner.gave_up)
