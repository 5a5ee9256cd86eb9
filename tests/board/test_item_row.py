import pytest

from portal.board.item_row import ItemFacts, look_of

CASES = [
    (ItemFacts("to-do", "proven", "auto", was_judged=True), "decide", "Checks hold, a person decides"),
    (ItemFacts("to-do", "unknown", "attest"), "not-started", ""),
    (ItemFacts("to-do", "unknown", "auto"), "not-started", "No audit has looked yet"),
    (ItemFacts("doing", "unknown", "attest"), "doing", "No evidence yet"),
    (ItemFacts("doing", "refuted", "auto", note="1 of 6 calls waits for ever"), "open", "1 of 6 calls waits for ever"),
    (ItemFacts("to-do", "proven", "assisted", was_judged=True), "decide", "Checks hold, a person decides"),
    (ItemFacts("to-do", "proven", "assisted", note="slow", has_warning=True, was_judged=True), "open-warn", "slow"),
    (ItemFacts("to-do", "unknown", "attest", evidence=1), "decide", "Evidence ready: 1 piece"),
    (
        ItemFacts("to-do", "unknown", "auto", was_judged=True, note="2 of 5 answers missing"),
        "could-not-check",
        "2 of 5 answers missing",
    ),
    (
        ItemFacts("waiting", "unknown", "attest", question="Who owns it?", due="Wed 18 Nov, 09:40"),
        "with-client",
        "Who owns it? · due Wed 18 Nov, 09:40",
    ),
    (ItemFacts("doing", "refuted", "auto", waived_until="1 Dec", waiver_owner="Tom"), "waived", "To 1 Dec, Tom"),
    (ItemFacts("settled", "refuted", "auto", waived_until="1 Dec", waiver_owner="Tom"), "waived", "To 1 Dec, Tom"),
    (ItemFacts("settled", "proven", "auto", note="Proven by 3 checks"), "done", "Proven by 3 checks"),
    (ItemFacts("settled", "proven", "auto", note="weak", has_warning=True), "done", "weak"),
    (
        ItemFacts("settled", "proven", "assisted", note="Proven by 1 check", settled_by="Ines"),
        "done",
        "Settled by Ines",
    ),
    (
        ItemFacts("settled", "not-applicable", "auto", note="Does not concern this estate"),
        "not-applicable",
        "Does not concern this estate",
    ),
    (ItemFacts("settled", "proven", "auto", checking=(1, 3)), "checking", "Checking, 1 of 3 checks answered"),
]


@pytest.mark.parametrize(("facts", "sign", "note"), CASES)
def test_the_loudest_truth_is_shown(facts, sign, note):
    look = look_of(facts)
    assert (look.sign, look.note) == (sign, note)


def test_a_settled_item_with_a_warning_is_calm_and_says_so():
    look = look_of(ItemFacts("settled", "proven", "auto", note="weak", has_warning=True))
    assert (look.sign, look.word, look.tone) == ("done", "Done, with a warning", "warn")
