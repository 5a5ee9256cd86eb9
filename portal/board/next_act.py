"""What is next for the person who looks: at most three acts, the most urgent first; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST = 3
RANKS = {"blocker": 0, "incident": 1, "cleanup": 2, "": 3}
SIGNS = {"open": 0, "decide": 2, "open-warn": 3, "could-not-check": 4}


@dataclass(frozen=True)
class Act:
    """One thing to do: where it is done, its sign, its name, and why."""

    address: str
    sign: str
    title: str
    says: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Candidate:
    """An item that may be next; `is_mine` also holds for an item that is nobody's."""

    act: Act
    stage_number: int
    rank: str
    is_mine: bool


def next_acts(
    first: Iterable[Act], candidates: Iterable[Candidate], last: Iterable[Act], running: int
) -> tuple[Act, ...]:
    """`first` always leads; then my open items, blockers of any stage before the running stage's; then `last`."""
    mine = [one for one in candidates if one.is_mine and one.act.sign in SIGNS and one.stage_number <= running]
    blockers = [one for one in candidates if one.is_mine and one.rank == "blocker" and one.stage_number > running]
    ordered = sorted(
        [*mine, *blockers], key=lambda one: (RANKS[one.rank], SIGNS.get(one.act.sign, 1), one.stage_number)
    )
    return (*first, *(one.act for one in ordered), *last)[:MOST]
