"""Papers as background work."""

from celery import shared_task

from handover import runner
from portal.jobs.runner import work

SOFT_LIMIT = 120
"""Seconds after which a paper is given up and says so."""


@shared_task(soft_time_limit=SOFT_LIMIT)
def make_version(job_id: int) -> None:
    work(job_id, runner.perform, runner.gave_up)
