"""Who can be reached, who can log in where, and what has to be taken back after the sprint."""

from __future__ import annotations

from handover.contents import asking
from handover.contents.blocks import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Paragraph,
    Section,
    Sign,
    Table,
    quiet,
    strong,
    words,
)
from handover.contents.inputs import HandoverInputs
from handover.contents.needs import CONSULTANT
from handover.contents.people_facts import GiverFacts

STATES = {
    "given": Sign("outcome", "pass", "Given"),
    "asked": Sign("outcome", "could-not-check", "Asked for"),
    "refused": Sign("outcome", "fail", "Not given"),
    "not-needed": Sign("outcome", "not-applicable", "Not needed"),
}


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section."""
    blocks = (_contacts(inputs), *_people(inputs), *_accesses(inputs), *_to_take_back(inputs))
    return (Section("people", "People and accesses", "Contacts", blocks),)


def _contacts(inputs: HandoverInputs) -> Facts:
    return Facts(
        (
            asking.fact(inputs, "first-contact", "Call first"),
            asking.fact(inputs, "second-contact", "Call second"),
            asking.fact(inputs, "support-channel", "Write to"),
            asking.fact(inputs, "hosting", "Hosting"),
        )
    )


def _people(inputs: HandoverInputs) -> tuple[Block, ...]:
    heading = Heading("Who has seen this work")
    if not inputs.people:
        return (heading, Paragraph(words("Nobody but the consultant has a log-in here yet.")))
    columns = (Column("Name", 44), Column("Company", 44), Column("Role", 32), Column("E-mail", 56))
    rows = tuple(
        (
            Cell(words(strong(one.name))),
            Cell(words(inputs.consultancy if one.side == CONSULTANT else inputs.client)),
            Cell(words(one.role)),
            Cell(words(one.email)),
        )
        for one in inputs.people
    )
    return (heading, Table("People with a log-in", columns, rows))


def _accesses(inputs: HandoverInputs) -> tuple[Block, ...]:
    heading = Heading("What was opened for the sprint")
    if not inputs.accesses:
        return (heading, Paragraph(words("No access was asked for.")))
    columns = (Column("State", 34), Column("Access", 76), Column("Given by", 66))
    rows = tuple(
        (Cell(sign=STATES[one.state]), Cell(words(strong(one.title))), Cell(words(one.giver or quiet("Nobody named"))))
        for one in inputs.accesses
    )
    return (heading, Table("Accesses of the sprint", columns, rows, 1))


def _to_take_back(inputs: HandoverInputs) -> tuple[Block, ...]:
    """The consultant's way in ends with the sprint; each access named, so that none is forgotten."""
    given = [one for one in inputs.accesses if one.state == "given"]
    if not given:
        return ()
    told = words(f"Take these back from {inputs.consultancy} when the handover is signed off: ", _names(given), ".")
    return (Heading("Take back after the sprint"), Paragraph(told))


def _names(accesses: list[GiverFacts]) -> str:
    return ", ".join(f"{one.title} ({one.giver})" if one.giver else one.title for one in accesses)
