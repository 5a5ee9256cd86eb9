"""The addresses of this room."""

from django.urls import path

from audits.views import runs
from portal.tenancy.audience import Audience, declare

ENGAGEMENT = "engagements/<uuid:engagement>"

urlpatterns = [
    path(f"{ENGAGEMENT}/audits/run/", runs.run_audits, name="run_audits"),
    path(f"{ENGAGEMENT}/audits/progress/", runs.audit_progress, name="audit_progress"),
]

declare({"run_audits": Audience.MEMBER, "audit_progress": Audience.MEMBER})
