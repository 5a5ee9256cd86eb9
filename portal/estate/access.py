"""Who may reach a row of an estate: the row, or 404."""

from django.http import Http404

from portal.estate.models import KINDS, ControlProof, EstateRow
from portal.sprint.models import Engagement


def access_row(engagement: Engagement, kind: str, row_id: int) -> EstateRow:
    """One row of the estate of an engagement the person was already let into."""
    row = KINDS[kind].objects.filter(engagement=engagement, pk=row_id).first() if kind in KINDS else None
    if row is None:
        raise Http404
    return row


def access_control_proof(engagement: Engagement, proof_id: int) -> ControlProof:
    """A proof of control of an engagement the person was already let into."""
    proof = ControlProof.objects.filter(engagement=engagement, pk=proof_id).first()
    if proof is None:
        raise Http404
    proof.engagement = engagement
    return proof
