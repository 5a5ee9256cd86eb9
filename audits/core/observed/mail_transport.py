"""How mail servers receive: what each exchanger says on port 25, and the MTA-STS policy file of the domain."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.observed.tls import Certificate, Trust
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class SmtpTls:
    """A finished handshake after STARTTLS: `detail` names version and cipher, the chain as sent, what OpenSSL says."""

    detail: str
    certificates: tuple[Certificate, ...]
    trust: Trust


@dataclass(frozen=True)
class BrokenTls:
    """Handshakes the server itself broke off after it had agreed to STARTTLS, in the words of each try."""

    tries: tuple[str, ...]


@dataclass(frozen=True)
class SmtpSession:
    """One exchanger on port 25.

    `greeting` and `offers` are its own words; `tls` is what came of STARTTLS, None where it is not offered.
    """

    host: str
    address: str
    greeting: str
    offers: tuple[str, ...]
    tls: SmtpTls | BrokenTls | Unavailable | None = None
    connections: int = 1


@dataclass(frozen=True)
class Reception:
    """One exchanger by name, and the session with it or why there was none."""

    host: str
    session: SmtpSession | Unavailable


@dataclass(frozen=True)
class Receptions:
    """The exchangers of one mail domain, the most preferred first."""

    domain: str
    exchangers: tuple[Reception, ...]


@dataclass(frozen=True)
class PolicyFile:
    """The answer at the address of the MTA-STS policy: its text, without what is longer than a policy may be."""

    url: str
    status: int
    content_type: str
    text: str
    is_too_long: bool = False


SMTP: Source[Receptions] = Source("smtp", Receptions)
STS_POLICY: Source[PolicyFile] = Source("mta-sts", PolicyFile)
