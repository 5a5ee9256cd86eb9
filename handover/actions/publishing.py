"""Giving a version to the client for good, and the client's decision on it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audits.actions.publishing import mark_contained
from handover.contents.freezing import thawed
from handover.contents.kinds import kind_of
from handover.models import Approval, Document, Version
from portal.estate.actions import Record, declare_records
from portal.sprint.actions import record_delivery
from portal.sprint.faults import RefusedError
from portal.tenancy.activity import record_activity
from portal.tenancy.models import ClientUser, User


@transaction.atomic
def publish_version(*, version: Version, acting_user: User) -> Version:
    """From now on the client has it, and it never changes again; it delivers the stages that name its kind."""
    Document.objects.select_for_update(of=("self",)).get(pk=version.document_id)  # no new draft begins meanwhile
    versions = Version.objects.select_for_update(of=("self",)).select_related("document__engagement")
    row = versions.filter(pk=version.pk).first()
    if row is None:
        raise RefusedError("A newer draft took the place of this one. Publish that.")
    if row.published_at is not None:
        raise RefusedError("This version is published already. Write a new one to change anything.")
    if row.state != Version.State.READY or row.file_id is None:
        raise RefusedError("Only a finished version can be published.")
    engagement, kind = row.document.engagement, kind_of(row.document.kind)
    row.published_at, row.published_by = timezone.now(), acting_user
    row.save(update_fields=["published_at", "published_by"])
    record_delivery(engagement=engagement, kind=kind.id, version=row.number, acting_user=acting_user)
    _pass_on(row, acting_user)
    words = f"{kind.title}, version {row.number}, was published to the client."
    record_activity(row.consultancy_id, acting_user, "document.published", words, row, engagement_id=engagement.pk)
    return row


def _pass_on(version: Version, acting_user: User) -> None:
    """What a published paper fixes elsewhere: the records it declares, the risks it tells of."""
    if not version.inputs:
        return
    inputs, kind = thawed(version.inputs), kind_of(version.document.kind)
    if {"domains", "records"} & set(kind.sections):
        records = [Record(one.name, one.type, one.value, one.purpose[:160]) for one in inputs.records]
        declare_records(engagement=version.document.engagement, records=records, acting_user=acting_user)
    if "risks" in kind.sections:
        ids = [UUID(risk.id) for risk in inputs.risks if risk.id]
        mark_contained(risk_ids=ids, at=version.published_at or timezone.now())


@transaction.atomic
def decide_version(
    *, version: Version, decision: str, reason: str, client_user: ClientUser, acting_user: User
) -> Approval:
    """An approver's decision on the version that stands; asking for changes needs to say which."""
    row = Version.objects.select_for_update(of=("self",)).select_related("document").get(pk=version.pk)
    if row.published_at is None:
        raise RefusedError("Only a published version can be decided on.")
    newest = Version.objects.filter(document=row.document, published_at__isnull=False).order_by("-number").first()
    if newest is not None and newest.pk != row.pk:
        raise RefusedError(f"Version {newest.number} replaced this one. Decide on that.")
    if decision not in Approval.Decision.values:
        raise RefusedError("Say whether you approve it or ask for changes.")
    if decision == Approval.Decision.CHANGES and not reason.strip():
        raise RefusedError("Say what should change, in one sentence.")
    said = {"client_user": client_user, "decision": decision, "reason": reason.strip()[:600]}
    last = Approval.objects.filter(version=row).order_by("-decided_at", "-pk").first()
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return last  # a second click says nothing new
    approval = Approval.objects.create(consultancy_id=row.consultancy_id, version=row, **said)
    asked = decision == Approval.Decision.CHANGES
    title = f"{kind_of(row.document.kind).title}, version {row.number}"
    verb = "document.changes-asked" if asked else "document.approved"
    words = f"{title}: changes were asked for: {reason.strip()}" if asked else f"{title}, was approved."
    record_activity(row.consultancy_id, acting_user, verb, words, row, engagement_id=row.document.engagement_id)
    return approval
