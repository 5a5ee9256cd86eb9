"""What happened in the sprint: the log of acts, in the engagement's time."""

from __future__ import annotations

from handover.contents.blocks import Block, Cell, Column, Fact, Facts, Heading, Paragraph, Section, Table, quiet, words
from handover.contents.inputs import HandoverInputs
from handover.contents.moments import counted, hour, moment, short_moment
from handover.contents.sprint_facts import ClockFacts


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section: the clock, what was fixed in one line, every recorded act."""
    fixed = sum(risk.state == "fixed" for risk in inputs.risks)
    headline = f"{counted(fixed, 'risk')} fixed in {hour(inputs.clock.elapsed)} hours."
    return (
        Section(
            "changes",
            "What changed",
            "What changed",
            (_clock(inputs), *_pauses(inputs.clock), *_log(inputs)),
            headline=headline[0].upper() + headline[1:],
        ),
    )


def _clock(inputs: HandoverInputs) -> Facts:
    clock = inputs.clock
    began = moment(clock.started_at, inputs.time_zone) if clock.started_at else "Not started"
    ended = moment(clock.finished_at, inputs.time_zone) if clock.finished_at else "Still running"
    stages = sum(stage.ended is not None for stage in inputs.stages)
    return Facts(
        (
            Fact("Began", words(began)),
            Fact("Finished", words(ended if clock.started_at else "Not started")),
            Fact("Sprint time", words(f"{hour(clock.elapsed)} of 48 hours")),
            Fact("Stages closed", words(f"{stages} of {len(inputs.stages)}")),
        )
    )


def _pauses(clock: ClockFacts) -> tuple[Block, ...]:
    if not clock.pauses:
        return ()
    columns = (Column("Sprint hour", 30), Column("How long", 30), Column("Why", 116))
    rows = tuple(
        (Cell(words(hour(one.at_hour))), Cell(words(hour(one.hours))), Cell(words(one.reason))) for one in clock.pauses
    )
    return (Heading("When the clock stood still"), Table("Pauses of the clock", columns, rows))


def _log(inputs: HandoverInputs) -> tuple[Block, ...]:
    heading = Heading("Who did what")
    if not inputs.changes:
        return (heading, Paragraph(words("Nothing is recorded yet.")))
    columns = (Column("Hour", 16), Column("When", 36), Column("What", 92), Column("Who", 32))
    rows = tuple(
        (
            Cell(words(hour(one.hour) if one.hour is not None else quiet("before"))),
            Cell(words(short_moment(one.at, inputs.time_zone))),
            Cell(words(one.words)),
            Cell(words(one.who)),
        )
        for one in inputs.changes
    )
    zone = Paragraph(words(quiet(f"Times of {inputs.time_zone}.")))
    return (heading, zone, Table("Who did what", columns, rows, 2))
