"""What the 48 hours promised, against what was reached."""

from __future__ import annotations

from handover.contents.blocks import Cell, Column, Section, Sign, Table, Words, strong, words
from handover.contents.inputs import HandoverInputs
from handover.contents.sprint_facts import ItemFacts, OutcomeFacts

REACHED, PARTLY, MISSED, OPEN = "reached", "partly", "missed", "open"
SIGNS = {
    REACHED: Sign("outcome", "pass", "Reached"),
    PARTLY: Sign("outcome", "warn", "Partly"),
    MISSED: Sign("outcome", "fail", "Not reached"),
    OPEN: Sign("outcome", "could-not-check", "Not shown yet"),
}


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section: every promise with its state and what is behind it."""
    columns = (Column("State", 34), Column("Promised", 72), Column("Where it stands", 70))
    rows = tuple(
        (
            Cell(sign=SIGNS[state_of(one, inputs)]),
            Cell(words(strong(one.title)), words(one.sentence)),
            Cell(_behind(one, inputs)),
        )
        for one in inputs.outcomes
    )
    blocks = (Table("Promises of the sprint", columns, rows, 1),) if rows else ()
    return (Section("outcomes", "Promised and reached", "Outcomes", blocks, headline=headline(inputs), follows=True),)


def headline(inputs: HandoverInputs) -> str:
    """How many promises were kept."""
    if not inputs.outcomes:
        return "This playbook promises no outcome."
    kept = sum(state_of(one, inputs) == REACHED for one in inputs.outcomes)
    if kept == len(inputs.outcomes):
        return "Every outcome that was promised is reached."
    return f"{kept} of {len(inputs.outcomes)} promised outcomes are reached."


def state_of(outcome: OutcomeFacts, inputs: HandoverInputs) -> str:
    """Reached only when every item is settled and every document delivered; a refuted item is a miss."""
    items = _items(outcome, inputs)
    done = [_is_done(item) for item in items] + [one in _delivered(inputs) for one in outcome.documents]
    if any(item.proof == "refuted" and item.state != "waived" for item in items):
        return MISSED
    if done and all(done):
        return PARTLY if any(item.state == "waived" for item in items) else REACHED
    return PARTLY if any(done) else OPEN


def _items(outcome: OutcomeFacts, inputs: HandoverInputs) -> list[ItemFacts]:
    return [item for item in inputs.items if item.line in outcome.items]


def _is_done(item: ItemFacts) -> bool:
    return item.state in {"settled", "waived"} or item.proof == "not-applicable"


def _delivered(inputs: HandoverInputs) -> set[str]:
    return {stage.document for stage in inputs.stages if stage.delivered_version is not None}


def _behind(outcome: OutcomeFacts, inputs: HandoverInputs) -> Words:
    """The items that are not done, the papers not delivered, the accesses that were not given."""
    told = [_told(item) for item in _items(outcome, inputs) if not _is_done(item) or item.state == "waived"]
    papers = {stage.document: stage.deliverable for stage in inputs.stages}
    missing = [one for one in outcome.documents if one not in _delivered(inputs)]
    told += [f"{papers.get(one, one)} is not delivered yet." for one in missing]
    closed = [one for one in inputs.accesses if one.access in outcome.accesses and one.state in {"asked", "refused"}]
    told += [f"Access not given: {one.title}." for one in closed]
    return words(" ".join(told) if told else "Every item behind it is settled.")


def _told(item: ItemFacts) -> str:
    if item.state == "waived":
        return f"Waived: {item.title}."
    return f"{'Not true' if item.proof == 'refuted' else 'Open'}: {item.title}."
