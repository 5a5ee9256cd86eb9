"""Received messages: given, judged, judged again, and deleted with everything that was read of them counting no more."""

import hashlib

from django.db import transaction
from django.utils import timezone

from audits.actions.runs import lay_out_progress, next_number
from audits.core.parsing.message_source import UnreadableMessageError, read
from audits.core.subject import Message
from audits.models import AuditRun, Finding, ReceivedMessage
from audits.plan import MESSAGE_CHECKS, Plan, estate_value
from audits.proofs import record_proofs
from audits.tasks import perform_audit
from portal.files.actions import keep_message
from portal.jobs.actions import enqueue
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.sprint.queries import playbook_of
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User

MOST_MESSAGES = 12
"""Kept at a time by one engagement; each is read anew, and asked about, in every run that judges them."""


@transaction.atomic
def give_message(
    *, engagement: Engagement, purpose: str, content: bytes, is_pasted: bool, acting_user: User
) -> ReceivedMessage:
    """Keep a message and have it judged; RefusedError says in one sentence why it was not taken."""
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    try:
        read(content)
    except UnreadableMessageError as fault:
        raise RefusedError(str(fault)) from fault
    key = hashlib.sha256(content).hexdigest()[:8]
    given = ReceivedMessage.objects.filter(engagement=engagement)
    if given.filter(key=key).exists():
        raise RefusedError("That very message is here already. Judge it again instead.")
    if given.count() >= MOST_MESSAGES:
        raise RefusedError(f"{MOST_MESSAGES} messages are kept here. Delete one that is not needed any more.")
    name = f"{purpose}-{key}.eml"
    file = keep_message(consultancy_id=engagement.consultancy_id, name=name, content=content, acting_user=acting_user)
    message = ReceivedMessage.objects.create(
        consultancy_id=engagement.consultancy_id,
        engagement=engagement,
        purpose=purpose,
        key=key,
        file=file,
        is_pasted=is_pasted,
        added_by=acting_user,
    )
    _told(message, acting_user, "message.given", f"A received message was given: {message.get_purpose_display()}.")
    _judged(engagement, acting_user)
    return message


@transaction.atomic
def judge_messages(*, engagement: Engagement, acting_user: User) -> AuditRun:
    """A run over every message that is here; their keys and policies are asked for anew."""
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    if not ReceivedMessage.objects.filter(engagement=engagement).exists():
        raise RefusedError("No message is here to be judged. Upload one first.")
    if AuditRun.objects.filter(engagement=engagement, state="queued", plan__checks=list(MESSAGE_CHECKS)).exists():
        raise RefusedError("They are about to be judged already.")
    return _judged(engagement, acting_user)


@transaction.atomic
def delete_message(*, message: ReceivedMessage, acting_user: User) -> None:
    """The message and its source are gone for good; what was found in it counts no more."""
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=message.engagement_id)
    label, purpose, file = Message(message.key, message.purpose).label, message.get_purpose_display(), message.file
    _told(message, acting_user, "message.deleted", f"A received message was deleted: {purpose}.")
    message.delete()
    file.delete()
    open_findings = Finding.objects.filter(
        engagement=engagement, whole=label, state__in=[Finding.State.OPEN, Finding.State.REGRESSED]
    )
    open_findings.update(state=Finding.State.RETIRED, changed_at=timezone.now())
    record_proofs(engagement, MESSAGE_CHECKS, timezone.now())


def _judged(engagement: Engagement, acting_user: User) -> AuditRun:
    """A run of these checks alone; the engagement is locked."""
    plan = Plan(estate_value(engagement), MESSAGE_CHECKS)
    stage = next((one for one in playbook_of(engagement).stages if set(MESSAGE_CHECKS) & set(one.check_ids)), None)
    run = AuditRun.objects.create(
        consultancy_id=engagement.consultancy_id,
        engagement=engagement,
        stage_number=stage.number if stage else None,
        number=next_number(engagement),
        plan=plan.stored(),
        requested_by=acting_user,
    )
    lay_out_progress(run, plan)
    words = f"Audit run {run.number} was asked for, over the received messages."
    record_activity(run.consultancy_id, acting_user, "audit.requested", words, run, engagement_id=engagement.pk)
    enqueue(perform_audit, run.pk, consultancy_id=run.consultancy_id, queue="audits")
    return run


def _told(message: ReceivedMessage, acting_user: User, verb: str, words: str) -> None:
    record_activity(message.consultancy_id, acting_user, verb, words, message, engagement_id=message.engagement_id)
