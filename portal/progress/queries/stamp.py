"""Whether anything a client sees has changed since they last looked: three index reads, no page."""

from datetime import datetime
from hashlib import blake2s

from django.db.models import Max

from audits.models import Finding
from handover.models import Version
from portal.sprint.models import Engagement
from portal.tenancy.models import Activity


def stamp_of(engagement: Engagement, now: datetime) -> str:
    """Changes when somebody did something, an audit changed a finding, a version came out, or a minute passed."""
    done = Activity.objects.filter(engagement_id=engagement.pk).aggregate(last=Max("pk"))["last"]
    found = Finding.objects.filter(engagement=engagement).aggregate(last=Max("changed_at"))["last"]
    published = Version.objects.filter(document__engagement=engagement).aggregate(last=Max("published_at"))["last"]
    parts = (done, found, published, int(now.timestamp()) // 60)
    return blake2s(repr(parts).encode(), digest_size=8).hexdigest()
