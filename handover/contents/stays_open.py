"""What is not done, what was waived and by whom, and what was left out on purpose."""

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
    page_of,
    quiet,
    strong,
    words,
)
from handover.contents.inputs import HandoverInputs
from handover.contents.moments import counted, day, sentence
from handover.contents.needs import completeness, supplier_of
from handover.contents.sprint_facts import ItemFacts, StageFacts

STATES = {
    "to-do": Sign("state", "not-started", "To do"),
    "doing": Sign("state", "doing", "Doing"),
    "waiting": Sign("state", "with-client", "Waits for you"),
}
REFUTED = Sign("outcome", "fail", "Not true")
SIGNALS = {
    "not-looked": Sign("outcome", "could-not-check", "Not looked yet"),
    "seen": Sign("outcome", "fail", "Seen"),
}


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section."""
    blocks = (*_items(inputs), *_waivers(inputs), *_signals(inputs), *_answers(inputs), *_parked(inputs))
    return (Section("open", "What stays open", "What stays open", blocks, headline=headline(inputs)),)


def headline(inputs: HandoverInputs) -> str:
    """How much is left, in one sentence."""
    left, waived = len(_open_items(inputs)), len(_waived(inputs))
    if not left and not waived:
        return "Nothing of the playbook stays open."
    said = sentence(f"{counted(left, 'item')} of the playbook {'stays' if left < 2 else 'stay'} open")
    verb = "is" if waived == 1 else "are"
    return f"{said} {sentence(counted(waived, 'item') + f' {verb} waived')}" if waived else said


def _open_items(inputs: HandoverInputs) -> list[tuple[StageFacts, ItemFacts]]:
    return [
        (stage, item)
        for stage in inputs.stages
        for item in stage.items
        if item.state not in {"settled", "waived"} and item.proof != "not-applicable"
    ]


def _waived(inputs: HandoverInputs) -> list[ItemFacts]:
    return [item for item in inputs.items if item.state == "waived"]


def _items(inputs: HandoverInputs) -> tuple[Block, ...]:
    rows = tuple(
        (
            Cell(sign=REFUTED if item.proof == "refuted" else STATES[item.state]),
            Cell(words(strong(item.title)), words(item.note)),
            Cell(words(stage.title)),
        )
        for stage, item in _open_items(inputs)
    )
    if not rows:
        return (Paragraph(words("Every item of the playbook is settled or waived.")),)
    columns = (Column("State", 34), Column("What", 96), Column("Stage", 46))
    return (Heading("Not settled"), Table("Items that are not settled", columns, rows, 1))


def _waivers(inputs: HandoverInputs) -> tuple[Block, ...]:
    rows = tuple(
        (
            Cell(sign=Sign("state", "waived", f"to {day(item.waiver.until)}")),
            Cell(words(strong(item.title))),
            Cell(words(sentence(item.waiver.reason)), words(f"Owner: {item.waiver.owner}")),
        )
        for item in _waived(inputs)
        if item.waiver
    )
    if not rows:
        return ()
    columns = (Column("Waived", 40), Column("What", 60), Column("Reason, and who owns it", 76))
    return (Heading("Waived until a date"), Table("Waivers", columns, rows, 1))


def _signals(inputs: HandoverInputs) -> tuple[Block, ...]:
    rows = tuple(
        (Cell(sign=SIGNALS[stage.signal]), Cell(words(strong(stage.signal_title))), Cell(words(stage.title)))
        for stage in inputs.stages
        if stage.signal in SIGNALS and stage.signal_title
    )
    if not rows:
        return ()
    columns = (Column("State", 34), Column("Sign of failure", 96), Column("Stage", 46))
    return (Heading("Signs of failure not shown absent"), Table("Signs of failure", columns, rows, 1))


def _answers(inputs: HandoverInputs) -> tuple[Block, ...]:
    missing = completeness(inputs).missing
    if not missing:
        return ()
    columns = (Column("Answer nobody gave yet", 96), Column("Who has it", 80))
    rows = tuple((Cell(words(strong(need.label))), Cell(words(supplier_of(inputs, need)))) for need in missing)
    return (Heading("Answers that are missing"), Table("Answers that are missing", columns, rows))


def _parked(inputs: HandoverInputs) -> tuple[Block, ...]:
    heading = Heading("Deliberately not built", "parked")
    if not inputs.parked:
        return (heading, Paragraph(words("Nothing was asked for that a sprint refuses to build.")))
    columns = (Column("Asked for", 60), Column("Why it was parked", 76), Column("Under", 40))
    rows = tuple(
        (Cell(words(strong(one.request))), Cell(words(sentence(one.reason))), Cell(words(one.refusal or quiet("-"))))
        for one in inputs.parked
    )
    return (heading, Table("Wishes that were parked", columns, rows))


def parked_told(inputs: HandoverInputs) -> tuple[Block, ...]:
    """The same in one paragraph, for the risk summary."""
    if not inputs.parked:
        return ()
    names = "; ".join(one.request.rstrip(".") for one in inputs.parked[:5])
    more = f", and {len(inputs.parked) - 5} more" if len(inputs.parked) > 5 else ""
    told = words(f"{names}{more}. Each was asked for and parked with its reason, ", page_of("parked"), ".")
    return (Heading("Deliberately not built"), Paragraph(told))
