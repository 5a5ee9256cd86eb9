"""The finding or hand-written risk an address names, and the page that shows it."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from audits.access import access_finding, access_risk
from audits.models import Finding, Risk
from audits.queries.finding_page import RiskDetail, finding_detail, written_detail
from portal.tenancy.place import Place

Target = Finding | Risk


def target_of(place: Place, engagement: UUID, finding: UUID | None, risk: UUID | None) -> Target:
    """What the address names, for somebody who may reach it; the risk of a finding counts as that finding."""
    if finding is not None:
        return access_finding(place, engagement, finding)
    if risk is None:
        raise Http404
    written = access_risk(place, engagement, risk)
    if written.finding is None:
        return written
    written.finding.engagement = written.engagement
    return written.finding


def page_of(consultancy: str, target: Target) -> str:
    """The address of its page."""
    name = "finding" if isinstance(target, Finding) else "risk"
    return reverse(name, args=[consultancy, target.engagement_id, target.pk])


def detail_of(target: Target) -> RiskDetail:
    """Everything its page shows."""
    if isinstance(target, Finding):
        return finding_detail(target.engagement, target)
    return written_detail(target.engagement, target)


def risk_of(target: Target) -> Risk:
    """The risk people made of it, or 404 where nobody did anything yet."""
    if isinstance(target, Risk):
        return target
    if not hasattr(target, "risk"):
        raise Http404
    return target.risk
