"""Holding a job: claimed with a lease, renewed from a thread, written to only while it is still ours."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from portal.database.tenant import tenant
from portal.jobs.models import Job

logger = logging.getLogger(__name__)


class LostLeaseError(Exception):
    """Another worker holds the job now: this one stops and writes nothing more."""


@dataclass(frozen=True)
class Claim:
    """One worker's hold on one job; `attempt` is the fence."""

    job_id: int
    attempt: int
    object_id: str
    consultancy_id: UUID | None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction inside the tenant that commits only while the job is still ours."""
        with transaction.atomic():
            if not self._mine().select_for_update().exists():
                raise LostLeaseError(f"job {self.job_id}, attempt {self.attempt}")
            if self.consultancy_id is None:
                yield
            else:
                with tenant(self.consultancy_id):
                    yield

    def _mine(self) -> models.QuerySet[Job]:
        return Job.objects.filter(pk=self.job_id, attempts=self.attempt, state=Job.State.RUNNING)

    def renew(self) -> bool:
        """Hold it a lease longer; False when it is no longer ours."""
        return bool(self._mine().update(lease_until=timezone.now() + _lease()))

    def finish(self, state: Job.State, fault: str = "") -> bool:
        """Close the row; False when it is no longer ours."""
        return bool(self._mine().update(state=state, finished_at=timezone.now(), lease_until=None, fault=fault[:300]))

    def put_back(self, fault: str, after: timedelta) -> bool:
        """Queue it again for later; False when it is no longer ours."""
        later = timezone.now() + after
        return bool(self._mine().update(state=Job.State.QUEUED, run_after=later, lease_until=None, fault=fault[:300]))

    @contextmanager
    def renewing(self) -> Iterator[None]:
        """Renew the lease from a thread of its own while the work goes on."""
        stop = threading.Event()

        def keep() -> None:
            try:
                while not stop.wait(settings.JOB_LEASE_SECONDS / 3) and self.renew():
                    pass
            finally:
                connection.close()  # this thread's own

        thread = threading.Thread(target=keep, name=f"lease-{self.job_id}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def claim(job_id: int) -> Claim | None:
    """Take the job if it waits or its holder's lease ran out; None when somebody else has it or it is over."""
    now = timezone.now()
    free = Q(state=Job.State.QUEUED, run_after__lte=now) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(free, pk=job_id).first()
        if job is None:
            return None
        Job.objects.filter(pk=job_id).update(
            state=Job.State.RUNNING, attempts=F("attempts") + 1, lease_until=now + _lease()
        )
    return Claim(job_id, job.attempts + 1, job.object_id, job.consultancy_id)


def _lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)
