"""What a worker does with a version: set it from its frozen inputs, or read the supplied PDF; search it; keep it."""

import hashlib
import logging
import time
from dataclasses import dataclass

from celery.exceptions import SoftTimeLimitExceeded

from handover.contents.freezing import thawed
from handover.contents.kinds import kind_of
from handover.contents.paper import paper_of
from handover.models import Version
from handover.rendering.faults import RenderingError
from handover.rendering.reading import UnreadableError, read
from handover.rendering.search import secret_in
from portal.files.models import File
from portal.jobs.claim import Claim

logger = logging.getLogger(__name__)

State = Version.State


@dataclass(frozen=True)
class Made:
    """A PDF that may be shown; `content` is None for a supplied one, which is kept already."""

    content: bytes | None
    pages: int
    outline: tuple[tuple[str, int], ...] = ()


class RefusedFileError(Exception):
    """The paper may not be kept; the message is one line for a person."""


def perform(claim: Claim) -> None:
    """Make one version; whatever is wrong with it stands on it in one line, so that nobody waits for nothing."""
    with claim.writing():
        version = _begun(claim.object_id)
    if version is None:
        return
    began = time.monotonic()
    try:
        made = _read(version) if version.maker else _set(version)
    except (RenderingError, UnreadableError, RefusedFileError) as fault:
        _end_with_fault(claim, str(fault))
    except SoftTimeLimitExceeded:
        _end_with_fault(
            claim, "It took longer than two minutes and was given up. Write it again; if it stays, shorten the lists."
        )
    else:
        with claim.writing():
            _keep(version, made, time.monotonic() - began)


def gave_up(claim: Claim, fault: str) -> None:
    """The job was tried too often."""
    logger.error("version %s was given up: %s", claim.object_id, fault)
    _end_with_fault(claim, "Writing it broke on our side, five times. Nothing else was lost. Write it again.")


def _begun(version_id: str) -> Version | None:
    """The version, marked as being made; None when it is replaced, made or published."""
    versions = Version.objects.select_for_update(of=("self",)).select_related("document__engagement", "file")
    version = versions.filter(pk=version_id, state__in=[State.QUEUED, State.RENDERING]).first()
    if version is not None:
        Version.objects.filter(pk=version.pk).update(state=State.RENDERING)
    return version


def _set(version: Version) -> Made:
    """The paper of its inputs; the typesetter is loaded here, where its libraries are known to be."""
    from handover.rendering.pdf import rendered

    paper = paper_of(thawed(version.inputs), kind_of(version.document.kind))
    done = rendered(paper)
    _search(done.content)
    return Made(done.content, done.pages, tuple((one.title, one.page) for one in done.outline))


def _read(version: Version) -> Made:
    return Made(None, _search(bytes(version.file.content)))


def _search(content: bytes) -> int:
    """The number of pages of a PDF in which no secret stands."""
    found = read(content)
    secret = secret_in(found)
    if secret:
        raise RefusedFileError(
            f"A secret's value stands in it ({secret}). Take it out where it came from, then try again."
        )
    return found.pages


def _keep(version: Version, made: Made, seconds: float) -> None:
    """The finished file beside the version; a version that was replaced meanwhile is gone, and so is the work."""
    row = Version.objects.select_for_update(of=("self",)).filter(pk=version.pk, state=State.RENDERING).first()
    if row is None:
        return
    if made.content is not None:
        row.file = _file(version, made.content)
    row.state, row.pages, row.seconds, row.fault = State.READY, made.pages, round(seconds, 2), ""
    row.outline = [{"title": title, "page": page} for title, page in made.outline]
    row.save(update_fields=["file", "state", "pages", "seconds", "fault", "outline"])


def _file(version: Version, content: bytes) -> File:
    return File.objects.create(
        consultancy_id=version.consultancy_id,
        name=file_name(version),
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        uploaded_by=None,
    )


def file_name(version: Version) -> str:
    """What the client finds in the downloads folder: plain letters, the kind and the version."""
    app = version.document.engagement.name.lower()
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in app)
    stem = "-".join(part for part in plain.split("-") if part)[:60] or "app"
    return f"{stem}-{version.document.kind}-v{version.number}.pdf"


def _end_with_fault(claim: Claim, fault: str) -> None:
    with claim.writing():
        versions = Version.objects.filter(pk=claim.object_id, published_at__isnull=True)
        versions.filter(state__in=[State.QUEUED, State.RENDERING]).update(state=State.FAILED, fault=fault[:300])
