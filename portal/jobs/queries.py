"""Reads of jobs."""

from uuid import UUID

from portal.jobs.models import Job


def consultancy_of_work(object_id: str) -> UUID | None:
    """The tenant of the thing some job worked on; None when no job ever did."""
    jobs = Job.objects.filter(object_id=object_id, consultancy_id__isnull=False)
    return jobs.values_list("consultancy_id", flat=True).first()
