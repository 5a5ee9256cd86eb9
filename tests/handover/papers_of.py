"""Finished versions for tests that are not about making them."""

import hashlib
import io

import pikepdf

from handover.actions import publish_version
from handover.models import Document, Version
from portal.files.models import File


def pdf(pages=2, **metadata):
    """A small real PDF without text."""
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        for key, value in metadata.items():
            made.docinfo[f"/{key}"] = value
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def ready_version(engagement, kind="load-report", number=1, maker="Carl Consultant", inputs=None, content=None):
    """A version as a worker leaves it."""
    content = content or pdf()
    owned = {"consultancy_id": engagement.consultancy_id}
    file = File.objects.create(
        **owned,
        name=f"{kind}.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    document, _ = Document.objects.get_or_create(engagement=engagement, kind=kind, defaults=owned)
    return Version.objects.create(
        **owned,
        document=document,
        number=number,
        state=Version.State.READY,
        file=file,
        maker=maker,
        inputs=inputs,
        pages=2,
        seconds=0.1,
    )


def published_version(engagement, user, **told):
    """A version the client has."""
    return publish_version(version=ready_version(engagement, **told), acting_user=user)
