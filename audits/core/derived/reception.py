"""How each exchanger of a domain takes mail: encrypted or not, and whether its certificate proves its name."""

from dataclasses import dataclass
from datetime import datetime

from audits.core.artifacts import Artifacts
from audits.core.derived.sending import exchangers
from audits.core.derived.transport_policy import TransportPolicy, transport_policy
from audits.core.inapplicable import Inapplicable
from audits.core.observed.mail import MAIL
from audits.core.observed.mail_transport import SMTP, BrokenTls, Reception, SmtpSession, SmtpTls
from audits.core.parsing.certificate_name import covers
from audits.core.unavailable import Unavailable
from audits.core.verdict import Observation


@dataclass(frozen=True)
class Received:
    """One exchanger that answered; `doubt` says why its certificate proves nothing, empty for one that proves its name."""

    host: str
    session: SmtpSession
    doubt: str = ""

    @property
    def is_plain(self) -> bool:
        """True where it offers no encryption at all."""
        return self.session.tls is None

    @property
    def is_broken(self) -> bool:
        """True where it offers encryption and then breaks the handshake off, twice."""
        return isinstance(self.session.tls, BrokenTls)


@dataclass(frozen=True)
class DomainReception:
    """The exchangers of a domain that answered, those that did not, and whether senders insist on certificates.

    `policy_missing` is why it is not known whether they do.
    """

    domain: str
    received: tuple[Received, ...]
    unanswered: tuple[tuple[str, Unavailable], ...]
    policy: TransportPolicy | None = None
    policy_missing: Unavailable | None = None

    @property
    def is_enforced(self) -> bool:
        """True where an MTA-STS policy makes certificates count."""
        return self.policy is not None and self.policy.is_enforced

    @property
    def doubtful(self) -> tuple[Received, ...]:
        """The encrypted ones whose certificate proves nothing."""
        return tuple(each for each in self.received if each.doubt)

    @property
    def evidence(self) -> tuple[Observation, ...]:
        """What each said, in its own words, then what was tried in vain."""
        said = tuple(observation for each in self.received for observation in _said(each))
        tried = tuple(
            Observation("tried", attempt) for _, why in self.unanswered for attempt in (why.tried or (why.reason,))
        )
        return (*said, *tried)


def domain_reception(artifacts: Artifacts) -> DomainReception | Unavailable | Inapplicable:
    """The reception of the subject's mail; not applicable where no mail is taken."""
    answers = artifacts.observed(MAIL)
    if isinstance(answers, Unavailable):
        return answers
    hosts = exchangers(answers)
    if hosts == ():
        return Inapplicable(f"{answers.domain} has no mail exchanger")
    receptions = artifacts.observed(SMTP)
    if isinstance(receptions, Unavailable):
        return receptions
    policy = transport_policy(artifacts)
    met = receptions.exchangers
    return DomainReception(
        domain=answers.domain,
        received=tuple(_received(each.host, each.session, artifacts.now) for each in met if _is_told(each)),
        unanswered=tuple((each.host, why) for each in met if (why := _missing(each)) is not None),
        policy=policy if isinstance(policy, TransportPolicy) else None,
        policy_missing=policy if isinstance(policy, Unavailable) else None,
    )


def _missing(reception: Reception) -> Unavailable | None:
    if isinstance(reception.session, Unavailable):
        return reception.session
    return reception.session.tls if isinstance(reception.session.tls, Unavailable) else None


def _is_told(reception: Reception) -> bool:
    return _missing(reception) is None


def _received(host: str, session: SmtpSession | Unavailable, now: datetime) -> Received:
    if isinstance(session, Unavailable):
        raise TypeError("an exchanger that did not answer has not received anything")
    return Received(host, session, _doubt(host, session.tls, now) if isinstance(session.tls, SmtpTls) else "")


def _doubt(host: str, tls: SmtpTls, now: datetime) -> str:
    """Why a sender that verifies would not go on, as a clause."""
    leaf = tls.certificates[0]
    if datetime.fromisoformat(leaf.not_after) < now:
        return f"the certificate of {host} ended on {leaf.not_after[:10]}"
    if not covers(leaf.names, leaf.addresses, host):
        return f"the certificate of {host} is for {', '.join(leaf.names[:3]) or leaf.subject}"
    verification = tls.trust.now
    return f"the certificate of {host} does not verify ({verification.message})" if verification.code else ""


def _said(received: Received) -> tuple[Observation, ...]:
    place, session = f"{received.host} port 25", received.session
    hello = Observation(f"{place}, EHLO", " ".join(session.offers)[:300] or "no extension")
    tls: tuple[Observation, ...] = ()
    match session.tls:
        case SmtpTls(detail, certificates, trust):
            leaf = certificates[0]
            names = ", ".join(leaf.names[:6]) or leaf.subject
            verified = f"until {leaf.not_after[:10]}; verification: {trust.now.code} {trust.now.message}"
            tls = (
                Observation(f"{place}, STARTTLS", detail),
                Observation(f"{place}, certificate", f"{names}; {verified}"),
            )
        case BrokenTls(tries):
            tls = tuple(Observation(f"{place}, handshake {number}", each) for number, each in enumerate(tries, 1))
    return (Observation(f"{place}, greeting", session.greeting[:300]), hello, *tls)
