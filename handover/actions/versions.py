"""Having a paper written, or supplying one that was made elsewhere: one draft a document, replaced until published."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from handover.contents.freezing import frozen
from handover.contents.kinds import Kind
from handover.models import Document, Version
from handover.queries.inputs import inputs_of
from handover.tasks import make_version
from portal.files.actions import keep_upload
from portal.files.faults import FileRefusedError
from portal.files.kind import PDF
from portal.files.models import File
from portal.jobs.actions import enqueue
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User

INSTALL = "Papers need Pango, which is not on this machine: apt-get install libpango-1.0-0 libpangoft2-1.0-0, then start again."
"""What to do where nothing can be set."""


@transaction.atomic
def write_version(*, engagement: Engagement, kind: Kind, acting_user: User) -> Version:
    """A new draft from what is known now, frozen; a worker sets it."""
    if not settings.DOCUMENTS_AVAILABLE:
        raise RefusedError(INSTALL)
    if not kind.is_written:
        raise RefusedError(f"The portal has no source for a {kind.title.lower()}. Supply one that was made elsewhere.")
    document = _document(engagement, kind)
    number, replaces = _drop_draft(document)
    inputs = inputs_of(engagement, number=number, replaces=replaces)
    version = Version.objects.create(
        consultancy_id=engagement.consultancy_id,
        document=document,
        number=number,
        inputs=frozen(inputs),
        requested_by=acting_user,
    )
    _ask(version, engagement, acting_user, "document.requested", f"{kind.title}, version {number}, was asked for.")
    return version


@transaction.atomic
def supply_version(*, engagement: Engagement, kind: Kind, upload: UploadedFile, acting_user: User) -> Version:
    """A PDF made elsewhere as a new draft; a worker reads it through before anybody can publish it."""
    if kind.is_written:
        raise RefusedError(f"The portal writes the {kind.title.lower()} itself.")
    document = _document(engagement, kind)
    number, _ = _drop_draft(document)
    version = Version.objects.create(
        consultancy_id=engagement.consultancy_id,
        document=document,
        number=number,
        file=_kept(engagement, upload, acting_user),
        maker=acting_user.short_name[:80],
        requested_by=acting_user,
    )
    _ask(version, engagement, acting_user, "document.supplied", f"{kind.title}, version {number}, was supplied.")
    return version


def _document(engagement: Engagement, kind: Kind) -> Document:
    """The document, made on the first act on it, and locked: one draft at a time."""
    Document.objects.get_or_create(
        engagement=engagement, kind=kind.id, defaults={"consultancy_id": engagement.consultancy_id}
    )
    return Document.objects.select_for_update(of=("self",)).get(engagement=engagement, kind=kind.id)


def _drop_draft(document: Document) -> tuple[int, int | None]:
    """The number of the next version and of the one it replaces; an unpublished draft makes room for it."""
    drafts = Version.objects.filter(document=document, published_at__isnull=True)
    if drafts.filter(state__in=[Version.State.QUEUED, Version.State.RENDERING]).exists():
        raise RefusedError("This document is being made right now. It takes some seconds.")
    files = [file for file in drafts.values_list("file", flat=True) if file]
    drafts.delete()
    File.objects.filter(pk__in=files).delete()
    last = Version.objects.filter(document=document).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1, last


def _kept(engagement: Engagement, upload: UploadedFile, acting_user: User) -> File:
    try:
        file = keep_upload(consultancy_id=engagement.consultancy_id, upload=upload, acting_user=acting_user)
    except FileRefusedError as fault:
        raise RefusedError(str(fault)) from fault
    if file.media_type != PDF.media_type:
        raise RefusedError("That is no PDF. Save it as one, then supply it.")
    return file


def _ask(version: Version, engagement: Engagement, acting_user: User, verb: str, words: str) -> None:
    record_activity(version.consultancy_id, acting_user, verb, words, version, engagement_id=engagement.pk)
    enqueue(make_version, version.pk, consultancy_id=version.consultancy_id, queue="documents")
