"""What tells a changed board from an unchanged one, in two small queries."""

import hashlib
from datetime import datetime

from django.db.models import Count, Q, Sum
from django.utils import timezone

from audits.models import GathererProgress
from portal.sprint.models import Engagement
from portal.tenancy.models import Activity

RUNNING, DONE = GathererProgress.State.RUNNING, GathererProgress.State.DONE


def board_mark(engagement: Engagement, viewer_id: int | None, now: datetime | None = None) -> str:
    """Changes with every act, every step of an audit run, and every minute (the clock, and what is due)."""
    now = now or timezone.now()
    last = Activity.objects.filter(engagement_id=engagement.pk).order_by("-id").values_list("pk", flat=True).first()
    rows = GathererProgress.objects.filter(run__engagement=engagement)
    progress = rows.aggregate(
        answered=Sum("checks_done"),
        running=Count("pk", filter=Q(state=RUNNING)),
        done=Count("pk", filter=Q(state=DONE)),
    )
    minute = int(now.timestamp()) // 60
    if engagement.started_at:
        minute = int((now - engagement.started_at).total_seconds()) // 60
    facts = (engagement.pk, viewer_id, last, *progress.values(), minute)
    return hashlib.blake2b(repr(facts).encode(), digest_size=8).hexdigest()
