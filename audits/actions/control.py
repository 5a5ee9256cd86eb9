"""Asking for a look at a proof of control."""

from django.db import transaction

from audits.tasks import perform_control
from portal.estate.control_actions import begin_look
from portal.estate.models import ControlProof
from portal.jobs.actions import enqueue
from portal.tenancy.models import User


@transaction.atomic
def look_for_control(*, proof: ControlProof, acting_user: User) -> None:
    """A worker looks for the token now."""
    begin_look(proof=proof, acting_user=acting_user)
    enqueue(perform_control, str(proof.pk), consultancy_id=proof.consultancy_id, queue="audits")
