"""What every tenant-owned table has in common."""

from collections.abc import Mapping

from django.db import models
from django_scopes import ScopedManager

from portal.database.policy import TenantPolicy


class TenantOwned(models.Model):
    """A row of one consultancy: unscoped queries raise, and PostgreSQL's policy stands behind them.

    Every child declares `Meta.constraints` with `tenant_policy(table, …)`; a test finds a table without one.
    """

    consultancy = models.ForeignKey("tenancy.Consultancy", on_delete=models.CASCADE, related_name="+", editable=False)
    objects = ScopedManager(consultancy="consultancy")

    class Meta:
        abstract = True


def tenant_policy(
    table: str, parents: Mapping[str, str] | None = None, *, own_rows: str = "", append_only: bool = False
) -> TenantPolicy:
    """The policy of one table; `parents` maps its foreign key columns to the tenant-owned tables they point at."""
    return TenantPolicy(name=f"{table}_tenant", parents=dict(parents or {}), own_rows=own_rows, append_only=append_only)


OUTSIDE_TENANCY = {
    "tenancy_user": "people are global: one may belong to several consultancies and clients",
    "tenancy_user_groups": "Django's own, unused, of the global user",
    "tenancy_user_user_permissions": "Django's own, unused, of the global user",
    "django_session": "a session is a person's",
    "account_emailaddress": "allauth: addresses of the global user",
    "account_emailconfirmation": "allauth: confirmations of those addresses",
    "jobs_job": "ids and state only; the worker opens the tenant from it",
    "tenancy_door": "a token's hash finds its tenant before any tenant is known",
    "mail_waitingmail": "mail on its way out, of people and not of tenants; gone once the mail server took it",
    "mail_keptmail": "the embedded set-up's outgoing mail, readable on its local mailbox page only",
    "auth_group": "Django's own, unused",
    "auth_group_permissions": "Django's own, unused",
    "auth_permission": "Django's own, unused",
    "django_content_type": "Django's own",
    "django_migrations": "Django's own",
}
"""Every table without row-level security, with the reason; a test compares this with the database."""
