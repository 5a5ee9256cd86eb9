"""Adding to an estate, editing it, retiring rows; names and addresses are checked before they come here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.estate.models import DeclaredRecord, Domain, Endpoint, EstateRow, Host, MailDomain, Repository
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User


def _add(
    kind: type[EstateRow], engagement: Engagement, acting_user: User, key: dict[str, Any], rest: dict[str, Any]
) -> Any:
    """A row of its kind; one that was retired comes back."""
    row, created = kind.objects.get_or_create(
        engagement=engagement, **key, defaults={"consultancy_id": engagement.consultancy_id, **rest}
    )
    if not created:
        for name, value in {**rest, "retired_at": None}.items():
            setattr(row, name, value)
        row.save()
    (name,) = key.values()
    label = kind._meta.verbose_name  # noqa: SLF001 - the documented Model _meta API
    record_activity(
        engagement.consultancy_id,
        acting_user,
        "estate.added",
        f"The estate covers the {label} {name}.",
        row,
        engagement_id=engagement.pk,
    )
    return row


@transaction.atomic
def add_domain(*, engagement: Engagement, name: str, acting_user: User) -> Domain:
    """The apex domain, as A-label; an estate begins at one."""
    _refuse_second_domain(engagement, name)
    return _add(Domain, engagement, acting_user, {"name": name}, {})


@transaction.atomic
def add_host(
    *,
    engagement: Engagement,
    name: str,
    purpose: str = "",
    owner: str = "",
    is_discovered: bool = False,
    acting_user: User,
) -> Host:
    """One host name, as A-label."""
    rest = {"purpose": purpose, "owner": owner, "is_discovered": is_discovered}
    return _add(Host, engagement, acting_user, {"name": name}, rest)


@transaction.atomic
def add_endpoint(
    *,
    engagement: Engagement,
    url: str,
    purpose: str,
    account_field: str = "",
    password_field: str = "",
    is_discovered: bool = False,
    acting_user: User,
) -> Endpoint:
    """One absolute URL with its purpose; a log-in that takes JSON has its two fields named."""
    fields = {"account_field": account_field, "password_field": password_field}
    rest = {"purpose": purpose, "is_discovered": is_discovered, **fields}
    return _add(Endpoint, engagement, acting_user, {"url": url}, rest)


@transaction.atomic
def add_repository(*, engagement: Engagement, name: str, location: str, acting_user: User) -> Repository:
    """One git repository."""
    return _add(Repository, engagement, acting_user, {"name": name}, {"location": location})


@transaction.atomic
def add_mail_domain(
    *, engagement: Engagement, name: str, selectors: Iterable[str] = (), is_discovered: bool = False, acting_user: User
) -> MailDomain:
    """A domain mail is sent from, with its DKIM selectors."""
    rest = {"selectors": list(selectors), "is_discovered": is_discovered}
    return _add(MailDomain, engagement, acting_user, {"name": name}, rest)


@transaction.atomic
def edit_row(*, row: EstateRow, changes: dict[str, Any], acting_user: User) -> None:
    """Change a row's own fields."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    _told(row, acting_user, "estate.edited", "was edited.")


@transaction.atomic
def retire_row(*, row: EstateRow, acting_user: User) -> None:
    """The row stops counting; its findings keep their history."""
    row.retired_at = timezone.now()
    row.save(update_fields=["retired_at"])
    _told(row, acting_user, "estate.retired", "no longer counts.")


@transaction.atomic
def restore_row(*, row: EstateRow, acting_user: User) -> None:
    """Undo of `retire_row`."""
    if isinstance(row, Domain):
        _refuse_second_domain(row.engagement, row.name)
    row.retired_at = None
    row.save(update_fields=["retired_at"])
    _told(row, acting_user, "estate.restored", "counts again.")


def _refuse_second_domain(engagement: Engagement, name: str) -> None:
    """Refuses while the estate begins at another domain; of two people at once the later one is refused."""
    Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    other = Domain.objects.filter(engagement=engagement, retired_at__isnull=True).exclude(name=name).first()
    if other is not None:
        raise RefusedError(f"The estate begins at {other.name}. Take that out first.")


def _told(row: EstateRow, acting_user: User, verb: str, words: str) -> None:
    name = getattr(row, "name", "") or getattr(row, "url", "")
    record_activity(row.consultancy_id, acting_user, verb, f"{name} {words}", row, engagement_id=row.engagement_id)


@dataclass(frozen=True)
class Record:
    """One DNS record as a handover declares it."""

    name: str
    type: str
    value: str
    purpose: str = ""


@transaction.atomic
def declare_records(*, engagement: Engagement, records: Iterable[Record], acting_user: User) -> None:
    """Replace the declared records with those of the handover just published."""
    DeclaredRecord.objects.filter(engagement=engagement).delete()
    rows = [
        DeclaredRecord(
            consultancy_id=engagement.consultancy_id,
            engagement=engagement,
            name=record.name,
            type=record.type,
            value=record.value,
            purpose=record.purpose,
        )
        for record in records
    ]
    DeclaredRecord.objects.bulk_create(rows)
    record_activity(
        engagement.consultancy_id,
        acting_user,
        "records.declared",
        f"{len(rows)} DNS records were declared.",
        engagement,
        engagement_id=engagement.pk,
    )
