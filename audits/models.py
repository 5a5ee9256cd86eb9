"""Runs, what they saw and said, what stays open across runs, and what people make of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.database.models import TenantOwned, tenant_policy


class AuditRun(TenantOwned):
    """One execution of checks over the estate; `plan` freezes the estate and the check ids it covers."""

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        RUNNING = "running", "Running"
        FINISHED = "finished", "Finished"
        FAILED = "failed", "Failed"
        STOPPED = "stopped", "Stopped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="audit_runs")
    stage_number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: all seven stages.")
    number = models.PositiveIntegerField(help_text="Counts up within the engagement.")
    plan = models.JSONField()
    is_active = models.BooleanField(
        default=False, help_text="Sends more than a visitor does, over names whose control is proven."
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    stop_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    stop_reason = models.CharField(max_length=400, blank=True, help_text="Why it ended before its end.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "number"], name="one_run_a_number"),
            models.UniqueConstraint(
                fields=["engagement"],
                condition=models.Q(is_active=True, state__in=["queued", "running"]),
                name="one_active_run",
            ),
            tenant_policy("audits_auditrun", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["-requested_at"]


class Discovery(TenantOwned):
    """One look at what a domain shows of its estate, for a person to confirm (`found` as audits.core.codec writes it)."""

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        RUNNING = "running", "Running"
        FINISHED = "finished", "Finished"
        FAILED = "failed", "Failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="discoveries")
    domain = models.CharField(max_length=253)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    questions = models.PositiveIntegerField(default=0, help_text="DNS questions asked so far.")
    pages = models.PositiveIntegerField(default=0, help_text="Pages asked for so far.")
    hosts = models.PositiveIntegerField(default=0, help_text="Names whose pages are opened; 0 while DNS is asked.")
    found = models.JSONField(default=dict)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="When a person took what belongs over.")
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"],
                condition=models.Q(state__in=["queued", "running"]),
                name="one_running_discovery",
            ),
            tenant_policy("audits_discovery", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["-requested_at"]

    @property
    def is_looking(self) -> bool:
        """True from the request to the end."""
        return self.state in {self.State.QUEUED, self.State.RUNNING}


class GathererProgress(TenantOwned):
    """How far one gatherer of a run is: a committed row that the live page reads."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"

    run = models.ForeignKey(AuditRun, on_delete=models.CASCADE, related_name="progress")
    gatherer = models.CharField(max_length=24)
    title = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    checks_total = models.PositiveIntegerField(default=0)
    checks_done = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "gatherer"], name="one_progress_a_gatherer"),
            tenant_policy("audits_gathererprogress", {"run_id": "audits_auditrun"}),
        ]
        ordering = ["position"]


class Artifact(TenantOwned):
    """What one gatherer saw of one subject, verbatim, or why it saw nothing (audits.core.codec has the form)."""

    run = models.ForeignKey(AuditRun, on_delete=models.CASCADE, related_name="artifacts")
    gatherer = models.CharField(max_length=24)
    subject = models.CharField(max_length=600, blank=True)
    value = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "gatherer", "subject"], name="one_artifact_a_subject"),
            tenant_policy("audits_artifact", {"run_id": "audits_auditrun"}),
        ]


class Judgement(TenantOwned):
    """The answer of one check about one subject in one run, passes too; immutable."""

    run = models.ForeignKey(AuditRun, on_delete=models.CASCADE, related_name="judgements")
    check_id = models.CharField(max_length=40)
    check_version = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=600)
    whole = models.CharField(max_length=600, help_text="The subject a part belongs to; else the subject itself.")
    outcome = models.CharField(max_length=16)
    verdict = models.CharField(max_length=40)
    rank = models.CharField(max_length=8, blank=True, help_text="blocker, incident, cleanup or empty")
    headline = models.CharField(max_length=600)
    fix = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    evidence = models.JSONField(default=list)
    judged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "check_id", "subject"], name="one_judgement_a_subject"),
            tenant_policy("audits_judgement", {"run_id": "audits_auditrun"}, append_only=True),
        ]
        ordering = ["id"]


