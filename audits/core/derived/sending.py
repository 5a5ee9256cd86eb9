"""Whether a domain sends mail, and through whom, as far as its records tell."""

from audits.core.observed.mail import MailAnswers, MailReply
from audits.core.parsing.spf import is_spf
from audits.core.verdict import Observation

INCLUDES = (
    ("google.com", "include:_spf.google.com"),
    ("googlemail.com", "include:_spf.google.com"),
    ("outlook.com", "include:spf.protection.outlook.com"),
    ("zoho.com", "include:zohomail.com"),
    ("zoho.eu", "include:zohomail.eu"),
    ("messagingengine.com", "include:spf.messagingengine.com"),
    ("protonmail.ch", "include:_spf.protonmail.ch"),
    ("icloud.com", "include:icloud.com"),
    ("yandex.net", "include:_spf.yandex.net"),
    ("amazonaws.com", "include:amazonses.com"),
)
"""Mail hosters by the ending of their exchangers, with the SPF term they document."""


def exchangers(answers: MailAnswers) -> tuple[str, ...] | None:
    """The MX hosts, none for a null MX (RFC 7505); None where we got no answer."""
    reply = answers.exchangers.reply
    if not isinstance(reply, MailReply):
        return None
    hosts = (record.split(" ")[-1].rstrip(".").lower() for record in reply.records)
    return tuple(host for host in hosts if host)


def sends_no_mail(answers: MailAnswers) -> bool:
    """True only on proof: no exchanger, and an SPF record that allows nobody."""
    return exchangers(answers) == () and spf_texts(answers) == ("v=spf1 -all",)


def spf_texts(answers: MailAnswers) -> tuple[str, ...]:
    """The domain's own SPF records, in lower case and single-spaced."""
    reply = answers.spf[0].reply if answers.spf else None
    if not isinstance(reply, MailReply):
        return ()
    return tuple(" ".join(text.lower().split()) for text in reply.records if is_spf(text))


def suggested_spf(answers: MailAnswers) -> str:
    """A first SPF record: the mail hoster's own term, the exchangers, or nobody at all where there are none."""
    hosts = exchangers(answers)
    if not hosts:
        return "v=spf1 -all" if hosts == () else "v=spf1 mx ~all"
    known = dict.fromkeys(term for host in hosts for ending, term in INCLUDES if _below(host, ending))
    return " ".join(("v=spf1", *(known or ("mx",)), "~all"))


def suggested_dmarc(answers: MailAnswers) -> str:
    """A first DMARC record: refuse everything where no mail is sent, else watch and report."""
    if sends_no_mail(answers):
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


def _below(host: str, ending: str) -> bool:
    return host == ending or host.endswith("." + ending)
