"""Giving, replacing and taking back what lets our audits read in a client's service; the value itself is never told."""

from django.db import transaction
from django.utils import timezone

from portal.estate.models import Credential
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User
from portal.vault.key_ring import VaultError, key_ring

ENDING = 4
"""Characters of a credential that are kept beside it in the clear."""
SHORTEST = 20
"""What is shorter than this would be told by so many of its characters, and is kept without them."""


@transaction.atomic
def give_credential(*, engagement: Engagement, kind: str, value: str, acting_user: User) -> Credential:
    """Seal a credential and keep it, in place of the one before it."""
    try:
        key_ring()
    except VaultError:
        raise RefusedError("This installation cannot keep tokens yet: its operator has to set VAULT_KEYS.") from None
    Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    before = Credential.objects.filter(engagement=engagement, kind=kind, name="").first()
    row = before or Credential(consultancy_id=engagement.consultancy_id, engagement=engagement, kind=kind)
    row.secret = value
    row.ending = value[-ENDING:] if len(value) >= SHORTEST else ""
    row.given_by, row.given_at = acting_user, timezone.now()
    row.save()
    verb = ("credential.replaced", "was replaced") if before else ("credential.given", "was given")
    _told(row, acting_user, *verb)
    return row


@transaction.atomic
def take_credential_back(*, credential: Credential, acting_user: User) -> None:
    """Delete it: nothing of its value stays here."""
    _told(credential, acting_user, "credential.removed", "was removed")
    credential.delete()


def _told(row: Credential, acting_user: User, verb: str, happened: str) -> None:
    words = f"The {row.get_kind_display()} {happened}."
    record_activity(row.consultancy_id, acting_user, verb, words, row, engagement_id=row.engagement_id)
