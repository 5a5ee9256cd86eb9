"""The sprint: engagements, their seven stages, items, what settles them, and what was refused."""

import uuid
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from portal.database.models import TenantOwned, tenant_policy


def validate_time_zone(name: str) -> None:
    """Refuses what is no IANA time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError("That is no time zone. Pick one such as Europe/Berlin.")


class Engagement(TenantOwned):
    """One client application going through one playbook, which is frozen here when the engagement is made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("tenancy.Client", on_delete=models.PROTECT, related_name="engagements")
    name = models.CharField(max_length=80, help_text="The name of the app, as the client says it.")
    playbook_id = models.CharField(max_length=8)
    playbook_snapshot = models.JSONField()
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [tenant_policy("sprint_engagement", {"client_id": "tenancy_client"})]
        ordering = ["-created_at"]


class Pause(TenantOwned):
    """A stretch in which the clock stood still, and why; `ended_at` is empty while it stands."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="pauses")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    paused_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"], condition=models.Q(ended_at__isnull=True), name="one_open_pause"
            ),
            tenant_policy("sprint_pause", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["started_at"]


class Stage(TenantOwned):
    """One of an engagement's seven; title, window and goal are read from the engagement's snapshot by `line`."""

    class Signal(models.TextChoices):
        NOT_LOOKED = "not-looked", "Not looked yet"
        ABSENT = "absent", "Not seen"
        SEEN = "seen", "Seen"

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=12)
    began_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When its gate was opened.")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    signal = models.CharField(max_length=12, choices=Signal.choices, default=Signal.NOT_LOOKED)
    signal_proof = models.CharField(max_length=16, default="unknown", help_text="Roll-up of the checks of the signal.")
    signal_note = models.CharField(max_length=300, blank=True)
    signal_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True, help_text="When its deliverable was last published.")
    delivered_version = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "number"], name="one_stage_a_number"),
            tenant_policy("sprint_stage", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["number"]


class Item(TenantOwned):
    """A row on the board: a playbook line, or one the consultant added (no line, settled by a person)."""

    class State(models.TextChoices):
        TO_DO = "to-do", "To do"
        DOING = "doing", "Doing"
        WAITING = "waiting", "Waiting for the client"
        SETTLED = "settled", "Settled"

    class Proof(models.TextChoices):
        UNKNOWN = "unknown", "Unknown"
        PROVEN = "proven", "Proven"
        REFUTED = "refuted", "Refuted"
        NOT_APPLICABLE = "not-applicable", "Not applicable"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="items")
    line = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=120, help_text="Of an added item; a playbook line has its own.", blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.TO_DO)
    proof = models.CharField(max_length=16, choices=Proof.choices, default=Proof.UNKNOWN)
    has_warning = models.BooleanField(default=False, help_text="A check warns: it shows and does not block.")
    proof_note = models.CharField(max_length=200, blank=True, help_text="The news of the last audit, one clause.")
    proof_at = models.DateTimeField(null=True, blank=True)
    assignee = models.ForeignKey("tenancy.Member", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    waiting_for = models.CharField(max_length=160, blank=True, help_text="What the client was asked, in their words.")
    waiting_until = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "line"], condition=~models.Q(line=""), name="one_item_a_line_and_stage"
            ),
            tenant_policy("sprint_item", {"stage_id": "sprint_stage", "assignee_id": "tenancy_member"}),
        ]
        ordering = ["stage__number", "position"]


class Evidence(TenantOwned):
    """What settles an item by a person: text, a link or a file."""

    class Kind(models.TextChoices):
        TEXT = "text", "Text"
        LINK = "link", "Link"
        FILE = "file", "File"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    text = models.TextField(max_length=4000, blank=True)
    link = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    left_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    left_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [tenant_policy("sprint_evidence", {"item_id": "sprint_item", "file_id": "files_file"})]
        ordering = ["left_at"]


class Waiver(TenantOwned):
    """A recorded exception for an item: who owns it, why, and until when."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="waivers")
    owner = models.CharField(max_length=80)
    reason = models.CharField(max_length=300)
    until = models.DateField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [tenant_policy("sprint_waiver", {"item_id": "sprint_item"})]
        ordering = ["granted_at"]


class Comment(TenantOwned):
    """Said about an item: internal (a note), or seen by the client."""

    class Visibility(models.TextChoices):
        INTERNAL = "internal", "Internal"
        CLIENT = "client", "The client sees this"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="comments")
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.INTERNAL)
    text = models.TextField(max_length=4000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [tenant_policy("sprint_comment", {"item_id": "sprint_item"})]
        ordering = ["said_at"]


class ParkedRequest(TenantOwned):
    """A wish that falls under what a sprint refuses to build: parked with the reason, told in the handover."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="parked_requests")
    refusal_line = models.CharField(max_length=8)
    request = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)
    parked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    parked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [tenant_policy("sprint_parkedrequest", {"engagement_id": "sprint_engagement"})]
        ordering = ["parked_at"]


class IntakeAccess(TenantOwned):
    """An access the playbook asks for before the clock starts: who gives it, and whether it was given."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked"
        GIVEN = "given", "Given"
        REFUSED = "refused", "Not given"
        NOT_NEEDED = "not-needed", "Not needed"

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="accesses")
    access_id = models.CharField(max_length=24, help_text="The playbook's id of this access.")
    giver = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASKED)
    note = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "access_id"], name="one_intake_row_an_access"),
            tenant_policy("sprint_intakeaccess", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["id"]
