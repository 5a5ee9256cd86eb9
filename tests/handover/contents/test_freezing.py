"""Inputs as JSON and back: a published version can be written again from what it was made of."""

import json

import pytest

from handover.contents.freezing import frozen, thawed
from handover.contents.kinds import KINDS
from handover.contents.paper import paper_of
from tests.handover import harbour_desk


@pytest.mark.parametrize("inputs", [harbour_desk.inputs(), harbour_desk.bare()], ids=["whole", "bare"])
def test_inputs_survive_the_database(inputs):
    assert thawed(json.loads(json.dumps(frozen(inputs)))) == inputs


def test_the_same_paper_comes_of_thawed_inputs():
    inputs, kind = harbour_desk.inputs(), KINDS["recovery-guide"]
    assert paper_of(thawed(json.loads(json.dumps(frozen(inputs)))), kind) == paper_of(inputs, kind)


def test_a_field_the_version_does_not_know_takes_its_default():
    stored = frozen(harbour_desk.inputs())
    del stored["inputs"]["withheld"]
    stored["inputs"]["dropped_since"] = 1
    assert thawed(stored).withheld == ()


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="Unknown format"):
        thawed({"format": 2, "inputs": {}})


def test_a_lost_field_is_named():
    stored = frozen(harbour_desk.inputs())
    del stored["inputs"]["client"]
    with pytest.raises(ValueError, match="lacks client"):
        thawed(stored)
