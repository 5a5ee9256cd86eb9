"""Asks once for all audits of the demo's engagement, and for a look at its proof of control; the workers do them."""

from typing import Any

from django.core.management.base import BaseCommand

from audits.actions import look_for_control, request_audit
from audits.models import AuditRun
from portal.database.tenant import tenant
from portal.demo.seeding import demo_engagement
from portal.estate.queries import control_proofs
from portal.sprint.models import Engagement


class Command(BaseCommand):
    """Returns as soon as the work is written down."""

    help = "Ask for the first audit run of the demo's engagement, unless it was asked for before."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        consultancy_id, engagement_id, owner = demo_engagement()
        with tenant(consultancy_id, owner.pk):
            engagement = Engagement.objects.get(pk=engagement_id)
            if not AuditRun.objects.filter(engagement=engagement).exists():
                request_audit(engagement=engagement, stage_number=None, acting_user=owner)
                for proof in control_proofs(engagement):
                    look_for_control(proof=proof, acting_user=owner)
