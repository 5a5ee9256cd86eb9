"""Which domains belong together in the eyes of DMARC: the organizational domain by the tree walk (RFC 9989 section 4.10.2)."""

from collections.abc import Mapping

from audits.core.observed.mail import MailLookup, MailReply
from audits.core.parsing.dmarc import DmarcRecord, is_dmarc, parse, walk
from audits.core.unavailable import Unavailable

Answers = Mapping[str, MailReply | Unavailable]


def answers_by_name(lookups: tuple[MailLookup, ...]) -> Answers:
    """The replies by the domain that was asked at."""
    return {lookup.name.removeprefix("_dmarc.").lower(): lookup.reply for lookup in lookups}


def record_at(domain: str, answers: Answers) -> DmarcRecord | None:
    """The one policy record of a domain; several cancel each other."""
    reply = answers.get(domain)
    records = [text for text in reply.records if is_dmarc(text)] if isinstance(reply, MailReply) else []
    return parse(records[0]) if len(records) == 1 else None


def organizational_domain(domain: str, answers: Answers) -> str | Unavailable:
    """The organizational domain; a registry that does not answer for a single label keeps nothing from being known."""
    found = ""
    for name in walk(domain):
        reply = answers.get(name)
        if isinstance(reply, Unavailable) and "." in name:
            return reply
        record = record_at(name, answers)
        if record is None:
            continue
        if record.tag("psd") == "n":
            return name
        if record.tag("psd") == "y" and name != domain:
            return _below(domain, name)
        found = name
    return found or domain


def policy_for(domain: str, answers: Answers) -> tuple[str, DmarcRecord] | Unavailable | None:
    """The record that holds for mail from a domain and whose it is: its own, else that of its organization."""
    own = answers.get(domain)
    if isinstance(own, Unavailable):
        return own
    record = record_at(domain, answers)
    if record is not None:
        return domain, record
    holder = organizational_domain(domain, answers)
    if isinstance(holder, Unavailable):
        return holder
    record = record_at(holder, answers)
    return (holder, record) if record is not None else None


def is_aligned(author: str, other: str, answers: Answers, *, strict: bool) -> bool | Unavailable:
    """Whether a domain that was proven counts as the author's own (RFC 9989 section 4.4)."""
    if author == other:
        return True
    if strict or not shares_a_name(author, other):
        return False
    mine, theirs = organizational_domain(author, answers), organizational_domain(other, answers)
    if isinstance(mine, Unavailable):
        return mine
    return theirs if isinstance(theirs, Unavailable) else mine == theirs


def shares_a_name(one: str, other: str) -> bool:
    """Whether two domains end alike in more than a top-level domain; only then can one organization hold both."""
    return one.split(".")[-2:] == other.split(".")[-2:]


def _below(domain: str, suffix: str) -> str:
    """The ancestor of a domain that lies one label below a suffix."""
    return ".".join(domain.split(".")[-(suffix.count(".") + 2) :])
