"""What the sprint itself gives a handover: the roadmap, the clock, stages and items, the bar, promises, changes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RankWords:
    """The playbook's own words for the three levels of business impact."""

    blocker: str
    incident: str
    cleanup: str

    def of(self, rank: str) -> str:
        """The word for blocker, incident or cleanup."""
        return {"blocker": self.blocker, "incident": self.incident}.get(rank, self.cleanup)


@dataclass(frozen=True, kw_only=True)
class PlaybookFacts:
    """The roadmap that was followed."""

    id: str
    title: str
    from_to: str
    ranks: RankWords


@dataclass(frozen=True, kw_only=True)
class PauseFacts:
    """One stretch in which the clock stood still; `hours` is how long."""

    at_hour: float
    hours: float
    reason: str


@dataclass(frozen=True, kw_only=True)
class ClockFacts:
    """The 48 hours: moments in ISO 8601 UTC, lengths in sprint hours (running time without pauses)."""

    started_at: str | None = None
    finished_at: str | None = None
    elapsed: float = 0.0
    pauses: tuple[PauseFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WaiverFacts:
    """A recorded exception; `until` is a date."""

    owner: str
    reason: str
    until: str


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """One item in the client's words; `state` is to-do, doing, waiting, settled or waived."""

    line: str
    title: str
    state: str
    proof: str = "unknown"
    note: str = ""
    waiver: WaiverFacts | None = None


@dataclass(frozen=True, kw_only=True)
class StageFacts:
    """One stage: its window and what happened, in sprint hours; `signal` is not-looked, absent or seen."""

    number: int
    title: str
    opens: float
    closes: float
    began: float | None = None
    ended: float | None = None
    signal_title: str = ""
    signal: str = "not-looked"
    deliverable: str = ""
    document: str = ""
    delivered_version: int | None = None
    items: tuple[ItemFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BarFacts:
    """One line of the minimum bar; `state` is proven, waived, refuted, unknown or not-applicable."""

    line: str
    title: str
    sentence: str
    state: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OutcomeFacts:
    """A result promised for the 48 hours: the items and documents that give its state, the accesses it hangs on."""

    line: str
    title: str
    sentence: str
    items: tuple[str, ...] = ()
    accesses: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ParkedFacts:
    """A wish that was parked, under what the sprint refuses to build."""

    request: str
    reason: str
    refusal: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeFacts:
    """Something that happened in the sprint; `at` in ISO 8601 UTC, `hour` in sprint hours."""

    at: str
    hour: float | None
    words: str
    who: str
