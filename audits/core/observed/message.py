"""A message somebody received: its source as it was given, and what can be told of it without quoting it."""

from dataclasses import dataclass, field

from audits.core.artifacts import Source
from audits.core.observed.mail import MailLookup

VERIFIED = "verified"
BODY_CHANGED = "body-changed"
WRONG = "wrong"
NO_KEY = "no-key"
REVOKED = "revoked"
UNUSABLE_KEY = "unusable-key"
REFUSED = "refused"
UNREADABLE = "unreadable"
UNANSWERED = "unanswered"
"""What verifying a signature came to; `REFUSED` are algorithms and keys that verifiers must not accept (RFC 8301)."""


@dataclass(frozen=True)
class ReceivedSource:
    """The octets as they were stored; never part of an artifact that is kept. Of a pasted one the copy may differ."""

    raw: bytes = field(repr=False)
    is_pasted: bool = False


@dataclass(frozen=True)
class Mailbox:
    """One address of the From field: its display name and address as shown, its domain as A-label or empty."""

    name: str
    address: str
    domain: str


@dataclass(frozen=True)
class Signature:
    """One DKIM-Signature field with what verifying it came to and, where that is not `VERIFIED`, why.

    `key` is the question for its key; `signed_at` and `expires_at` are seconds since 1970, None where it does not say.
    `is_partial` where l= leaves the end of the body unsigned, `bits` the length of an RSA key.
    """

    domain: str
    selector: str
    algorithm: str
    state: str
    reason: str = ""
    key: MailLookup | None = None
    bits: int = 0
    signed_at: int | None = None
    expires_at: int | None = None
    is_partial: bool = False


@dataclass(frozen=True)
class SpfSeen:
    """SPF for the address the receiver says the message came from: a claim of its Received field, that can be forged."""

    address: str
    domain: str
    result: str
    reason: str = ""


@dataclass(frozen=True)
class Link:
    """Where a link of the body leads: scheme and host alone. `is_key` where what follows looks like a password."""

    scheme: str
    host: str
    is_key: bool = False


@dataclass(frozen=True)
class ReceivedMail:
    """One message without its text and its recipient.

    `from_fields` are all From fields as shown, `authors` the addresses in them, `replies` the domains of Reply-To.
    `claims` are the receiver's Authentication-Results, shown and never believed; `stops` the signs of a list or a
    forwarder on its way; `received_at` ISO 8601 by the topmost Received field, or empty. `walks` are the answers of
    the DMARC walks from every domain that is to be compared.
    """

    purpose: str
    is_pasted: bool
    from_fields: tuple[str, ...]
    authors: tuple[Mailbox, ...]
    replies: tuple[str, ...] = ()
    return_path: str = ""
    signatures: tuple[Signature, ...] = ()
    claims: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    received_at: str = ""
    spf: SpfSeen | None = None
    walks: tuple[MailLookup, ...] = ()
    links: tuple[Link, ...] = ()


RECEIVED: Source[ReceivedSource] = Source("received", ReceivedSource)
"""Handed to a run by who may open it, for the time of the run; nobody records it."""
MESSAGES: Source[ReceivedMail] = Source("messages", ReceivedMail)
