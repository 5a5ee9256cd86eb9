"""What the client is shown of the risks, and what cannot be taken back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audits.actions.risks import locked_risk, name_of, tell
from audits.models import Finding, Risk
from portal.sprint.faults import RefusedError
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User


@transaction.atomic
def publish_risk(*, target: Finding | Risk, acting_user: User) -> Risk:
    """Show a risk to the client: its words, rank, state and what was true before and after; never its evidence."""
    risk = locked_risk(target)
    if risk.published_at is not None:
        raise RefusedError("The client sees this already.")
    _publish(risk, acting_user)
    tell(risk, acting_user, "risk.published", "was published to the client.")
    return risk


@transaction.atomic
def publish_risks(*, targets: Sequence[Finding | Risk], acting_user: User) -> int:
    """Show several risks at once; what the client sees already stays as it is. The number that is new to them."""
    if not targets:
        raise RefusedError("Nothing is ticked. Tick the risks the client should see.")
    risks = [risk for risk in map(locked_risk, targets) if risk.published_at is None]
    for risk in risks:
        _publish(risk, acting_user)
    if risks:
        words = f"{len(risks)} {'risk was' if len(risks) == 1 else 'risks were'} published to the client."
        first = risks[0]
        record_activity(
            first.consultancy_id, acting_user, "risk.published", words, first, engagement_id=first.engagement_id
        )
    return len(risks)


@transaction.atomic
def unpublish_risk(*, target: Finding | Risk, acting_user: User) -> Risk:
    """Take a risk back from the client; no longer possible once a published handover version holds it."""
    risk = locked_risk(target)
    if risk.published_at is None:
        raise RefusedError("The client does not see this.")
    if risk.contained_at is not None:
        day = f"{risk.contained_at:%-d %b %Y}"
        raise RefusedError(f"The client has it on paper since {day}, in a published version. It stays published.")
    risk.published_at, risk.published_by = None, None
    risk.save(update_fields=["published_at", "published_by"])
    tell(risk, acting_user, "risk.unpublished", "is internal again.")
    return risk


@transaction.atomic
def mark_contained(*, risk_ids: Iterable[UUID], at: datetime) -> None:
    """A version that holds these risks is published: from now on none of them can be unpublished.

    Refused where one was taken back from the client after the version was written.
    """
    risks = Risk.objects.select_for_update(of=("self",)).select_related("finding__before").filter(pk__in=list(risk_ids))
    hidden = next((risk for risk in risks.order_by("pk") if risk.published_at is None), None)
    if hidden is not None:
        raise RefusedError(f"It tells of {name_of(hidden)}, which is internal again. Write a new draft first.")
    risks.filter(contained_at__isnull=True).update(contained_at=at)


def _publish(risk: Risk, acting_user: User) -> None:
    risk.published_at, risk.published_by = timezone.now(), acting_user
    risk.save(update_fields=["published_at", "published_by"])
