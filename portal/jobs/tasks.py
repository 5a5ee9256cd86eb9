"""The sweep, every few seconds."""

from celery import shared_task

from portal.jobs import runner


@shared_task
def sweep() -> None:
    runner.sweep()