class Finding(TenantOwned):
    """A warn or fail of one check on one subject, living across runs; only machines write it."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        FIXED = "fixed", "Fixed"
        REGRESSED = "regressed", "Regressed"
        RETIRED = "retired", "Retired"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="findings")
    check_id = models.CharField(max_length=40)
    check_version = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=600)
    whole = models.CharField(max_length=600)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    outcome = models.CharField(max_length=16, help_text="warn or fail, of the last bad judgement")
    rank = models.CharField(max_length=8)
    before = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="+", help_text="The last bad answer.")
    after = models.ForeignKey(
        Judgement, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="What fixed it."
    )
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField(help_text="When the state last changed.")
    confirmed_at = models.DateTimeField(help_text="When an audit last saw it, bad or good.")
    not_confirmed_since = models.DateTimeField(null=True, blank=True, help_text="First audit that could not check it.")
    was_rejudged = models.BooleanField(default=False, help_text="The last change came from a new check version.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "check_id", "subject"], name="one_finding_a_subject"),
            tenant_policy(
                "audits_finding",
                {
                    "engagement_id": "sprint_engagement",
                    "before_id": "audits_judgement",
                    "after_id": "audits_judgement",
                },
            ),
        ]
        ordering = ["-changed_at"]


class Risk(TenantOwned):
    """What people make of a finding, or write by hand: rank, cost in the client's words, owner, acceptance."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="risks")
    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="risk")
    title = models.CharField(max_length=200, blank=True, help_text="Plain words; empty: the finding's own headline.")
    rank = models.CharField(max_length=8, blank=True, help_text="Empty: the finding's own rank.")
    cost = models.CharField(max_length=400, blank=True, help_text="What it costs, in the client's words.")
    fix = models.CharField(max_length=600, blank=True, help_text="Plain words; empty: the finding's own fix.")
    place = models.CharField(max_length=200, blank=True, help_text="Of a hand-written risk: where it lies.")
    line = models.CharField(
        max_length=12, blank=True, help_text="Of a hand-written risk: the playbook item it hangs on."
    )
    before_words = models.CharField(max_length=200, blank=True, help_text="Plain words; empty: what the audit saw.")
    after_words = models.CharField(max_length=200, blank=True, help_text="Plain words; empty: what the audit saw.")
    owner = models.CharField(max_length=80, blank=True)
    accepted_reason = models.CharField(max_length=300, blank=True)
    accepted_until = models.DateField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Of a hand-written risk: it is over.")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    contained_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When a published handover version first held it; from then on it stays published.",
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            tenant_policy("audits_risk", {"engagement_id": "sprint_engagement", "finding_id": "audits_finding"})
        ]


class ReceivedMessage(TenantOwned):
    """A message somebody received, given to us to be judged; it holds personal data and no client ever sees it.

    `key` are the first digits of its digest, by which answers name it; nothing of it can be read from them.
    """

    class Purpose(models.TextChoices):
        PASSWORD_RESET = "password-reset", "Password reset"
        ALERT = "alert", "Alert"
        OTHER = "other", "Other mail"

    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="received_messages")
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    key = models.CharField(max_length=12)
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    is_pasted = models.BooleanField(default=False, help_text="Pasting can change what was signed.")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "key"], name="one_message_a_key"),
            tenant_policy("audits_receivedmessage", {"engagement_id": "sprint_engagement", "file_id": "files_file"}),
        ]
        ordering = ["-added_at"]


class RankOverride(TenantOwned):
    """A consultancy's own rank for one verdict of one check."""

    check_id = models.CharField(max_length=40)
    verdict = models.CharField(max_length=40)
    rank = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultancy", "check_id", "verdict"], name="one_rank_a_verdict"),
            tenant_policy("audits_rankoverride"),
        ]
