"""The email-authentication checklist: record by record what stands there, who sends, what was received, what to renew."""

from __future__ import annotations

from handover.contents.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Section,
    Sign,
    Table,
    Words,
    code,
    quiet,
    strong,
    words,
)
from handover.contents.inputs import HandoverInputs
from handover.contents.mail_facts import MailChecklistFacts, MailLineFacts, MessageFacts
from handover.contents.moments import day, sentence

WORDS = {
    "pass": "Right",
    "warn": "Weak",
    "fail": "Wrong",
    "could-not-check": "Could not check",
    "not-applicable": "Not needed",
}
NOT_SEEN = "Not seen"
MOST_RECORDS = 6
LONGEST_RECORD = 220
RENEWALS = (
    (
        "DKIM key",
        "Once a year, and whenever somebody leaves who could read the private key",
        "Publish the new key under a second selector, let the service sign with it, wait a week, then empty p= of the old one.",
    ),
    (
        "SPF record",
        "Whenever a service begins or ceases to send",
        "Change the one record in place, and keep it under ten look-ups. A second record makes receivers use none.",
    ),
    (
        "DMARC policy",
        "When a month of reports shows no own mail that fails",
        "Move p= from none to quarantine, then to reject. Keep rua= at a mailbox that somebody reads.",
    ),
    (
        "MTA-STS policy",
        "With every change of a mail exchanger, before it",
        "Add the new host to the file first, then raise id= in the record. Remove the old host a week later.",
    ),
    (
        "Certificate of the mail server",
        "Before it ends; the domain pages say when",
        "Renew it where the mail server runs, whole chain included.",
    ),
    (
        "Keys and passwords of mail services",
        "As the list of secrets says",
        "Make the new one, set it in the app, see one mail arrive, then revoke the old one.",
    ),
)


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section; it says what was not seen as plainly as what was."""
    blocks: list[Block] = []
    for domain in inputs.mail_checklist:
        blocks += _domain(domain)
    if not blocks:
        blocks.append(Paragraph(words("No domain that sends mail is declared, so there is nothing to list.")))
    blocks += _messages(inputs)
    if inputs.mail_checklist:
        blocks += _renewals()
    title = "Mail checklist"
    return (
        Section("mail-checklist", title, "Email-authentication checklist", tuple(blocks), headline=headline(inputs)),
    )


def headline(inputs: HandoverInputs) -> str:
    """How much of it is right, in one sentence."""
    lines = [line for domain in inputs.mail_checklist for line in domain.lines]
    judged = [line.outcome for line in lines if line.outcome] + [one.outcome for one in inputs.messages]
    wrong = judged.count("fail")
    if not judged:
        return "Mail is not checked yet."
    if wrong:
        return f"{wrong} of {len(judged)} points of mail are wrong."
    if "could-not-check" in judged:
        return "Not every point of mail could be checked."
    return f"All {len(judged)} points of mail are right." if "warn" not in judged else "Mail works, with weak points."


def _domain(domain: MailChecklistFacts) -> tuple[Block, ...]:
    columns = (Column("State", 28), Column("What", 32), Column("What was seen", 94), Column("Seen on", 22))
    if not domain.lines:
        return (Heading(domain.domain), Paragraph(words("No audit has looked at its mail yet.")))
    rows = tuple(_row(line) for line in domain.lines)
    return (Heading(domain.domain), Table(f"Checklist of mail from {domain.domain}", columns, rows, 1))


def _row(line: MailLineFacts) -> tuple[Cell, ...]:
    told = ". ".join(fact.rstrip(".") for fact in line.seen)
    seen = words(told + ".") if told else words(quiet(NOT_SEEN)) if not line.records else ()
    return (
        Cell(sign=_sign(line.outcome)) if line.outcome else Cell(words(quiet("Not judged"))),
        Cell(words(strong(line.title))),
        Cell(seen, _records(line.records)) if seen else Cell(_records(line.records)),
        Cell(words(day(line.at))) if line.at else Cell(words(quiet("Not yet"))),
    )


def _records(records: tuple[str, ...]) -> Words:
    """Records verbatim, the longest cut, with how many more there are."""
    parts = [
        part
        for text in records[:MOST_RECORDS]
        for part in (" ", code(text if len(text) <= LONGEST_RECORD else f"{text[:LONGEST_RECORD]}…"))
    ][1:]
    more = len(records) - MOST_RECORDS
    return words(*parts, f" and {more} more" if more > 0 else "")


def _messages(inputs: HandoverInputs) -> tuple[Block, ...]:
    heading = Heading("Messages that really arrived")
    if not inputs.messages:
        return (heading, Paragraph(words("No received message was judged, so nobody has seen yet what users receive.")))
    columns = (Column("State", 28), Column("Message", 32), Column("What was found", 94), Column("Judged on", 22))
    rows = tuple(_message(one) for one in inputs.messages)
    return (heading, Table("Received messages and what was found in them", columns, rows, 1))


def _message(one: MessageFacts) -> tuple[Cell, ...]:
    return (
        Cell(sign=_sign(one.outcome)),
        Cell(words(strong(one.purpose))),
        Cell(words(sentence(one.headline))),
        Cell(words(day(one.at))),
    )


def _renewals() -> tuple[Block, ...]:
    columns = (Column("What", 36), Column("When", 48), Column("How", 92))
    rows = tuple((Cell(words(strong(what))), Cell(words(when)), Cell(words(how))) for what, when, how in RENEWALS)
    return (Heading("What is renewed, and when"), Table("What of mail is renewed and when", columns, rows))


def _sign(outcome: str) -> Sign:
    return Sign("outcome", outcome, WORDS.get(outcome, outcome))
