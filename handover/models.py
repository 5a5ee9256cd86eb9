"""What the client takes away: documents, their frozen versions, approvals, and what people supplied for them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.database.models import TenantOwned, tenant_policy


class Document(TenantOwned):
    """A kind of paper of an engagement: handover, risk-list, routing-map, secrets-inventory and others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "kind"], name="one_document_a_kind"),
            tenant_policy("handover_document", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["kind"]


class Version(TenantOwned):
    """One state of a document: rendered by a worker as a preview, then published and frozen for good."""

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        RENDERING = "rendering", "Being written"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be written"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    inputs = models.JSONField(null=True, blank=True, help_text="Everything the pages were made from, frozen.")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    maker = models.CharField(max_length=80, blank=True, help_text="Who made it elsewhere; empty: the portal wrote it.")
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    outline = models.JSONField(default=list, help_text="Titles of its parts, each with its page.")
    seconds = models.FloatField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_version_a_number"),
            tenant_policy("handover_version", {"document_id": "handover_document", "file_id": "files_file"}),
        ]
        ordering = ["-number"]


class Approval(TenantOwned):
    """A client user's decision on one published version."""

    class Decision(models.TextChoices):
        APPROVED = "approved", "Approved"
        CHANGES = "changes", "Changes asked for"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="approvals")
    client_user = models.ForeignKey("tenancy.ClientUser", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=8, choices=Decision.choices)
    reason = models.CharField(max_length=600, blank=True)
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            tenant_policy(
                "handover_approval", {"version_id": "handover_version", "client_user_id": "tenancy_clientuser"}
            )
        ]
        ordering = ["-decided_at"]


class Supplied(TenantOwned):
    """One answer a person supplied for the handover; `key` is declared in handover.contents.needs."""

    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="supplied")
    key = models.CharField(max_length=40)
    value = models.TextField(max_length=2000)
    supplied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    supplied_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "key"], name="one_answer_a_need"),
            tenant_policy("handover_supplied", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["key"]


class Secret(TenantOwned):
    """A secret's entry in the inventory: everything about it but its value, which is refused at entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="secrets")
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=160)
    environment = models.CharField(max_length=40, default="production")
    owner = models.CharField(max_length=80, blank=True)
    deputy = models.CharField(max_length=80, blank=True)
    stored_in = models.CharField(max_length=160, blank=True, help_text="Where its value lies, never the value.")
    used_by = models.CharField(max_length=160, blank=True)
    rotation = models.TextField(max_length=1000, blank=True, help_text="How to replace it, step by step.")
    rotated_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "name", "environment"], name="one_entry_a_secret"),
            tenant_policy("handover_secret", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["name"]


class Rehearsal(TenantOwned):
    """A second person followed a recovery scenario: who, when, how long, where they paused."""

    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="rehearsals")
    scenario = models.CharField(max_length=32)
    person = models.CharField(max_length=80)
    rehearsed_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    paused_at = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [tenant_policy("handover_rehearsal", {"engagement_id": "sprint_engagement"})]
        ordering = ["-rehearsed_on"]
