"""The tasks of audit runs, of discoveries and of looks for a proof of control."""

from celery import shared_task

from audits import active_runner, control_runner, discovery_runner, runner
from portal.jobs.runner import work


@shared_task
def perform_audit(job_id: int) -> None:
    work(job_id, runner.perform, runner.gave_up)


@shared_task
def perform_discovery(job_id: int) -> None:
    work(job_id, discovery_runner.perform, discovery_runner.gave_up)


@shared_task
def perform_active_audit(job_id: int) -> None:
    work(job_id, active_runner.perform, runner.gave_up)


@shared_task
def perform_control(job_id: int) -> None:
    work(job_id, control_runner.perform, control_runner.gave_up)
