"""Keeping a file: bounded, type-checked, with a clean name and the hash of its content."""

import hashlib
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from portal.files.faults import FileRefusedError
from portal.files.kind import ALLOWED, LARGEST, MESSAGE, Kind, clean_name, kind_of
from portal.files.models import File


@transaction.atomic
def keep_upload(*, consultancy_id: UUID, upload: UploadedFile, acting_user: Any) -> File:
    """The uploaded file as a row; FileRefusedError says in one sentence what is wrong with it."""
    if upload.size is None or upload.size > LARGEST:
        raise FileRefusedError("That file is larger than 32 MB. Leave a link to it instead.")
    if upload.size == 0:
        raise FileRefusedError("That file is empty.")
    name, content = upload.name or "", upload.read()
    kind = kind_of(name, content)
    if kind is None:
        raise FileRefusedError(f"That is none of the files kept here: {ALLOWED}.")
    return _kept(consultancy_id, name, kind, content, acting_user)


@transaction.atomic
def keep_message(*, consultancy_id: UUID, name: str, content: bytes, acting_user: Any) -> File:
    """The source of an e-mail as a row; that it is one was checked by who reads it."""
    if not content or len(content) > LARGEST:
        raise FileRefusedError("That message is empty or larger than 32 MB.")
    return _kept(consultancy_id, name, MESSAGE, content, acting_user)


def _kept(consultancy_id: UUID, name: str, kind: Kind, content: bytes, acting_user: Any) -> File:
    return File.objects.create(
        consultancy_id=consultancy_id,
        name=clean_name(name, kind),
        media_type=kind.media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        uploaded_by=acting_user,
    )
