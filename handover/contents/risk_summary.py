"""Every risk with its state: what is open first, then what was accepted, then what was fixed with its proof."""

from __future__ import annotations

from handover.contents.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    RankCount,
    RankCounts,
    Section,
    Sign,
    Table,
    code,
    marked,
    quiet,
    strong,
    words,
)
from handover.contents.inputs import HandoverInputs
from handover.contents.moments import counted, day, hour, sentence
from handover.contents.risk_facts import RiskFacts
from handover.contents.stays_open import parked_told

RANKS = ("blocker", "incident", "cleanup")
OPEN = ("open", "regressed")
OVER = ("fixed", "closed")


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section; its headline says whether a blocker is open."""
    blocks: tuple[Block, ...] = (
        RankCounts(tuple(_count(inputs, rank) for rank in RANKS)),
        *_withheld(inputs),
        *_still_open(inputs),
        *_accepted(inputs),
        *_fixed(inputs),
        *_unchecked(inputs),
        *parked_told(inputs),
    )
    return (Section("risks", "Risk summary", "Risk summary", blocks, headline=headline(inputs)),)


def headline(inputs: HandoverInputs) -> str:
    """What is true now: "No launch blocker is open. Two likely incidents remain."."""
    blockers = [risk for risk in inputs.risks if risk.rank == "blocker" and risk.state in OPEN]
    incidents = [risk for risk in inputs.risks if risk.rank == "incident" and risk.state in OPEN]
    word, second = inputs.playbook.ranks.blocker.lower(), inputs.playbook.ranks.incident.lower()
    if not inputs.risks and inputs.observed_at is None:
        return "No audit has run yet. Nothing is known of risks."
    hidden = inputs.withheld_of("blocker")
    if hidden:
        number = len(blockers) + hidden
        return sentence(f"{counted(number, word)} {_be(number)} open, {_hidden(hidden, is_all=not blockers)}")
    first = sentence(f"{counted(len(blockers), word)} {_be(len(blockers))} open")
    if not incidents:
        return first
    return f"{first} {sentence(f'{counted(len(incidents), second)} {_verb(len(incidents))}')}"


def _hidden(number: int, *, is_all: bool) -> str:
    return "not told here yet" if is_all else f"{number} of them not told here yet"


def _be(number: int) -> str:
    return "is" if number < 2 else "are"


def _withheld(inputs: HandoverInputs) -> tuple[Block, ...]:
    """That something is not told: a client must never take a short list for a clean one."""
    number = inputs.withheld_of(*RANKS)
    if not number:
        return ()
    told = f"{counted(number, 'open risk')} {_be(number)} not listed here: {inputs.consultancy} has not published {'it' if number == 1 else 'them'} yet."
    return (Paragraph(words(told[0].upper() + told[1:]), "warn"),)


def _verb(number: int) -> str:
    return "remains" if number == 1 else "remain"


def _count(inputs: HandoverInputs, rank: str) -> RankCount:
    states = [risk.state for risk in inputs.risks if risk.rank == rank]
    return RankCount(
        _sign(inputs, rank),
        sum(state in OPEN for state in states),
        sum(state in OVER for state in states),
        states.count("accepted"),
    )


def _sign(inputs: HandoverInputs, rank: str) -> Sign:
    return Sign("rank", rank, inputs.playbook.ranks.of(rank))


def _of(inputs: HandoverInputs, *states: str) -> list[RiskFacts]:
    """Risks in these states, worst rank first."""
    return sorted((risk for risk in inputs.risks if risk.state in states), key=lambda risk: RANKS.index(risk.rank))


def _still_open(inputs: HandoverInputs) -> tuple[Block, ...]:
    risks = _of(inputs, *OPEN)
    if not risks:
        nothing = "None of the risks told here is open." if inputs.withheld_of(*RANKS) else "Nothing is open."
        return (Heading("Still open", "risks-open"), Paragraph(words(nothing)))
    columns = (
        Column("Rank", 30),
        Column("What is true, and what it costs", 58),
        Column("Next action", 66),
        Column("Owner", 22),
    )
    return (Heading("Still open", "risks-open"), Table("Risks still open", columns, tuple(_open_row(inputs, risk) for risk in risks), 1))  # fmt: skip


def _open_row(inputs: HandoverInputs, risk: RiskFacts) -> tuple[Cell, ...]:
    told = [risk.cost] if risk.cost else []
    if risk.state == "regressed":
        told.append("It was fixed before and came back.")
    if risk.not_confirmed_since:
        told.append(f"Not confirmed since {day(risk.not_confirmed_since)}.")
    where = (code(risk.subject), *words(" " + " ".join(told))) if risk.subject else words(" ".join(told))
    return (
        Cell(sign=_sign(inputs, risk.rank)),
        Cell(words(strong(risk.title)), words(*where)),
        Cell(marked(risk.fix)),
        Cell(words(risk.owner or quiet("Nobody yet"))),
    )


def _accepted(inputs: HandoverInputs) -> tuple[Block, ...]:
    risks = _of(inputs, "accepted")
    if not risks:
        return ()
    columns = (Column("Accepted", 40), Column("What is true", 76), Column("Reason, and by whom", 60))
    rows = tuple(
        (
            Cell(sign=Sign("state", "accepted", f"to {day(risk.accepted_until)}" if risk.accepted_until else "no end")),
            Cell(words(strong(risk.title)), words(code(risk.subject)) if risk.subject else ()),
            Cell(words(sentence(risk.accepted_reason)), words(risk.accepted_by)),
        )
        for risk in risks
    )
    return (Heading("Accepted until a date"), Table("Risks accepted until a date", columns, rows, 1))


def _fixed(inputs: HandoverInputs) -> tuple[Block, ...]:
    risks = _of(inputs, *OVER)
    if not risks:
        return ()
    columns = (Column("Rank", 33), Column("What was wrong", 59), Column("Before", 42), Column("After", 42))
    rows = tuple(
        (
            Cell(sign=_sign(inputs, risk.rank)),
            Cell(words(strong(risk.title)), words(code(risk.subject)) if risk.subject else ()),
            Cell(words(risk.before or risk.title), sign=Sign("outcome", "fail", "Wrong:")),
            Cell(words(_after(risk)), sign=Sign("outcome", "pass", "Right:")),
        )
        for risk in risks
    )
    return (Heading("Fixed, same check before and after"), Table("Risks fixed", columns, rows, 1))


def _after(risk: RiskFacts) -> str:
    said = risk.after or "Over"
    return f"{said}, since hour {hour(risk.fixed_hour)}" if risk.fixed_hour is not None else said


def _unchecked(inputs: HandoverInputs) -> tuple[Block, ...]:
    if not inputs.unchecked:
        return ()
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in inputs.unchecked:
        grouped.setdefault((one.subject, one.reason), []).append(one.title)
    columns = (Column("Where", 56), Column("Could not be checked", 64), Column("Why", 56))
    rows = tuple(
        (
            Cell(words(code(subject))),
            Cell(words(", ".join(titles))),
            Cell(words(sentence(reason))),
        )
        for (subject, reason), titles in sorted(grouped.items())
    )
    told = words("These got no answer. That says nothing about the app, and counts as nothing above.")
    return (Heading("Could not be checked"), Paragraph(told), Table("Could not be checked", columns, rows))
