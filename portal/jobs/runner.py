"""What a worker does with a job's id: claim, run, finish fenced; and the sweep that rings again."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from portal.jobs.claim import Claim, LostLeaseError, claim
from portal.jobs.doorbell import ring
from portal.jobs.models import Job

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
"""After this many starts a job is given up; a worker killed in the middle costs one."""

LONGEST_PAUSE = 300
"""Seconds between two starts of a job that fails again and again: 2, 4, 8 … up to this."""

RING_AGAIN_AFTER = timedelta(seconds=10)
"""A waiting job whose bell rang longer ago is rung again."""

Perform = Callable[[Claim], None]
GaveUp = Callable[[Claim, str], None]


def work(job_id: int, perform: Perform, gave_up: GaveUp | None = None, max_attempts: int = MAX_ATTEMPTS) -> None:
    """Run one job once, whoever else was told of it; a fault puts it back, the last one calls `gave_up`."""
    held = claim(job_id)
    if held is None:
        return
    if held.attempt > max_attempts:
        _give_up(held, f"stopped {max_attempts} times before it ended", gave_up)
        return
    try:
        with held.renewing():
            perform(held)
    except LostLeaseError:
        logger.warning("job %s: another worker has it, attempt %s stops", held.job_id, held.attempt)
    except Exception as fault:
        logger.exception("job %s, attempt %s", held.job_id, held.attempt)
        kind = type(fault).__name__
        if held.attempt >= max_attempts:
            _give_up(held, kind, gave_up)
        else:
            held.put_back(kind, timedelta(seconds=min(2**held.attempt, LONGEST_PAUSE)))
    else:
        held.finish(Job.State.DONE)


def _give_up(held: Claim, fault: str, gave_up: GaveUp | None) -> None:
    """Tell whoever asked, and close the row even when telling fails: a job rung for ever would never end."""
    try:
        if gave_up is not None:
            gave_up(held, fault)
    except Exception:
        logger.exception("job %s was given up, and nobody could be told", held.job_id)
    held.finish(Job.State.FAILED, fault)


def sweep() -> int:
    """Ring every waiting or abandoned job whose bell may have been lost; answers how many."""
    now = timezone.now()
    waiting = Q(state=Job.State.QUEUED, run_after__lte=now) & (
        Q(rung_at__isnull=True) | Q(rung_at__lt=now - RING_AGAIN_AFTER)
    )
    abandoned = Q(state=Job.State.RUNNING, lease_until__lt=now)
    jobs = list(Job.objects.filter(waiting | abandoned).order_by("run_after")[:500])
    Job.objects.filter(pk__in=[job.pk for job in jobs]).update(rung_at=now)
    for job in jobs:
        ring(job)
    return len(jobs)
