"""What a host says over TLS: the certificates it sends, whether they verify, which protocol versions it speaks."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.unavailable import Unavailable

ACCEPTED = "accepted"
REFUSED = "refused"
UNANSWERED = "unanswered"
UNTESTABLE = "untestable"

VERSIONS = ("TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3")
"""The versions that are asked for, oldest first."""


@dataclass(frozen=True)
class Certificate:
    """One certificate as sent; times are ISO 8601 in UTC, `names` and `addresses` come from subjectAltName."""

    subject: str
    issuer: str
    names: tuple[str, ...]
    addresses: tuple[str, ...]
    not_before: str
    not_after: str
    serial: str
    sha256: str
    key: str
    signature: str
    issuer_urls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verification:
    """What OpenSSL said of the chain against the trusted roots: `code` 0 is trusted, `message` its own words."""

    code: int
    message: str


@dataclass(frozen=True)
class Trust:
    """The chain verified as browsers do, without the host name.

    `ignoring_time` is asked only when a date broke `now`; `with_issuer` only when an issuer was missing and the
    certificate says where it can be fetched: the same chain with that issuer added.
    """

    now: Verification
    ignoring_time: Verification | None = None
    with_issuer: Verification | None = None


@dataclass(frozen=True)
class VersionAnswer:
    """One protocol version offered alone: accepted, refused by the server, unanswered, or untestable from here."""

    version: str
    answer: str
    detail: str


@dataclass(frozen=True)
class TlsAnswers:
    """One host on its ordinary https port, at one of its addresses.

    `alpn` is the protocol it chose of h2 and http/1.1 (RFC 7301), empty when it chose none.
    """

    host: str
    address: str
    certificates: tuple[Certificate, ...] | Unavailable
    trust: Trust | Unavailable
    versions: tuple[VersionAnswer, ...]
    handshakes: int
    alpn: str = ""


TLS: Source[TlsAnswers] = Source("tls", TlsAnswers)
