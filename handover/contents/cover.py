"""The first page: whose paper it is, where to turn when something is broken, how the sprint went."""

from __future__ import annotations

from dataclasses import dataclass

from handover.contents.blocks import Fact, Sign, words
from handover.contents.inputs import HandoverInputs
from handover.contents.moments import day, hour, moment
from handover.contents.needs import CONSULTANT
from handover.contents.recovery_guide import SCENARIO_TITLES
from handover.contents.sprint_facts import StageFacts


@dataclass(frozen=True)
class Entrance:
    """One line of "Is something broken now?": a scenario and the anchor of its page."""

    title: str
    anchor: str


@dataclass(frozen=True)
class Cover:
    """Everything the first page shows; `stages` and `elapsed` draw the ruler."""

    consultancy: str
    kicker: str
    title: str
    lead: str
    entrances: tuple[Entrance, ...]
    stages: tuple[StageFacts, ...]
    elapsed: float
    facts: tuple[Fact, ...]


def cover(inputs: HandoverInputs, title: str, lead: str, *, is_whole: bool) -> Cover:
    """The cover of one paper; only the whole handover opens with the recovery pages."""
    ways = tuple(Entrance(name, f"recovery-{key}") for key, name in SCENARIO_TITLES.items())
    return Cover(
        consultancy=inputs.consultancy,
        kicker=f"{title} for {inputs.client}",
        title=inputs.app,
        lead=lead,
        entrances=ways if is_whole else (),
        stages=inputs.stages if inputs.clock.started_at else (),
        elapsed=inputs.clock.elapsed,
        facts=(*_facts(inputs), *((_rehearsed(inputs),) if is_whole else ())),
    )


def _facts(inputs: HandoverInputs) -> tuple[Fact, ...]:
    clock = inputs.clock
    stood = f"Hour {hour(clock.elapsed)} of 48" if clock.started_at else "The sprint has not started"
    replaces = f"replaces {inputs.replaces}" if inputs.replaces else "replaces nothing"
    team = ", ".join(one.name for one in inputs.people if one.side == CONSULTANT) or inputs.consultancy
    return (
        Fact("Finished" if clock.finished_at else "As of", words(stood)),
        Fact("Written", words(moment(inputs.made_at, inputs.time_zone))),
        Fact("Version", words(f"{inputs.number}, {replaces}")),
        Fact("Prepared by", words(team)),
    )


def _rehearsed(inputs: HandoverInputs) -> Fact:
    if not inputs.rehearsals:
        return Fact("Rehearsed by", (), sign=Sign("outcome", "warn", "Nobody yet"))
    last = max(inputs.rehearsals, key=lambda one: one.on)
    return Fact("Rehearsed by", words(f"{last.person}, {last.minutes} minutes, {day(last.on)}"))
