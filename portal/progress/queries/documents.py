"""The client's documents: published versions and what was decided on them, and those that come with later stages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from handover.models import Approval, Version
from portal.playbooks import Playbook
from portal.sprint.models import Engagement

APPROVED, CHANGES, WAITS, COMES = "approved", "changes", "waits", "comes"


@dataclass(frozen=True)
class Paper:
    """One kind of document: its newest published version, or the stage it comes with."""

    title: str
    holds: str
    state: str
    stages: tuple[int, ...] = ()
    version_id: UUID | None = None
    number: int | None = None
    published_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str = ""
    decided_by_id: int | None = None


def papers_of(engagement: Engagement, playbook: Playbook) -> tuple[Paper, ...]:
    """Published documents in the order of their stages, then those to come; an unpublished version is not told of."""
    newest: dict[str, Version] = {}
    for version in _published(engagement):
        newest.setdefault(version.document.kind, version)
    planned = {plan.deliverable.document: plan for plan in reversed(playbook.stages)}
    kinds = [plan.deliverable.document for plan in playbook.stages if plan.deliverable.document in newest]
    kinds = list(dict.fromkeys(kinds)) + [kind for kind in newest if kind not in planned]
    told = [_paper(newest[kind], *_named(kind, playbook)) for kind in kinds]
    coming = [plan for plan in playbook.stages if plan.deliverable.document not in newest]
    return (
        *told,
        *(Paper(plan.deliverable.title, plan.deliverable.holds, COMES, (plan.number,)) for plan in coming),
    )


def _published(engagement: Engagement) -> list[Version]:
    approvals = Approval.objects.select_related("client_user__user").order_by("-decided_at")
    versions = Version.objects.filter(document__engagement=engagement, published_at__isnull=False)
    return list(
        versions.select_related("document")
        .defer("inputs")
        .prefetch_related(Prefetch("approvals", queryset=approvals))
        .order_by("document__kind", "-number")
    )


def _named(kind: str, playbook: Playbook) -> tuple[str, str]:
    """The document's title and what it holds, from the stage that delivers it."""
    plan = next((plan for plan in playbook.stages if plan.deliverable.document == kind), None)
    if plan is None:
        return kind.replace("-", " ").capitalize(), "Everything you need to run the app without us."
    return plan.deliverable.title, plan.deliverable.holds


def _paper(version: Version, title: str, holds: str) -> Paper:
    decision = next(iter(version.approvals.all()), None)
    states = {Approval.Decision.APPROVED: APPROVED, Approval.Decision.CHANGES: CHANGES}
    return Paper(
        title=title,
        holds=holds,
        state=states[Approval.Decision(decision.decision)] if decision else WAITS,
        version_id=version.pk,
        number=version.number,
        published_at=version.published_at,
        decided_at=decision.decided_at if decision else None,
        decided_by=decision.client_user.user.short_name if decision else "",
        decided_by_id=decision.client_user.user_id if decision else None,
    )
