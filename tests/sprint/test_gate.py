import pytest

from portal.sprint.gate import ItemStanding, gate_of


def item(*, settled=False, waived=False, proof="unknown"):
    return ItemStanding("id", "Mail is authenticated", settled, waived, proof)


def gate(*items, delivered=True, signal="absent", is_open=False):
    return gate_of(
        3,
        items,
        deliverable="Secrets report",
        is_delivered=delivered,
        signal="Mail lands in spam",
        signal_state=signal,
        is_open=is_open,
    )


ITEMS = [
    (item(settled=True), True, "met"),
    (item(settled=True, waived=True), True, "met"),
    (item(waived=True), True, "waived"),
    (item(waived=True, proof="refuted"), True, "waived"),
    (item(proof="refuted"), False, "open"),
    (item(), False, "unknown"),
    (item(proof="proven"), False, "unknown"),
]


@pytest.mark.parametrize(("standing", "is_met", "state"), ITEMS)
def test_item_is_a_condition(standing, is_met, state):
    condition = gate(standing).conditions[0]
    assert (condition.is_met, condition.state, condition.item_id) == (is_met, state, "id")


SIGNALS = [("absent", True, "met"), ("seen", False, "open"), ("not-looked", False, "unknown")]


@pytest.mark.parametrize(("signal", "is_met", "state"), SIGNALS)
def test_failure_signal_must_be_shown_absent(signal, is_met, state):
    condition = gate(signal=signal).conditions[-1]
    assert (condition.is_met, condition.state) == (is_met, state)


OPENINGS = [
    (gate(item(settled=True), item(waived=True)), 4, True),
    (gate(), 2, True),
    (gate(item(settled=True), item()), 3, False),
    (gate(item(settled=True), delivered=False), 2, False),
    (gate(item(settled=True), signal="not-looked"), 2, False),
    (gate(item(settled=True), is_open=True), 3, False),
]


@pytest.mark.parametrize(("found", "met", "can_open"), OPENINGS)
def test_gate_opens_once_every_condition_is_met(found, met, can_open):
    assert (found.met, found.can_open) == (met, can_open)


def test_waivers_are_counted():
    assert gate(item(settled=True), item(waived=True), item(waived=True)).waivers == 2
