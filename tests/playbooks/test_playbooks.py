"""Both playbooks keep the promises their shape cannot."""

import pytest

from portal.playbooks import BY_CHECKS, BY_PERSON, PLAYBOOKS

PLAYBOOK = pytest.mark.parametrize("playbook", PLAYBOOKS.values(), ids=PLAYBOOKS.keys())

WINDOWS = {
    "ops": [(0, 4), (4, 12), (12, 20), (20, 30), (30, 36), (36, 42), (42, 48)],
    "ais": [(0, 4), (4, 16), (16, 28), (28, 34), (34, 38), (38, 44), (44, 48)],
}
RANKS = {
    "ops": ("Launch blocker", "Likely incident", "Nice to fix"),
    "ais": ("Launch blocker", "Support risk", "Cleanup item"),
}


@PLAYBOOK
def test_has_seven_stages_in_order(playbook):
    assert [stage.number for stage in playbook.stages] == [1, 2, 3, 4, 5, 6, 7]


@PLAYBOOK
def test_windows_cover_the_sprint_without_gap_or_overlap(playbook):
    assert [(stage.window.start, stage.window.end) for stage in playbook.stages] == WINDOWS[playbook.id]


@PLAYBOOK
def test_has_its_own_words_for_the_ranks(playbook):
    assert playbook.ranks == RANKS[playbook.id]


@PLAYBOOK
def test_every_line_settled_by_a_person_says_why(playbook):
    for line in (*playbook.items, *(stage.failure_signal for stage in playbook.stages)):
        assert bool(line.reason) is (line.settled is not BY_CHECKS), line.line
        assert bool(line.proven_by) is (line.settled is not BY_PERSON), line.line
        assert len(set(line.proven_by)) == len(line.proven_by), line.line


@PLAYBOOK
def test_bar_bottlenecks_outcomes_and_accesses_point_at_items(playbook):
    items = {item.line for item in playbook.items}
    for thing in (*playbook.minimum_bar, *playbook.bottlenecks, *playbook.outcomes):
        assert thing.items, thing.line
        assert items.issuperset(thing.items), thing.line
    for access in playbook.accesses:
        assert access.needed_for, access.id
        assert items.issuperset(access.needed_for), access.id


@PLAYBOOK
def test_outcomes_hang_on_accesses_that_are_asked_for(playbook):
    asked = {access.id for access in playbook.accesses}
    assert asked == {"registrar", "cloudflare", "hosting", "repository", "mail"}
    for outcome in playbook.outcomes:
        assert asked.issuperset(outcome.accesses), outcome.line


@PLAYBOOK
def test_every_document_named_is_a_deliverable(playbook):
    kinds = [stage.deliverable.document for stage in playbook.stages]
    assert len(set(kinds)) == len(kinds)
    for thing in (*playbook.items, *playbook.outcomes):
        assert set(kinds).issuperset(thing.documents), thing.line
