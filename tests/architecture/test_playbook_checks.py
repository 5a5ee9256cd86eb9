"""Playbooks and checks fit together: no line names a check that is not there, no check is named by no line."""

import pytest

from audits.checks import CHECKS
from portal.playbooks import PLAYBOOKS

IDS = {check.id for check in CHECKS}


@pytest.mark.parametrize("playbook", PLAYBOOKS.values(), ids=PLAYBOOKS.keys())
def test_every_check_a_line_names_exists(playbook):
    assert set(playbook.check_ids) - IDS == set()


def test_every_check_proves_an_item():
    named = {check for playbook in PLAYBOOKS.values() for item in playbook.items for check in item.proven_by}
    assert IDS - named == set()
