"""Every secret with its owner, its place and the way to replace it; its value stands nowhere."""

from __future__ import annotations

from handover.contents import asking
from handover.contents.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Heading,
    Listing,
    Missing,
    Paragraph,
    Section,
    Sign,
    Table,
    code,
    quiet,
    strong,
    words,
)
from handover.contents.inputs import HandoverInputs
from handover.contents.moments import counted, day
from handover.contents.needs import command_of
from handover.contents.people_facts import SecretFacts
from handover.contents.risk_facts import FoundSecretFacts


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section."""
    blocks = (_promise(), *_entries(inputs), *_ways(inputs), *_order(inputs), *_found(inputs), *_vendors(inputs))
    return (Section("secrets", "Secrets", "Inventory 2 of 2", blocks),)


def _promise() -> Callout:
    return Callout(
        "promise",
        "",
        words(
            strong("No value is written here, and none ever is."),
            " This page says where each secret lies, who may replace it and what uses it."
            " Every word of this file was searched for values before it was kept.",
        ),
    )


def _entries(inputs: HandoverInputs) -> tuple[Block, ...]:
    if not inputs.secrets:
        return (Missing("List of the app's secrets", inputs.consultancy),)
    columns = (
        Column("Name and use", 46),
        Column("Owner, deputy", 31),
        Column("Where it is kept", 33),
        Column("Used by", 24),
        Column("Replaced", 22),
        Column("Environment", 20),
    )
    return (Table("Secrets", columns, tuple(_row(secret, inputs) for secret in inputs.secrets)),)


def _row(secret: SecretFacts, inputs: HandoverInputs) -> tuple[Cell, ...]:
    owner = Missing("Owner", f"{inputs.client} (client)") if not secret.owner else None
    place = Missing("Place", inputs.consultancy) if not secret.stored_in else None
    never = Sign("outcome", "warn", "Never")
    return (
        Cell(words(code(secret.name)), words(secret.purpose)),
        Cell(words(secret.owner), words(secret.deputy or quiet("No deputy")), missing=owner),
        Cell(words(secret.stored_in), missing=place),
        Cell(words(secret.used_by or quiet("Not told"))),
        Cell(words(day(secret.rotated_on))) if secret.rotated_on else Cell(sign=never),
        Cell(words(secret.environment)),
    )


def _ways(inputs: HandoverInputs) -> tuple[Block, ...]:
    """How each is replaced, in its own words; those without are named."""
    told = [secret for secret in inputs.secrets if secret.rotation]
    untold = [secret.name for secret in inputs.secrets if not secret.rotation]
    shown: list[Block] = [Heading("How each is replaced")] if inputs.secrets else []
    if told:
        columns = (Column("Name", 46), Column("Steps", 130))
        rows = tuple((Cell(words(code(one.name))), Cell(words(_joined(one.rotation)))) for one in told)
        shown.append(Table("How each secret is replaced", columns, rows))
    if untold:
        verb = "has" if len(untold) == 1 else "have"
        shown.append(
            Paragraph(words(*asking.verbatim_list(tuple(untold)), f" {verb} no way written down. Use the order below."))
        )
    return tuple(shown)


def _joined(text: str) -> str:
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def _order(inputs: HandoverInputs) -> tuple[Block, ...]:
    command = command_of(inputs, "secret-command")
    told = words(": ", code(command.text), ".", *asking.then_seen(command)) if command else words(".")
    set_it = words(strong("Set it"), " in the place named above", *told)
    entries = (
        words(strong("Make the new one"), " at the provider, beside the old one."),
        set_it,
        words(strong("See it work"), ": the step of the app that needs it answers as on a good day."),
        words(strong("Revoke the old one"), ", then try it once. It must be refused."),
    )  # fmt: skip
    missing = () if command else (asking.missing(inputs, "secret-command"),)
    return (Heading("Replace one, always in this order"), Listing(entries, is_numbered=True), *missing)


def _found(inputs: HandoverInputs) -> tuple[Block, ...]:
    """What an audit saw lying in the open: kind and place, never a value or a part of one."""
    if not inputs.secrets_found:
        return ()
    number = len(inputs.secrets_found)
    verb = "was" if number == 1 else "were"
    told = f"{counted(number, 'secret')} {verb} seen where no secret should lie. What is still valid has to be revoked."
    columns = (Column("State", 30), Column("Kind", 56), Column("Where", 90))
    rows = tuple(
        (Cell(sign=_state(one)), Cell(words(strong(one.kind))), Cell(words(code(one.place))))
        for one in inputs.secrets_found
    )
    said = Paragraph(words(told[0].upper() + told[1:]))
    return (Heading("Seen in the open"), said, Table("Secrets seen in the open", columns, rows, 1))


def _state(found: FoundSecretFacts) -> Sign:
    if found.state == "fixed":
        return Sign("outcome", "pass", "Gone")
    if found.state == "accepted":
        return Sign("state", "accepted", "Accepted")
    return Sign("outcome", "warn" if found.publishable else "fail", "Still there")


def _vendors(inputs: HandoverInputs) -> tuple[Block, ...]:
    answer = asking.said(inputs, "vendors")
    heading = Heading("Accounts with other providers")
    return (heading, Paragraph(answer)) if answer else (heading, asking.missing(inputs, "vendors"))
