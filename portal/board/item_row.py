"""What one item looks like on the board: its sign, and one note that is the news; pure."""

from dataclasses import dataclass

from portal.board.glyphs import ITEM_STATES


@dataclass(frozen=True)
class ItemFacts:
    """What the look of an item depends on; times are words already, `checking` is a run's (answered, asked)."""

    state: str
    proof: str
    way: str
    note: str = ""
    has_warning: bool = False
    was_judged: bool = False
    evidence: int = 0
    waived_until: str = ""
    waiver_owner: str = ""
    question: str = ""
    due: str = ""
    settled_by: str = ""
    checking: tuple[int, int] | None = None


@dataclass(frozen=True)
class ItemLook:
    """A sign of ITEM_STATES, the word beside it where that differs, and the note with its tone."""

    sign: str
    note: str = ""
    word: str = ""
    warns: bool = False

    @property
    def tone(self) -> str:
        """The note's tone: the sign's own, but what is done and warns stays calm beside a note that does not."""
        return "warn" if self.warns else ITEM_STATES[self.sign].tone


def look_of(facts: ItemFacts) -> ItemLook:
    """The loudest thing that is true of the item."""
    if facts.checking is not None:
        answered, asked = facts.checking
        return ItemLook("checking", f"Checking, {answered} of {asked} checks answered")
    if facts.state == "settled":
        return _settled(facts)
    if facts.waived_until:
        return ItemLook("waived", f"To {facts.waived_until}, {facts.waiver_owner}")
    if facts.state == "waiting":
        return ItemLook("with-client", f"{facts.question} · due {facts.due}" if facts.due else facts.question)
    return _unsettled(facts)


def _settled(facts: ItemFacts) -> ItemLook:
    if facts.has_warning and facts.proof == "proven":
        return ItemLook("done", facts.note, "Done, with a warning", warns=True)
    if facts.proof == "not-applicable":
        return ItemLook("not-applicable", facts.note)
    if facts.waived_until and facts.proof == "refuted":
        return ItemLook("waived", f"To {facts.waived_until}, {facts.waiver_owner}")
    proven = facts.note if facts.proof == "proven" and not facts.settled_by else ""
    return ItemLook("done", proven or (f"Settled by {facts.settled_by}" if facts.settled_by else ""))


def _unsettled(facts: ItemFacts) -> ItemLook:
    if facts.proof == "refuted":
        return ItemLook("open", facts.note)
    if facts.proof in {"proven", "not-applicable"}:
        sign = "open-warn" if facts.has_warning else "decide"
        return ItemLook(sign, facts.note if facts.has_warning else "Checks hold, a person decides", "Decide")
    if facts.evidence:
        left = "1 piece" if facts.evidence == 1 else f"{facts.evidence} pieces"
        return ItemLook("decide", f"Evidence ready: {left}")
    if facts.was_judged and facts.way != "attest":
        return ItemLook("could-not-check", facts.note)
    if facts.state == "doing":
        return ItemLook("doing", "No evidence yet" if facts.way == "attest" else "No audit has looked yet")
    return ItemLook("not-started", "" if facts.way == "attest" else "No audit has looked yet")
