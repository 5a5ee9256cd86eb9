"""Who is who: people, consultancies and their members, clients and their users, invitations, doors, activity."""

import uuid

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone

from portal.database.models import TenantOwned, tenant_policy
from portal.database.policy import TenantPolicy

UNCHOSEN_ZONE = "UTC"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, name: str = "") -> "User":
        """A person who logs in by e-mail; without a password only e-mailed codes work."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """One person, known by e-mail across all consultancies of this installation."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80, blank=True)
    time_zone = models.CharField(max_length=64, default=UNCHOSEN_ZONE)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    @property
    def short_name(self) -> str:
        """The name, or the part of the address before the at sign."""
        return self.name or self.email.split("@")[0]

    def zone_or(self, other: str) -> str:
        """The time zone the person chose; `other` while they never chose one, as UTC is what everybody begins with."""
        return self.time_zone if self.time_zone != UNCHOSEN_ZONE else other

    @property
    def initials(self) -> str:
        """Up to two letters for the avatar."""
        words = self.short_name.replace(".", " ").split()
        return "".join(word[0] for word in words[:2]).upper()


class Consultancy(models.Model):
    """The tenant: one consulting firm on this installation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            TenantPolicy(
                name="tenancy_consultancy_tenant",
                tenant="id",
                own_rows=(
                    "id IN (SELECT consultancy_id FROM tenancy_member WHERE user_id = {person} AND removed_at IS NULL)"
                    " OR id IN (SELECT consultancy_id FROM tenancy_clientuser"
                    " WHERE user_id = {person} AND removed_at IS NULL)"
                ),
            )
        ]


class Member(TenantOwned):
    """A person of the consultancy; removed members keep their row, so that history keeps its names."""

    class Role(models.TextChoices):
        OWNER = "owner", "Owner"
        CONSULTANT = "consultant", "Consultant"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices)
    joined_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultancy", "user"], name="one_membership_a_person"),
            tenant_policy("tenancy_member", own_rows="user_id = {person}"),
        ]


class Client(TenantOwned):
    """A company the consultancy works for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultancy", "name"], name="one_client_a_name"),
            tenant_policy("tenancy_client"),
        ]
        ordering = ["name"]


class ClientUser(TenantOwned):
    """A person of the client who logs in: an approver may sign off, a viewer reads."""

    class Role(models.TextChoices):
        APPROVER = "approver", "Approver"
        VIEWER = "viewer", "Viewer"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="users")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices)
    joined_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "user"], name="one_place_a_person_at_a_client"),
            tenant_policy("tenancy_clientuser", {"client_id": "tenancy_client"}, own_rows="user_id = {person}"),
        ]


class Invitation(TenantOwned):
    """An invitation for one address and one role: a member's (no client) or a client user's; single use, expiring."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=[*Member.Role.choices, *ClientUser.Role.choices])
    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [tenant_policy("tenancy_invitation", {"client_id": "tenancy_client"})]
        ordering = ["-created_at"]


class Door(models.Model):
    """A secret link's lock: the SHA-256 of its token, and the tenant and object behind it. Holds no content."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Invitation"

    token_hash = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    consultancy_id = models.UUIDField()
    object_id = models.CharField(max_length=36)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)


class Activity(TenantOwned):
    """Who did what, when: append-only, outlives what it describes (so it names things instead of pointing at them)."""

    engagement_id = models.UUIDField(null=True, blank=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    actor_name = models.CharField(max_length=80, help_text="Kept when the person is gone; 'Launch Ready' for machines.")
    verb = models.CharField(max_length=48, help_text="noun.verbed, such as engagement.created")
    object_kind = models.CharField(max_length=32, blank=True)
    object_id = models.CharField(max_length=36, blank=True)
    words = models.CharField(max_length=300, help_text="One sentence a person reads.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [tenant_policy("tenancy_activity", append_only=True)]
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["consultancy", "-at"], name="activity_latest")]
