"""Who may reach an engagement and what hangs on it: the object, or 404 for absent and foreign alike."""

from uuid import UUID

from django.http import Http404

from portal.sprint.models import Engagement, Evidence, IntakeAccess, Item, Stage, Waiver
from portal.tenancy.place import Place


def access_engagement(place: Place, engagement_id: UUID) -> Engagement:
    """An engagement, for a member of its consultancy or a user of its client; inside the tenant."""
    engagement = Engagement.objects.select_related("client").filter(pk=engagement_id).first()
    if engagement is None or (place.member is None and engagement.client_id not in place.clients):
        raise Http404
    return engagement


def access_stage(place: Place, engagement_id: UUID, number: int) -> Stage:
    """A stage of an engagement the person may reach."""
    engagement = access_engagement(place, engagement_id)
    stage = engagement.stages.filter(number=number).first()
    if stage is None:
        raise Http404
    stage.engagement = engagement
    return stage


def access_item(place: Place, engagement_id: UUID, item_id: UUID) -> Item:
    """An item of that engagement; an item of another engagement is absent."""
    engagement = access_engagement(place, engagement_id)
    items = Item.objects.select_related("stage", "assignee__user").filter(stage__engagement=engagement)
    item = items.filter(pk=item_id).first()
    if item is None:
        raise Http404
    item.stage.engagement = engagement
    return item


def access_evidence(place: Place, engagement_id: UUID, item_id: UUID, evidence_id: int) -> Evidence:
    """A piece of evidence of that item that nobody withdrew; raw evidence is for members alone."""
    item = access_item(place, engagement_id, item_id)
    rows = item.evidence.select_related("file").defer("file__content").filter(withdrawn_at__isnull=True)
    evidence = rows.filter(pk=evidence_id).first()
    if evidence is None or place.member is None:
        raise Http404
    evidence.item = item
    return evidence


def access_waiver(place: Place, engagement_id: UUID, item_id: UUID, waiver_id: int) -> Waiver:
    """A waiver of that item that still stands, for members."""
    item = access_item(place, engagement_id, item_id)
    waiver = item.waivers.filter(pk=waiver_id, withdrawn_at__isnull=True).first()
    if waiver is None or place.member is None:
        raise Http404
    waiver.item = item
    return waiver


def access_intake(place: Place, engagement_id: UUID, access_id: str) -> IntakeAccess:
    """One access of an engagement's intake, by the playbook's id of it."""
    engagement = access_engagement(place, engagement_id)
    row = IntakeAccess.objects.filter(engagement=engagement, access_id=access_id).first()
    if row is None:
        raise Http404
    row.engagement = engagement
    return row
