"""Writing down who did what: called by every action, in its transaction."""

from uuid import UUID

from django.db.models import Model

from portal.tenancy.models import Activity, User

MACHINE = "Launch Ready"


def record_activity(
    consultancy_id: UUID,
    acting_user: User | None,
    verb: str,
    words: str,
    about: Model | None = None,
    engagement_id: UUID | None = None,
) -> None:
    """One line of history; `acting_user` is None for what the portal did by itself. `words` is a whole sentence."""
    Activity.objects.create(
        consultancy_id=consultancy_id,
        engagement_id=engagement_id,
        actor=acting_user,
        actor_name=acting_user.short_name if acting_user else MACHINE,
        verb=verb,
        object_kind=about._meta.model_name if about else "",  # noqa: SLF001 - the documented Model _meta API
        object_id=str(about.pk) if about else "",
        words=words[:300],
    )
