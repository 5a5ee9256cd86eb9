"""The secret inventory: entries about secrets, never their values."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from handover.actions.refusing import refuse_values
from handover.models import Secret
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User


@dataclass(frozen=True)
class SecretWords:
    """Everything that is written down of a secret."""

    name: str
    purpose: str
    environment: str = "production"
    owner: str = ""
    deputy: str = ""
    stored_in: str = ""
    used_by: str = ""
    rotation: str = ""
    rotated_on: date | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Every field somebody may type a value into by mistake."""
        return (
            self.name,
            self.purpose,
            self.environment,
            self.owner,
            self.deputy,
            self.stored_in,
            self.used_by,
            self.rotation,
            f"{self.name}={self.stored_in}",
        )


@transaction.atomic
def add_secret(*, engagement: Engagement, words: SecretWords, acting_user: User) -> Secret:
    """A new entry; one that was removed comes back with the new words."""
    refuse_values(*words.texts)
    _one_at_a_time(engagement.pk)
    entry = Secret.objects.filter(engagement=engagement, name=words.name, environment=words.environment).first()
    if entry is not None and entry.removed_at is None:
        raise RefusedError(f"{words.name} is listed for {words.environment} already.")
    entry = entry or Secret(consultancy_id=engagement.consultancy_id, engagement=engagement)
    _write(entry, words)
    _tell(entry, acting_user, "secret.listed", f"{words.name} was added to the secret inventory.")
    return entry


@transaction.atomic
def edit_secret(*, secret: Secret, words: SecretWords, acting_user: User) -> Secret:
    """Other words for an entry."""
    refuse_values(*words.texts)
    _one_at_a_time(secret.engagement_id)
    others = Secret.objects.filter(
        engagement_id=secret.engagement_id, name=words.name, environment=words.environment
    ).exclude(pk=secret.pk)
    if others.exists():
        raise RefusedError(f"{words.name} is listed for {words.environment} already.")
    _write(secret, words)
    _tell(secret, acting_user, "secret.edited", f"{words.name} was edited in the secret inventory.")
    return secret


@transaction.atomic
def remove_secret(*, secret: Secret, acting_user: User) -> None:
    """The entry is left out of new papers; published ones keep it."""
    Secret.objects.filter(pk=secret.pk).update(removed_at=timezone.now())
    _tell(secret, acting_user, "secret.removed", f"{secret.name} was removed from the secret inventory.")


def _one_at_a_time(engagement_id: UUID) -> None:
    """Whoever writes entries of the same engagement waits, so that a name is looked up and taken in one go."""
    Engagement.objects.select_for_update(of=("self",)).get(pk=engagement_id)


def _write(entry: Secret, words: SecretWords) -> None:
    for name, value in asdict(words).items():
        setattr(entry, name, value)
    entry.removed_at = None
    entry.save()


def _tell(entry: Secret, acting_user: User, verb: str, words: str) -> None:
    record_activity(entry.consultancy_id, acting_user, verb, words, entry, engagement_id=entry.engagement_id)
