"""Do the addresses the domain sends mail from itself have names that lead back to them?"""

from audits.core.check import Check, could_not_check
from audits.core.derived.reverse_names import NamedSender, NamedSenders, named_senders
from audits.core.observed.mail import MAIL
from audits.core.outcome import Impact, Outcome
from audits.core.subject import MailDomain
from audits.core.verdict import Judgement, Verdict

CONFIRMED = Verdict("confirmed", Outcome.PASS, "Every own sender of {domain} has a name that leads back: {names}")
NAMELESS = Verdict(
    "nameless",
    Outcome.WARN,
    "{addresses} may send mail for {domain} and has no name, so the big mail services refuse what it sends",
    Impact.INCIDENT,
    fix="Have the hosting provider of {first} set its reverse DNS name to {name}. It must resolve to {first} as well. If "
    "no mail leaves from there, take it out of the SPF record.",
)
UNCONFIRMED = Verdict(
    "unconfirmed",
    Outcome.WARN,
    "{first} may send mail for {domain} under the name {names}, which does not lead back to it",
    Impact.INCIDENT,
    fix="Publish {names} with the address {first}, or have the hosting provider set the reverse name of {first} to a "
    "host that has this address.",
)


def judge(found: NamedSenders) -> Judgement:
    """The first address that receivers would refuse; a pass only where all of them were answered."""
    domain, evidence = found.answers.domain, found.evidence
    nameless = tuple(sender for sender in found.senders if not sender.names and sender.missing is None)
    if nameless:
        addresses = ", ".join(sender.address for sender in nameless)
        first = nameless[0]
        return NAMELESS.given(
            *evidence, domain=domain, addresses=addresses, first=first.address, name=_name(first, domain)
        )
    for sender in found.senders:
        if not sender.confirmed and sender.missing is None:
            names = ", ".join(sender.names[:3])
            return UNCONFIRMED.given(*evidence, domain=domain, first=sender.address, names=names)
    missing = next((sender.missing for sender in found.senders if sender.missing), None)
    if missing:
        return could_not_check(missing)
    names = ", ".join(sender.confirmed[0] for sender in found.senders)
    return CONFIRMED.given(*evidence, domain=domain, names=names)


def _name(sender: NamedSender, domain: str) -> str:
    """The host the address belongs to, or one to make."""
    return sender.host or f"mail.{domain}"


CHECK = Check(
    id="reverse-dns",
    version=2,
    subject=MailDomain,
    title="Names of own senders",
    why="Gmail and others refuse mail from an address that has no name of its own.",
    references=("RFC 1912 section 2.1", "RFC 8499 section 4", "https://support.google.com/a/answer/81126"),
    reads=named_senders,
    verdicts=(NAMELESS, UNCONFIRMED, CONFIRMED),
    judge=judge,
    sources=(MAIL,),
)
