"""What every recovery scenario shares: its shape on the page, its people, its rehearsal."""

from __future__ import annotations

from dataclasses import dataclass

from handover.contents import asking
from handover.contents.blocks import Callout, Fact, Facts, Pairs, Section, Sign, Step, Steps, Words, strong, words
from handover.contents.inputs import HandoverInputs
from handover.contents.moments import day

HALF_HOUR = 20
"""Minutes after which nobody goes on alone."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One page of the guide before its people are added; `id` is what rehearsals point at."""

    id: str
    title: str
    use_when: Words
    you_need: Words
    first: Callout
    steps: tuple[Step, ...]
    done_when: Words


def section_of(scenario: Scenario, inputs: HandoverInputs, number: int, total: int) -> Section:
    """A scenario as a section of its own, with the black tab."""
    return Section(
        id=f"recovery-{scenario.id}",
        title=scenario.title,
        kicker=f"Recovery guide, scenario {number} of {total}",
        at_night=True,
        blocks=(
            Pairs((("Use this when", scenario.use_when), ("You need", scenario.you_need))),
            scenario.first,
            Steps(scenario.steps),
            Facts(
                (Fact("Done when", scenario.done_when), _escalation(inputs), _rehearsal(inputs, scenario.id)), "foot"
            ),
        ),
    )


def _escalation(inputs: HandoverInputs) -> Fact:
    label = f"Escalate after {HALF_HOUR} minutes"
    first, second = asking.said(inputs, "first-contact"), asking.said(inputs, "second-contact")
    if not first:
        return Fact(label, (), missing=asking.missing(inputs, "first-contact"))
    if not second:
        return Fact(label, (strong(first[0].text),), missing=asking.missing(inputs, "second-contact"))
    return Fact(label, (strong(first[0].text),), second)


def _rehearsal(inputs: HandoverInputs, scenario_id: str) -> Fact:
    """The latest rehearsal of this scenario, or that there was none: an unrehearsed guide never looks rehearsed."""
    done = [one for one in inputs.rehearsals if one.scenario == scenario_id]
    if not done:
        sign = Sign("outcome", "warn", "Not yet")
        return Fact("Rehearsed", (), words("Nobody has walked this page yet. Expect gaps."), sign)
    last = max(done, key=lambda one: one.on)
    paused = f" Paused at: {last.paused_at}" if last.paused_at else ""
    sign = Sign("outcome", "pass", f"{last.person}, {last.minutes} min")
    return Fact("Rehearsed", (), words(f"{day(last.on)}.{paused}"), sign)


def back_told(inputs: HandoverInputs) -> Words:
    """Where to say that it works again."""
    channel = asking.said(inputs, "support-channel")
    return words(" Then write two lines in ", *channel, ".") if channel else words(" Then tell everybody who asked.")


def contact(inputs: HandoverInputs) -> str:
    """Who decides, by the words supplied, or the role."""
    answer = inputs.answer("first-contact").splitlines()
    return answer[0] if answer else "the first person to call"
