"""Proving control of a name: a token to publish, a look for it, and what the look saw."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal.estate.models import ControlProof
from portal.estate.queries import provable_names
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User

TOKEN_BYTES = 24


@dataclass(frozen=True)
class Look:
    """What one look saw: the way the token was published, empty where it was not; `gone` are ways that lack it now."""

    way: str
    says: str
    gone: tuple[str, ...] = ()


@transaction.atomic
def begin_proof(*, engagement: Engagement, name: str, acting_user: User) -> ControlProof:
    """A token of this engagement's own for a name of its estate; the one it has already stays."""
    if name not in provable_names(engagement):
        raise RefusedError("That name is not in the estate. Add it there first.")
    proof, created = ControlProof.objects.get_or_create(
        engagement=engagement,
        name=name,
        defaults={"consultancy_id": engagement.consultancy_id, "token": secrets.token_hex(TOKEN_BYTES)},
    )
    if created:
        _told(proof, acting_user, "control.begun", f"A token to prove control of {name} was drawn.")
    return proof


@transaction.atomic
def begin_look(*, proof: ControlProof, acting_user: User) -> None:
    """Somebody looks for the token now; one look at a time."""
    row = ControlProof.objects.select_for_update(of=("self",)).get(pk=proof.pk)
    if row.is_looking:
        raise RefusedError(f"We are looking for the proof of {row.name} already.")
    ControlProof.objects.filter(pk=row.pk).update(looking_since=timezone.now())
    _told(row, acting_user, "control.looked", f"A look for the proof of {row.name} was asked for.")


@transaction.atomic
def record_look(*, proof: ControlProof, look: Look, acting_user: User | None) -> ControlProof:
    """What a look saw; without an answer from where the token stood, things stay as they were."""
    row = ControlProof.objects.select_for_update(of=("self",)).get(pk=proof.pk)
    now, before = timezone.now(), row.way
    row.looking_since, row.looked_at, row.says = None, now, look.says[:400]
    if look.way:
        row.way, row.seen_at, row.lost_at = look.way, now, None
        row.proven_at = row.proven_at if before else now
    elif before in look.gone:
        row.way, row.lost_at = "", now
    row.save()
    if row.way and not before:
        _told(row, acting_user, "control.proven", f"Control of {row.name} is proven by a {row.get_way_display()}.")
    elif before and not row.way:
        _told(row, acting_user, "control.lost", f"The proof of {row.name} is gone. Nothing active is sent there.")
    return row


def _told(row: ControlProof, acting_user: User | None, verb: str, words: str) -> None:
    record_activity(row.consultancy_id, acting_user, verb, words, row, engagement_id=row.engagement_id)
