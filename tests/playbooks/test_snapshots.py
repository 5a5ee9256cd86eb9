"""An engagement keeps the playbook it began with."""

import json
from copy import deepcopy

import pytest

from portal.playbooks import PLAYBOOKS, restore, snapshot

PLAYBOOK = pytest.mark.parametrize("playbook", PLAYBOOKS.values(), ids=PLAYBOOKS.keys())


@PLAYBOOK
def test_comes_back_equal_after_a_trip_through_json(playbook):
    assert restore(json.loads(json.dumps(snapshot(playbook)))) == playbook


def frozen():
    return deepcopy(snapshot(PLAYBOOKS["ops"]))


def test_field_the_snapshot_does_not_know_takes_its_default():
    older = frozen()
    del older["playbook"]["stages"][6]["items"][3]["documents"]
    assert restore(older).item("OPS-7.4").documents == ()


def test_field_the_code_no_longer_has_is_left_out():
    newer = frozen()
    newer["playbook"]["stages"][0]["items"][0]["colour"] = "green"
    assert restore(newer) == PLAYBOOKS["ops"]


def lose_a_title(plain):
    del plain["playbook"]["stages"][0]["items"][0]["title"]


def number_a_title(plain):
    plain["playbook"]["stages"][0]["title"] = 7


def invent_a_settling(plain):
    plain["playbook"]["stages"][0]["items"][0]["settled"] = "by-lot"


def change_the_format(plain):
    plain["format"] = 99


def forget_the_format(plain):
    del plain["format"]


@pytest.mark.parametrize(
    "spoil", [lose_a_title, number_a_title, invent_a_settling, change_the_format, forget_the_format]
)
def test_spoilt_snapshot_is_refused(spoil):
    plain = frozen()
    spoil(plain)
    with pytest.raises(ValueError, match=r"lacks title|not str|by-lot|format"):
        restore(plain)
