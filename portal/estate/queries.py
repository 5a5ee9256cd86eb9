"""Reads of the estate."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from portal.estate.models import (
    KINDS,
    ControlProof,
    Credential,
    DeclaredRecord,
    Domain,
    Endpoint,
    Host,
    MailDomain,
    Repository,
)
from portal.sprint.models import Engagement


@dataclass(frozen=True)
class EstateRows:
    """Everything an engagement covers now, retired rows left out."""

    domain: Domain | None
    hosts: tuple[Host, ...]
    endpoints: tuple[Endpoint, ...]
    repositories: tuple[Repository, ...]
    mail_domains: tuple[MailDomain, ...]


def estate_rows(engagement: Engagement) -> EstateRows:
    """The engagement's estate as rows."""
    live = {"engagement": engagement, "retired_at__isnull": True}
    return EstateRows(
        domain=Domain.objects.filter(**live).order_by("pk").first(),
        hosts=tuple(Host.objects.filter(**live)),
        endpoints=tuple(Endpoint.objects.filter(**live)),
        repositories=tuple(Repository.objects.filter(**live)),
        mail_domains=tuple(MailDomain.objects.filter(**live)),
    )


def covers(engagement: Engagement, kind: str, name: str) -> bool:
    """Whether a row of this kind and name, or address, counts now."""
    key = "url" if kind == "endpoint" else "name"
    return KINDS[kind].objects.filter(engagement=engagement, retired_at__isnull=True, **{key: name}).exists()


def declared_records(engagement: Engagement) -> tuple[DeclaredRecord, ...]:
    """The DNS records the last published handover declared."""
    return tuple(DeclaredRecord.objects.filter(engagement=engagement))


def credential_of(engagement: Engagement, kind: str) -> Credential | None:
    """The one credential of a kind that an engagement has."""
    return Credential.objects.select_related("given_by").filter(engagement=engagement, kind=kind, name="").first()


def control_proofs(engagement: Engagement) -> tuple[ControlProof, ...]:
    """Every name whose control was ever to be proven, that of the domain first."""
    return tuple(ControlProof.objects.filter(engagement=engagement).order_by("name"))


def provable_names(engagement: Engagement) -> tuple[str, ...]:
    """The names whose control may be proven: the domain, then the hosts and the hosts of addresses, each once."""
    rows = estate_rows(engagement)
    apex = (rows.domain.name,) if rows.domain else ()
    of_endpoints = sorted(urlsplit(endpoint.url).hostname or "" for endpoint in rows.endpoints)
    names = (*apex, *(host.name for host in rows.hosts), *of_endpoints)
    return tuple(dict.fromkeys(name for name in names if any(letter.isalpha() for letter in name) and ":" not in name))
