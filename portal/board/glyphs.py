"""The product's own signs on a 16 grid: one drawing and one word for each outcome, state and rank."""

from dataclasses import dataclass

TICK = '<path class="g-mark" d="m4.8 8.3 2.2 2.2 4.3-4.7"/>'
CROSS = '<path class="g-mark" d="m5.5 5.5 5 5m0-5-5 5"/>'
DISC = '<circle class="g-fill" cx="8" cy="8" r="8"/>'
RING = '<circle class="g-ring" cx="8" cy="8" r="7.2"/>'
QUESTION = (
    '<path class="g-mark" d="M6.2 6.4a1.85 1.85 0 1 1 2.7 1.65c-.55.3-.85.65-.85 1.2"/>'
    '<circle class="g-dot" cx="8.05" cy="11.5" r="1"/>'
)

GLYPHS = {
    "pass": DISC + TICK,
    "done": RING + TICK,
    "warn": (
        '<path class="g-fill" d="M8 2.1 14.6 14H1.4z"/>'
        '<path class="g-mark" d="M8 6v3.6"/><circle class="g-dot" cx="8" cy="12" r="1.1"/>'
    ),
    "fail": DISC + CROSS,
    "could-not-check": '<circle class="g-ring" cx="8" cy="8" r="7.1"/>' + QUESTION,
    "not-applicable": RING + '<path class="g-mark" d="M5 8h6"/>',
    "not-started": RING,
    "doing": RING + '<circle class="g-dot" cx="8" cy="8" r="3"/>',
    "checking": ('<circle class="g-track" cx="8" cy="8" r="7"/><path class="g-arc" d="M8 1a7 7 0 0 1 6.06 10.5"/>'),
    "decide": '<path class="g-fill" d="M8 1.2 14.8 8 8 14.8 1.2 8z"/>' + QUESTION,
    "with-client": (
        DISC + '<path class="g-mark" d="M5.5 4.4h5m-5 7.2h5M6.3 4.5v1.2l3.4 4.6v1.2m0-7v1.2L6.3 10.3v1.2"/>'
    ),
    "waived": RING + '<path class="g-mark" d="m3.1 12.9 9.8-9.8"/>',
}

RANK_BARS = ((0.5, 10.5, 5), (5.75, 6, 9.5), (11, 1.5, 14))


@dataclass(frozen=True)
class Sign:
    """A drawing, the tone of the text beside it, and the word that text has unless a page says more."""

    glyph: str
    tone: str
    word: str


OUTCOMES = {
    "pass": Sign("pass", "ok", "Pass"),
    "warn": Sign("warn", "warn", "Warn"),
    "fail": Sign("fail", "bad", "Fail"),
    "could-not-check": Sign("could-not-check", "quiet", "Could not check"),
    "not-applicable": Sign("not-applicable", "quiet", "Not applicable"),
}

ITEM_STATES = {
    "not-started": Sign("not-started", "quiet", "Not started"),
    "doing": Sign("doing", "accent", "Doing"),
    "checking": Sign("checking", "accent", "Checking"),
    "open": Sign("fail", "bad", "Open"),
    "open-warn": Sign("warn", "warn", "Open"),
    "decide": Sign("decide", "accent", "Decide"),
    "with-client": Sign("with-client", "client", "With the client"),
    "done": Sign("done", "ok", "Done"),
    "fixed": Sign("done", "ok", "Fixed"),
    "waived": Sign("waived", "quiet", "Waived"),
    "accepted": Sign("waived", "quiet", "Accepted"),
    "could-not-check": OUTCOMES["could-not-check"],
    "not-applicable": OUTCOMES["not-applicable"],
}

BAR_STATES = {
    "proven": Sign("pass", "ok", "Proven"),
    "waived": Sign("waived", "quiet", "Waived"),
    "refuted": Sign("fail", "bad", "Not met"),
    "unknown": Sign("could-not-check", "quiet", "Not proven yet"),
    "not-applicable": Sign("not-applicable", "quiet", "Not applicable"),
}

RANKS = {"blocker": 3, "incident": 2, "cleanup": 1, "3": 3, "2": 2, "1": 1}
RANK_TONES = {3: "bad", 2: "warn", 1: "quiet"}


@dataclass(frozen=True)
class Settled:
    """Who settles an item: its icon, its word, and what the word means."""

    icon: str
    word: str
    meaning: str


SETTLED = {
    "auto": Settled("cpu", "Auto", "checks decide"),
    "assisted": Settled("user-round-search", "Assisted", "checks gather, a person decides"),
    "attest": Settled("user-round-pen", "Attest", "a person leaves evidence"),
}
