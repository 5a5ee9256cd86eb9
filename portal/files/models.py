"""Files as rows, up to 32 MB, type-checked when they come in."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.database.models import TenantOwned, tenant_policy


class File(TenantOwned):
    """One stored file; `content` is deferred by every query but the download."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [tenant_policy("files_file")]
