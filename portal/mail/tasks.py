"""The task that hands one waiting message to the mail server."""

from celery import shared_task

from portal.jobs.runner import work
from portal.mail import runner


@shared_task
def send_mail(job_id: int) -> None:
    work(job_id, runner.perform, runner.gave_up, max_attempts=runner.MAX_ATTEMPTS)
