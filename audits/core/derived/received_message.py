"""A received message as a check sees it: whose it says it is, what is proven of that, and where it leads."""

from dataclasses import dataclass, replace

from audits.core.artifacts import Artifacts
from audits.core.derived.organizational import Answers, answers_by_name, is_aligned, policy_for
from audits.core.estate import Estate
from audits.core.observed.message import MESSAGES, UNANSWERED, VERIFIED, Link, ReceivedMail, Signature
from audits.core.parsing.dmarc import DmarcRecord
from audits.core.parsing.look_alike import look_alike
from audits.core.parsing.message_addresses import domains_named
from audits.core.parsing.received_field import seconds
from audits.core.parsing.shared_senders import SharedSender, shared_sender
from audits.core.unavailable import Unavailable

SPF_PASS = "pass"  # noqa: S105 - an answer of RFC 7208, no password


@dataclass(frozen=True)
class ReceivedMessage:
    """One message, by its label, with the estate it has to come from: `own` are its domains, the one to send from first.

    `author` is the domain of From, empty where there is none or several; `aligned` are the signatures in its name,
    `lacking` the first answer without which it cannot be told whether there is one. `policy` holds for the author.
    """

    label: str
    mail: ReceivedMail
    own: tuple[str, ...]
    now: int
    author: str = ""
    aligned: tuple[Signature, ...] = ()
    lacking: Unavailable | None = None
    holder: str = ""
    policy: DmarcRecord | None = None
    spf_is_aligned: bool = False

    @property
    def is_own(self) -> bool:
        """Whether From lies in or below a domain of the estate."""
        return self.belongs(self.author)

    def belongs(self, name: str) -> bool:
        """Whether a name is one of the estate's, or below one."""
        return any(name == own or name.endswith(f".{own}") for own in self.own)

    @property
    def home(self) -> str:
        """The domain it should come from, for the words of a fix."""
        return self.own[0] if self.own else "your own domain"

    @property
    def lent_by(self) -> SharedSender | None:
        """The service that lends From's domain to everybody."""
        return shared_sender(self.author)

    @property
    def resembles(self) -> str:
        """The domain of the estate that From can be taken for."""
        return look_alike(self.author, self.own)

    @property
    def verified(self) -> tuple[Signature, ...]:
        """Signatures in the author's name that hold, and held when it came."""
        return tuple(one for one in self.aligned if one.state == VERIFIED and self.was_in_time(one))

    def was_in_time(self, signature: Signature) -> bool | None:
        """Whether x= lay ahead when it was received (RFC 6376 section 3.5); None where only today is known and it is past."""
        if signature.expires_at is None:
            return True
        received = seconds(self.mail.received_at)
        if received is not None:
            return received <= signature.expires_at
        return True if self.now <= signature.expires_at else None

    @property
    def false_name(self) -> str:
        """The domain of an address that the display name shows though the mail is not from there."""
        named = [name for one in self.mail.authors for name in domains_named(one.name)]
        return next((name for name in named if name != self.author), "")

    @property
    def foreign_replies(self) -> tuple[str, ...]:
        """Domains that answers go to and that are not the estate's."""
        return tuple(name for name in self.mail.replies if name != self.author and not self.belongs(name))

    @property
    def keys(self) -> tuple[Link, ...]:
        """The links of a password reset that carry the right to set a new password."""
        return tuple(link for link in self.mail.links if link.is_key) if self.mail.purpose == "password-reset" else ()

    @property
    def dmarc(self) -> str:
        """What DMARC makes of it, in one clause."""
        if self.verified:
            return f"passes by the DKIM signature of {self.verified[0].domain}"
        if self.spf_is_aligned:
            return "passes by SPF alone, if the address the receiver names is true"
        return "fails"


def received_message(artifacts: Artifacts) -> ReceivedMessage | Unavailable:
    """The subject as the check needs it."""
    mail = artifacts.observed(MESSAGES)
    if isinstance(mail, Unavailable):
        return mail
    own = own_domains(artifacts.estate)
    if not own:
        return Unavailable(
            "the estate names no domain that mail may come from", retry="once a domain stands in the estate"
        )
    blank = ReceivedMessage(
        artifacts.subject.label if artifacts.subject else "", mail, own, int(artifacts.now.timestamp())
    )
    domains = {one.domain for one in mail.authors}
    if len(domains) != 1 or len(mail.from_fields) != 1 or "" in domains:
        return blank
    return _compared(blank, domains.pop())


def own_domains(estate: Estate) -> tuple[str, ...]:
    """The domains mail of this estate may come from, the declared senders first."""
    apex = (estate.domain.name,) if estate.domain else ()
    return tuple(dict.fromkeys((*(one.name for one in estate.mail_domains), *apex)))


def _compared(found: ReceivedMessage, author: str) -> ReceivedMessage:
    """With everything that was proven set against the author."""
    mail = found.mail
    answers = answers_by_name(mail.walks)
    held = policy_for(author, answers)
    lacking = held if isinstance(held, Unavailable) else None
    holder, policy = held if isinstance(held, tuple) else ("", None)
    aligned: list[Signature] = []
    for signature in mail.signatures:
        fits = _fits(author, signature.domain, answers, policy, "adkim")
        if isinstance(fits, Unavailable):
            lacking = lacking or fits
        elif fits:
            aligned.append(signature)
    unanswered = next((one.key.reply for one in aligned if one.state == UNANSWERED and one.key), None)
    if isinstance(unanswered, Unavailable):
        lacking = lacking or unanswered
    spf = mail.spf
    counts = spf is not None and spf.result == SPF_PASS and _fits(author, spf.domain, answers, policy, "aspf") is True
    return replace(
        found,
        author=author,
        aligned=tuple(aligned),
        lacking=lacking,
        holder=holder,
        policy=policy,
        spf_is_aligned=counts,
    )


def _fits(author: str, other: str, answers: Answers, policy: DmarcRecord | None, tag: str) -> bool | Unavailable:
    strict = policy is not None and policy.tag(tag) == "s"
    return bool(other) and is_aligned(author, other, answers, strict=strict)
