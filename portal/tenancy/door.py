"""Secret links: a token in the address, its hash in the database."""

import hashlib
import secrets
from uuid import UUID

from portal.tenancy.models import Door


def open_door(kind: Door.Kind, consultancy_id: UUID, object_id: UUID) -> str:
    """A new token for the object; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    Door.objects.create(token_hash=_hashed(token), kind=kind, consultancy_id=consultancy_id, object_id=str(object_id))
    return token


def door_of(kind: Door.Kind, token: str) -> Door | None:
    """The open door this token fits."""
    return Door.objects.filter(kind=kind, token_hash=_hashed(token), closed_at__isnull=True).first()


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
