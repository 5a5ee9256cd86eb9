"""What a host says over TLS: the certificates it sends, whether they verify, which protocol versions it speaks."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.unavailable import Unavailable

ACCEPTED = "accepted"
REFUSED = "refused"
UNANSWERED = "unanswered"
UNTESTABLE = "untestable"

SSL3, TLS13 = "SSLv3", "TLSv1.3"
VERSIONS = (SSL3, "TLSv1.0", "TLSv1.1", "TLSv1.2", TLS13)
"""The versions that are asked for, oldest first."""

ORDINARY = "ordinary"
WEAK = "weak"
"""Kinds of suites offered alone: those of browsers, and those no server should take."""

SERVER_AUTH, ANY_PURPOSE = "serverAuth", "anyExtendedKeyUsage"


@dataclass(frozen=True)
class Certificate:
    """One certificate as sent; times are ISO 8601 in UTC, `names` and `addresses` come from subjectAltName.

    `key_id` and `issuer_key_id` are the key identifiers, `public_key` the digest of the key itself, `purposes` the
    extended key usages (none: any), `timestamps` how many entries in public logs the certificate itself proves.
    """

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
    key_id: str = ""
    issuer_key_id: str = ""
    public_key: str = ""
    purposes: tuple[str, ...] = ()
    must_staple: bool = False
    timestamps: int = 0


@dataclass(frozen=True)
class Verification:
    """What OpenSSL said of the chain against the trusted roots: `code` 0 is trusted, `message` its own words."""

    code: int
    message: str


@dataclass(frozen=True)
class Trust:
    """The chain verified as browsers do, without the host name.

    `ignoring_time` is asked only when a date broke `now`; `with_issuer` only when an issuer was missing and the
    certificate says where it can be fetched: the same chain with that issuer added. `complaints` are all that the
    handshake itself found, which looks at keys and purposes too; `anchor` is the root that the chain ended at, and
    `is_private` says that the operator added it to those of browsers.
    """

    now: Verification
    ignoring_time: Verification | None = None
    with_issuer: Verification | None = None
    complaints: tuple[Verification, ...] = ()
    anchor: str = ""
    is_private: bool = False


@dataclass(frozen=True)
class VersionAnswer:
    """One protocol version offered alone: accepted, refused by the server, unanswered, or untestable from here.

    `suite` is what the server chose for TLS 1.2 and older, `dh_bits` the size of its Diffie-Hellman numbers if it uses any.
    """

    version: str
    answer: str
    detail: str
    suite: str = ""
    dh_bits: int = 0


@dataclass(frozen=True)
class SuiteAnswer:
    """One kind of cipher suites offered alone, for TLS 1.2 and older: `offer` is `ORDINARY` or `WEAK`."""

    offer: str
    answer: str
    detail: str
    suite: str = ""
    dh_bits: int = 0


@dataclass(frozen=True)
class TlsAnswers:
    """One host on its ordinary https port, at one of its addresses.

    `alpn` is the protocol it chose of h2 and http/1.1 (RFC 7301), empty when it chose none. `staple_requests` counts the
    handshakes that asked for a stapled OCSP answer and got far enough to bring one, `staples` those that did.
    """

    host: str
    address: str
    certificates: tuple[Certificate, ...] | Unavailable
    trust: Trust | Unavailable
    versions: tuple[VersionAnswer, ...]
    handshakes: int
    alpn: str = ""
    suites: tuple[SuiteAnswer, ...] = ()
    staple_requests: int = 0
    staples: int = 0


TLS: Source[TlsAnswers] = Source("tls", TlsAnswers)
