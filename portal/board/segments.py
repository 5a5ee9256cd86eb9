"""Geometry of divided bars: the parts of an audit run, and the shares of a whole."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

GAP = 0.6  # percent of the width left free between two parts


@dataclass(frozen=True)
class Segment:
    """One part of a run: where it lies, how much of it is done (both in percent), and its words."""

    label: str
    count: str
    state: str
    x: float
    width: float
    done_width: float


@dataclass(frozen=True)
class Share:
    """One share of a whole, in percent."""

    tone: str
    x: float
    width: float


def draw_segments(parts: Sequence[tuple[str, int, int]], running: Collection[str] = ()) -> tuple[Segment, ...]:
    """From (label, done, total) in running order, one segment each, as wide as its total.

    `running` names the parts at work now, which may have nothing done yet.
    """
    counted = [part for part in parts if part[2] > 0]
    room = 100.0 - GAP * max(0, len(counted) - 1)
    whole = sum(total for _, _, total in counted)
    segments, x = [], 0.0
    for label, done, total in counted:
        width = room * total / whole
        state = "done" if done >= total else "running" if done or label in running else "rest"
        count = {"done": f"{total}", "running": f"{done} of {total}", "rest": f"{total} to go"}[state]
        segments.append(Segment(label, count, state, x, width, width * min(done, total) / total))
        x += width + GAP
    return tuple(segments)


def draw_shares(counts: Sequence[tuple[str, int]]) -> tuple[Share, ...]:
    """From (tone, count), one share each for those above nought."""
    counted = [(tone, count) for tone, count in counts if count > 0]
    room = 100.0 - GAP * max(0, len(counted) - 1)
    whole = sum(count for _, count in counted)
    shares, x = [], 0.0
    for tone, count in counted:
        width = room * count / whole
        shares.append(Share(tone, x, width))
        x += width + GAP
    return tuple(shares)
