"""The least that must be true before it is shown to people, line by line, and go or no-go."""

from __future__ import annotations

from handover.contents.blocks import Block, Cell, Column, Paragraph, Section, Sign, Table, Words, strong, words
from handover.contents.inputs import HandoverInputs
from handover.contents.moments import counted
from handover.contents.sprint_facts import BarFacts

SIGNS = {
    "proven": Sign("outcome", "pass", "Proven"),
    "refuted": Sign("outcome", "fail", "Not met"),
    "unknown": Sign("outcome", "could-not-check", "Not proven"),
    "waived": Sign("state", "waived", "Waived"),
    "not-applicable": Sign("outcome", "not-applicable", "Not applicable"),
}
MOST_NAMED = 4
MET = ("proven", "not-applicable")


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section: go or no-go, then every line."""
    blocks: tuple[Block, ...] = (Paragraph(_verdict(inputs)), _lines(inputs.bar)) if inputs.bar else ()
    return (Section("minimum-bar", "Minimum bar", "Minimum bar", blocks, headline=headline(inputs)),)


def headline(inputs: HandoverInputs) -> str:
    """Go or no-go, in one sentence."""
    met = sum(line.state in MET for line in inputs.bar)
    waived = sum(line.state == "waived" for line in inputs.bar)
    if met + waived < len(inputs.bar):
        return f"No-go: {met + waived} of {len(inputs.bar)} lines of the minimum bar are met."
    return f"Go, with {counted(waived, 'waiver')}." if waived else "Go: every line of the minimum bar is met."


def _verdict(inputs: HandoverInputs) -> Words:
    open_lines = [line.title for line in inputs.bar if line.state not in (*MET, "waived")]
    if not open_lines:
        return words(
            "Each line is the sum of its items' proofs. Waived lines carry an owner and an end, in “What stays open”."
        )
    if len(open_lines) > MOST_NAMED:
        return words(f"{len(open_lines)} lines are not met. Each is the sum of its items' proofs.")
    return words(strong("Not met: "), "; ".join(open_lines), ".")


def _lines(bar: tuple[BarFacts, ...]) -> Table:
    columns = (Column("State", 34), Column("Line", 62), Column("What it means", 80))
    rows = tuple(
        (Cell(sign=SIGNS[line.state]), Cell(words(strong(line.title))), Cell(words(line.sentence))) for line in bar
    )
    return Table("Lines of the minimum bar", columns, rows, 1)
