"""Whether the addresses a domain sends from itself have names that lead back to them."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.own_senders import own_senders
from audits.core.derived.sending import spf_texts
from audits.core.inapplicable import Inapplicable
from audits.core.observed.mail import MAIL, MailAnswers, MailReply, ReverseName
from audits.core.unavailable import Unavailable
from audits.core.verdict import Observation


@dataclass(frozen=True)
class NamedSender:
    """One own address: its names, and which of them lead back; `missing` is an answer we did not get."""

    address: str
    host: str
    names: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    missing: Unavailable | None = None


@dataclass(frozen=True)
class NamedSenders:
    """The domain's own senders, as far as they were asked."""

    answers: MailAnswers
    senders: tuple[NamedSender, ...]

    @property
    def evidence(self) -> tuple[Observation, ...]:
        """Each address with its names, and the addresses of these."""
        found = []
        for reverse in self.answers.reverse_names:
            for lookup in (reverse.lookup, *reverse.forward):
                reply = lookup.reply
                words = ", ".join(reply.records) or reply.status if isinstance(reply, MailReply) else reply.reason
                found.append(Observation(lookup.question, words))
        return tuple(found)


def named_senders(artifacts: Artifacts) -> NamedSenders | Unavailable | Inapplicable:
    """The names of the subject's own senders; not applicable where all mail leaves through services."""
    answers = artifacts.observed(MAIL)
    if isinstance(answers, Unavailable):
        return answers
    if isinstance(answers.spf[0].reply, Unavailable):
        return answers.spf[0].reply
    if not answers.reverse_names:
        is_readable = len(spf_texts(answers)) == 1
        words = (
            "SPF of {} names no machine of its own" if is_readable else "{} has no one SPF record that says who sends"
        )
        return Inapplicable(words.format(answers.domain))
    own = own_senders(answers.domain, answers.spf, answers.hosts)
    hosts = {sender.address: sender.host for sender in own}
    named = tuple(_named(reverse, hosts.get(reverse.address, "")) for reverse in answers.reverse_names)
    return NamedSenders(answers, named)


def _named(reverse: ReverseName, host: str) -> NamedSender:
    if isinstance(reverse.lookup.reply, Unavailable):
        return NamedSender(reverse.address, host, missing=reverse.lookup.reply)
    names = tuple(name.rstrip(".").lower() for name in reverse.lookup.reply.records)
    confirmed: list[str] = []
    missing: Unavailable | None = None
    for lookup in reverse.forward:
        if isinstance(lookup.reply, Unavailable):
            missing = lookup.reply
        elif reverse.address in lookup.reply.records:
            confirmed.append(lookup.name)
    if len(names) > len(reverse.forward):
        missing = missing or Unavailable(f"{reverse.address} has {len(names)} names, and not all were asked")
    return NamedSender(reverse.address, host, names, tuple(confirmed), None if confirmed else missing)
