"""Whether a domain sends and takes mail, and through whom, as far as its records tell."""

from enum import StrEnum

from audits.core.observed.mail import MailAnswers, MailLookup, MailReply
from audits.core.parsing.mail_exchanger import Exchanger, parsed_exchangers
from audits.core.parsing.mail_senders import Sender, senders_of
from audits.core.parsing.spf import Qualifier, SpfRecord, is_spf, parse
from audits.core.unavailable import Unavailable
from audits.core.verdict import Observation


class Role(StrEnum):
    """What a domain does with mail: a parked one proves that it does nothing at all."""

    PARKED = "parked"
    SENDS_ONLY = "sends only"
    MAIL = "sends and receives"
    UNKNOWN = "unknown"


class Sending(StrEnum):
    """Whether anything says that a domain sends mail; the words finish "acme.example …"."""

    NEVER = "sends no mail: SPF allows nobody"
    UNSAID = "has neither a mail exchanger nor an SPF record: nothing says that it sends mail"
    LIKELY = "sends mail, as far as its records tell"


def sending(answers: MailAnswers) -> Sending | Unavailable:
    """Told from SPF first, since a domain that takes mail may well send none; else the answer that would tell."""
    published = answers.spf[0].reply
    if isinstance(published, Unavailable):
        return published
    if spf_texts(answers):
        return Sending.NEVER if allows_nobody(answers) else Sending.LIKELY
    if isinstance(answers.exchangers.reply, Unavailable):
        return answers.exchangers.reply
    return Sending.LIKELY if exchangers(answers) else Sending.UNSAID


def role(answers: MailAnswers) -> Role:
    """The role the domain's own records give it, one answer for every check that asks."""
    hosts = exchangers(answers)
    if hosts is None or not isinstance(answers.spf[0].reply, MailReply):
        return Role.UNKNOWN
    if hosts:
        return Role.MAIL
    return Role.PARKED if allows_nobody(answers) else Role.SENDS_ONLY


def exchangers(answers: MailAnswers) -> tuple[str, ...] | None:
    """The MX hosts, none for a null MX (RFC 7505); None where we got no answer."""
    found = exchanger_records(answers)
    return None if found is None else tuple(dict.fromkeys(each.host for each in found if each.host))


def exchanger_records(answers: MailAnswers) -> tuple[Exchanger, ...] | None:
    """The MX records, the most preferred first; None where we got no answer."""
    reply = answers.exchangers.reply
    return parsed_exchangers(reply.records) if isinstance(reply, MailReply) else None


def allows_nobody(answers: MailAnswers) -> bool:
    """True where the only SPF record refuses every server, whatever it says beside."""
    texts = spf_texts(answers)
    record = parse(texts[0]) if len(texts) == 1 else None
    if not isinstance(record, SpfRecord):
        return False
    return [(term.name, term.qualifier) for term in record.reachable] == [("all", Qualifier.FAIL)]


def spf_texts(answers: MailAnswers) -> tuple[str, ...]:
    """The domain's own SPF records."""
    reply = answers.spf[0].reply if answers.spf else None
    return tuple(text for text in reply.records if is_spf(text)) if isinstance(reply, MailReply) else ()


def senders(answers: MailAnswers) -> tuple[Sender, ...]:
    """The services that take the domain's mail or stand in its SPF tree, each once."""
    return senders_of((*(exchangers(answers) or ()), *(lookup.name for lookup in answers.spf[1:])))


def suggested_spf(answers: MailAnswers) -> str:
    """A first SPF record: the mail hoster's own term, the exchangers, or nobody at all where there are none."""
    hosts = exchangers(answers)
    if not hosts:
        return "v=spf1 -all" if hosts == () else "v=spf1 mx ~all"
    known = dict.fromkeys(sender.term for sender in senders_of(hosts) if sender.term)
    return " ".join(("v=spf1", *(known or ("mx",)), "~all"))


def suggested_dmarc(answers: MailAnswers) -> str:
    """A first DMARC record: refuse everything where no mail is sent, else watch and report."""
    if allows_nobody(answers):
        return "v=DMARC1; p=reject"
    return f"v=DMARC1; p=none; rua={report_address(answers.domain)}"


def report_address(domain: str) -> str:
    """The address we propose for reports."""
    return f"mailto:dmarc-reports@{domain}"


def told(question: str, reply: MailReply, *, most: int = 12) -> tuple[Observation, ...]:
    """The answer as evidence, verbatim."""
    if reply.is_void:
        silence = "NXDOMAIN: the name does not exist" if reply.status == "NXDOMAIN" else "no such record"
        via = "".join(f" (alias of {alias})" for alias in reply.aliases[-1:])
        return (Observation(question, silence + via),)
    return tuple(Observation(question, record) for record in reply.records[:most])


def seen(lookup: MailLookup | None) -> tuple[Observation, ...]:
    """A question with its answer, or with the reason why there is none."""
    if lookup is None:
        return ()
    if isinstance(lookup.reply, MailReply):
        return told(lookup.question, lookup.reply)
    return (Observation(lookup.question, f"no answer: {lookup.reply.reason}"),)
