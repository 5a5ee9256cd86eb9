"""Reads of discoveries: the newest look at an engagement's domain, and what it found."""

from typing import cast

from audits.core.codec import decoded
from audits.discovery import Discovered
from audits.models import Discovery
from portal.sprint.models import Engagement


def latest_discovery(engagement: Engagement) -> Discovery | None:
    """The newest look, in whatever state; None when nobody ever asked for one."""
    return Discovery.objects.filter(engagement=engagement).order_by("-requested_at").first()


def is_confirmed(engagement: Engagement) -> bool:
    """Whether a person ever confirmed what a look found."""
    return Discovery.objects.filter(engagement=engagement, confirmed_at__isnull=False).exists()


def found_by(discovery: Discovery) -> Discovered:
    """What a finished look found; nothing at all for one that did not finish."""
    if not discovery.found:
        return Discovered(discovery.domain, (), (), (), (), (), exists=None)
    return cast(Discovered, decoded(discovery.found, Discovered))


def look_seconds(discovery: Discovery | None) -> str:
    """How long a finished look took, as `3.8 s`; empty before its end."""
    if discovery is None or discovery.started_at is None or discovery.finished_at is None:
        return ""
    return f"{(discovery.finished_at - discovery.started_at).total_seconds():.1f} s"
