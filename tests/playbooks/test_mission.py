"""Every line the product covers is realised exactly once, as the kind of thing its id says."""

from collections import Counter
from pathlib import Path

import pytest

from portal.playbooks import FREE_TOOLS, PLAYBOOKS, REFUSALS

MISSION = tuple(Path(__file__).with_name("mission_ids.txt").read_text().split())
OPS, AIS = PLAYBOOKS["ops"], PLAYBOOKS["ais"]


def of_stages(playbook):
    for stage in playbook.stages:
        yield from (item.line for item in stage.items)
        yield from (stage.deliverable.line, stage.failure_signal.line)


def realised():
    for playbook in (OPS, AIS):
        yield from of_stages(playbook)
        for things in (playbook.minimum_bar, playbook.bottlenecks, playbook.outcomes):
            yield from (thing.line for thing in things)
    yield from {automation.line for playbook in (OPS, AIS) for automation in playbook.automations}
    yield from (refusal.line for refusal in REFUSALS)
    yield from (tool.line for tool in FREE_TOOLS)


def expected(prefix):
    return [line for line in MISSION if line.startswith(prefix)]


def test_holds_every_line_exactly_once():
    assert Counter(realised()) == Counter(MISSION)


@pytest.mark.parametrize("playbook", [OPS, AIS], ids=lambda playbook: playbook.id)
def test_stage_holds_its_own_lines_in_order(playbook):
    for stage in playbook.stages:
        lines = [item.line for item in stage.items]
        assert lines == [f"{stage.id}.{position}" for position in range(1, len(lines) + 1)]
        assert stage.deliverable.line == f"{stage.id}.D"
        assert stage.failure_signal.line == f"{stage.id}.F"
        assert stage.id == f"{playbook.id.upper()}-{stage.number}"


KINDS = [
    (OPS.minimum_bar, "OPS-BAR."),
    (AIS.minimum_bar, "AIS-BAR."),
    (OPS.bottlenecks, "OPS-SLOW."),
    (AIS.bottlenecks, "AIS-SLOW."),
    (OPS.outcomes, "OPS-OUT."),
    (AIS.outcomes, "AIS-OUT."),
    (OPS.refusals, "NOT."),
    (AIS.refusals, "NOT."),
    (FREE_TOOLS, "FREE."),
]


@pytest.mark.parametrize(("things", "prefix"), KINDS, ids=lambda value: value if isinstance(value, str) else "")
def test_kind_holds_its_lines_in_order(things, prefix):
    assert [thing.line for thing in things] == expected(prefix)


AUTOMATIONS = [
    (OPS, [1, 2, 5, 6, 7, 8, 11, 12]),
    (AIS, [1, 3, 4, 6, 8, 9, 10, 11]),
]


@pytest.mark.parametrize(("playbook", "numbers"), AUTOMATIONS, ids=["ops", "ais"])
def test_hands_over_the_automations_of_its_own_roadmap(playbook, numbers):
    assert [automation.line for automation in playbook.automations] == [f"AUTO-{number}" for number in numbers]
