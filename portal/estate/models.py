"""What an engagement covers, one table a kind; rows are retired, never deleted."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.database.models import TenantOwned, tenant_policy
from portal.vault.field import SealedField


class EstateRow(TenantOwned):
    """What every kind shares: the engagement, where the row came from, and when it stopped counting."""

    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="%(class)ss")
    is_discovered = models.BooleanField(default=False, help_text="Found by us; a person ticked it.")
    added_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Domain(EstateRow):
    """The apex domain an engagement starts from, as A-label."""

    name = models.CharField(max_length=253)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "name"], name="one_domain_a_name"),
            tenant_policy("estate_domain", {"engagement_id": "sprint_engagement"}),
        ]


class Host(EstateRow):
    """One host name; `owner` and `purpose` make it intentional (playbook: subdomains exist on purpose)."""

    name = models.CharField(max_length=253)
    purpose = models.CharField(max_length=120, blank=True)
    owner = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "name"], name="one_host_a_name"),
            tenant_policy("estate_host", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["name"]


class Endpoint(EstateRow):
    """An absolute URL with its purpose."""

    class Purpose(models.TextChoices):
        HOME = "home", "Home page"
        LOGIN = "login", "Log-in"
        API = "api", "API health"
        CRITICAL = "critical", "Critical workflow"
        ACCOUNT = "account", "Account page"
        ADMIN = "admin", "Admin"
        REPORT = "report", "Report"
        EXPORT = "export", "Export"
        OLD = "old", "Old address"
        PAGE = "page", "Page"
        ORIGIN = "origin", "Origin behind the edge"

    url = models.URLField(max_length=500)
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    account_field = models.CharField(max_length=60, blank=True, help_text="Of a log-in that takes JSON.")
    password_field = models.CharField(max_length=60, blank=True, help_text="Of a log-in that takes JSON.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "url"], name="one_endpoint_a_url"),
            tenant_policy("estate_endpoint", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["id"]


class Repository(EstateRow):
    """A git repository: an https URL, or a path on the operator's machine where the operator allows that."""

    name = models.CharField(max_length=120)
    location = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "name"], name="one_repository_a_name"),
            tenant_policy("estate_repository", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["name"]
        verbose_name_plural = "repositories"


class MailDomain(EstateRow):
    """A domain mail is sent from, with the DKIM selectors in use."""

    name = models.CharField(max_length=253)
    selectors = models.JSONField(default=list, help_text="DKIM selectors, such as google or s1.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "name"], name="one_mail_domain_a_name"),
            tenant_policy("estate_maildomain", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["name"]


KINDS: dict[str, type[EstateRow]] = {
    "domain": Domain,
    "host": Host,
    "endpoint": Endpoint,
    "repository": Repository,
    "mail-domain": MailDomain,
}
"""The kinds by the names that addresses and forms use."""


class Credential(TenantOwned):
    """What a client's service takes from us to let our audits read there; sealed, and deleted when it is taken back.

    `name` says which one of several of a kind it is; empty where an engagement has one of that kind.
    """

    class Kind(models.TextChoices):
        CLOUDFLARE = "cloudflare", "Cloudflare API token"

    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=120, blank=True)
    secret = SealedField()
    ending = models.CharField(max_length=4, help_text="Its last characters, by which people tell it from another.")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "kind", "name"], name="one_credential_a_name"),
            tenant_policy("estate_credential", {"engagement_id": "sprint_engagement"}),
        ]


class ControlProof(TenantOwned):
    """Whether we may send to a name more than a visitor does: only who controls it can publish this engagement's token.

    `way` is how the last look saw the token, and empty while control is not proven. A file proves one host, a DNS record
    the name and everything below it. Tokens are drawn anew for every engagement, so that none is of use to another.
    """

    class Way(models.TextChoices):
        DNS = "dns", "DNS record"
        FILE = "file", "File"

    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="control_proofs")
    name = models.CharField(max_length=253)
    token = models.CharField(max_length=64)
    way = models.CharField(max_length=4, choices=Way.choices, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    looking_since = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    proven_at = models.DateTimeField(null=True, blank=True, help_text="When it was first seen.")
    seen_at = models.DateTimeField(null=True, blank=True, help_text="When it was last seen.")
    lost_at = models.DateTimeField(null=True, blank=True, help_text="When a look found it gone.")
    says = models.CharField(max_length=400, blank=True, help_text="What the last look saw, in words.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "name"], name="one_proof_a_name"),
            tenant_policy("estate_controlproof", {"engagement_id": "sprint_engagement"}),
        ]
        ordering = ["id"]

    @property
    def is_proven(self) -> bool:
        """Whether the last look that got an answer saw the token."""
        return bool(self.way)

    @property
    def is_looking(self) -> bool:
        """True from the click to the end of the look."""
        return self.looking_since is not None

    @property
    def record_name(self) -> str:
        """The name of the TXT record that proves it."""
        return f"_launchready.{self.name}"

    @property
    def file_url(self) -> str:
        """The address of the file that proves it; the token is not in it, so that no error page can echo it."""
        return f"https://{self.name}/.well-known/launchready.txt"

    @property
    def value(self) -> str:
        """What stands in the record, or alone on a line of the file."""
        return f"launchready-proof={self.token}"

    def covers(self, host: str) -> bool:
        """Whether control of this host is proven."""
        below = self.way == self.Way.DNS and host.endswith(f".{self.name}")
        return self.is_proven and (host == self.name or below)


class DeclaredRecord(TenantOwned):
    """A DNS record as the published handover declares it; drift monitors compare with these."""

    engagement = models.ForeignKey("sprint.Engagement", on_delete=models.CASCADE, related_name="declared_records")
    name = models.CharField(max_length=253)
    type = models.CharField(max_length=8)
    value = models.TextField()
    purpose = models.CharField(max_length=160, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [tenant_policy("estate_declaredrecord", {"engagement_id": "sprint_engagement"})]
        ordering = ["name", "type", "value"]
