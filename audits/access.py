"""Who may reach runs, findings and risks: the object, or 404 for absent and foreign alike."""

from uuid import UUID

from django.http import Http404

from audits.models import AuditRun, Finding, RankOverride, ReceivedMessage, Risk
from portal.sprint.access import access_engagement
from portal.tenancy.place import Place


def access_run(place: Place, engagement_id: UUID, run_id: UUID) -> AuditRun:
    """A run of an engagement the person may reach."""
    engagement = access_engagement(place, engagement_id)
    run = AuditRun.objects.filter(engagement=engagement, pk=run_id).first()
    if run is None:
        raise Http404
    run.engagement = engagement
    return run


def access_finding(place: Place, engagement_id: UUID, finding_id: UUID) -> Finding:
    """A finding; a client user reaches it only when its risk is published."""
    engagement = access_engagement(place, engagement_id)
    findings = Finding.objects.select_related("before", "after", "risk").filter(engagement=engagement)
    if place.member is None:
        findings = findings.filter(risk__published_at__isnull=False)
    finding = findings.filter(pk=finding_id).first()
    if finding is None:
        raise Http404
    finding.engagement = engagement
    return finding


def access_risk(place: Place, engagement_id: UUID, risk_id: UUID) -> Risk:
    """A risk; a client user reaches only a published one."""
    engagement = access_engagement(place, engagement_id)
    risks = Risk.objects.select_related("finding__before", "finding__after").filter(engagement=engagement)
    if place.member is None:
        risks = risks.filter(published_at__isnull=False)
    risk = risks.filter(pk=risk_id).first()
    if risk is None:
        raise Http404
    risk.engagement = engagement
    return risk


def access_message(place: Place, engagement_id: UUID, message_id: int) -> ReceivedMessage:
    """A received message of an engagement, for members alone: it holds what somebody else was written."""
    engagement = access_engagement(place, engagement_id)
    message = ReceivedMessage.objects.filter(engagement=engagement, pk=message_id).first()
    if message is None or place.member is None:
        raise Http404
    message.engagement = engagement
    return message


def access_rank_override(place: Place, override_id: int) -> RankOverride:
    """A rank of the consultancy's own, for its owners."""
    override = RankOverride.objects.filter(pk=override_id).first()
    if override is None or not place.is_owner:
        raise Http404
    return override
