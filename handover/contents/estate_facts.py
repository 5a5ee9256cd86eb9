"""What the estate gives a handover: hosts, records, addresses and mail domains, as last observed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """The certificate a host shows; `not_after` in ISO 8601 UTC, `outcome` of the check of its dates and chain."""

    issuer: str
    not_after: str
    outcome: str = "could-not-check"


@dataclass(frozen=True, kw_only=True)
class HostFacts:
    """One host: what it is for, whose it is, and what DNS and TLS said of it."""

    name: str
    purpose: str = ""
    owner: str = ""
    exists: bool | None = None
    alias: str = ""
    addresses: tuple[str, ...] = ()
    edge: str = ""
    certificate: CertificateFacts | None = None


@dataclass(frozen=True, kw_only=True)
class RecordFacts:
    """One DNS record as it was observed, and what it is for."""

    name: str
    type: str
    value: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class RegistrationFacts:
    """What the registry said of the domain: who looks after it, and until when it is paid for (ISO 8601 UTC, or empty)."""

    name: str
    registrar: str = ""
    expires: str = ""


@dataclass(frozen=True, kw_only=True)
class EndpointFacts:
    """One address with its purpose; `status` and `arrived_at` as observed, times in seconds.

    `outcome` is what the check of its answer said last; empty before any check.
    """

    url: str
    purpose: str
    purpose_word: str
    outcome: str = ""
    status: int | None = None
    arrived_at: str = ""
    p50: float | None = None
    p95: float | None = None
    requests: int = 0


@dataclass(frozen=True, kw_only=True)
class AnswerFacts:
    """What one check said last: `title` is the check's, `headline` the sentence of its answer, `subject` its part."""

    title: str
    outcome: str
    headline: str
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class MailDomainFacts:
    """A domain that sends mail, with its DKIM selectors and what the mail checks said."""

    name: str
    selectors: tuple[str, ...] = ()
    answers: tuple[AnswerFacts, ...] = ()
