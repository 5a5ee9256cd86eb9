"""Mail authentication: for each domain that sends mail, what receivers can prove of it."""

from __future__ import annotations

from handover.contents.blocks import Block, Cell, Column, Heading, Paragraph, Section, Sign, Table, code, strong, words
from handover.contents.estate_facts import AnswerFacts, MailDomainFacts
from handover.contents.inputs import HandoverInputs

WORDS = {
    "pass": "Right",
    "warn": "Weak",
    "fail": "Wrong",
    "could-not-check": "Could not check",
    "not-applicable": "Not needed",
}


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section."""
    blocks = tuple(block for domain in inputs.mail_domains for block in _domain(domain))
    nothing = (Paragraph(words("No domain that sends mail is declared.")),)
    return (Section("mail", "Mail", "Mail authentication", blocks or nothing, headline=headline(inputs), follows=True),)


def headline(inputs: HandoverInputs) -> str:
    """Whether receivers can tell this client's mail from a stranger's."""
    answers = [answer for domain in inputs.mail_domains for answer in domain.answers]
    if not inputs.mail_domains:
        return "No mail is sent from these domains."
    if any(answer.outcome == "fail" for answer in answers):
        return "Mail in this name can be refused or forged."
    if not answers or any(answer.outcome == "could-not-check" for answer in answers):
        return "Mail authentication is not proven yet."
    if any(answer.outcome == "warn" for answer in answers):
        return "Mail is authenticated, but forgeries still get through."
    return "Receivers can tell this mail from a stranger's."


def _domain(domain: MailDomainFacts) -> tuple[Block, ...]:
    heading = Heading(domain.name)
    if not domain.answers:
        return (heading, Paragraph(words("No audit has looked at its mail records yet.")))
    columns = (Column("State", 34), Column("What", 40), Column("What is true", 102))
    rows = tuple(
        (
            Cell(sign=_sign(one)),
            Cell(words(strong(one.title))),
            Cell(words(one.headline), words(code(one.subject)) if one.subject not in {"", domain.name} else ()),
        )
        for one in domain.answers
    )
    shown: list[Block] = [heading, Table(f"Mail authentication of {domain.name}", columns, rows, 1)]
    if domain.selectors:
        selectors = [part for name in domain.selectors for part in (", ", code(name))][1:]
        shown.append(Paragraph(words("DKIM selectors in use: ", *selectors, ".")))
    return tuple(shown)  # fmt: skip


def _sign(answer: AnswerFacts) -> Sign:
    return Sign("outcome", answer.outcome, WORDS.get(answer.outcome, answer.outcome))
