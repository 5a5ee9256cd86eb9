"""The sprint as a bar of hours for the cover: planned windows above, what happened below."""

from dataclasses import dataclass
from math import ceil

from handover.contents.moments import hour
from handover.contents.sprint_facts import StageFacts

HOURS = 48.0
WIDTH = 1000.0
GAP = 2.0
LETTER = 6.4
"""Width of a letter of a stage's name, on the drawing's grid, rounded up."""
INK, LATE = "#191f25", "#c17a1d"


@dataclass(frozen=True)
class Window:
    """One planned stretch; the name stands only where it fits."""

    number: int
    name: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    x: float
    width: float
    ink: str


@dataclass(frozen=True)
class Tick:
    x: float
    hour: int
    anchor: str


@dataclass(frozen=True)
class Ruler:
    """Everything the drawing needs, on a grid 1000 wide; `sentence` tells the same in words."""

    windows: tuple[Window, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    sentence: str


def ruler_of(stages: tuple[StageFacts, ...], elapsed: float) -> Ruler | None:
    """The drawing of a sprint that began; past 48 hours it grows."""
    if not stages:
        return None
    reach = max(HOURS, elapsed, *(stage.ended or 0 for stage in stages))
    span = HOURS if reach <= HOURS else ceil(reach / 6) * 6.0
    scale = WIDTH / span
    return Ruler(
        tuple(_window(stage, scale) for stage in stages),
        tuple(bar for stage in stages for bar in _bars(stage, elapsed, scale)),
        tuple(_tick(at, span, scale) for at in range(0, int(span) + 1, 6)),
        _sentence(stages, elapsed),
    )


def _window(stage: StageFacts, scale: float) -> Window:
    width = (stage.closes - stage.opens) * scale - GAP
    name = stage.title if len(stage.title) * LETTER <= width else ""
    return Window(stage.number, name, round(stage.opens * scale, 2), round(width, 2))


def _bars(stage: StageFacts, elapsed: float, scale: float) -> list[Bar]:
    """The stretch within the window, then the late one."""
    if stage.began is None:
        return []
    ended = stage.ended if stage.ended is not None else elapsed
    within = max(stage.began, min(ended, stage.closes))
    parts = ((stage.began, within, INK), (within, ended, LATE))
    return [
        Bar(round(start * scale, 2), round(max((end - start) * scale - GAP, 1), 2), ink)
        for start, end, ink in parts
        if end > start
    ]


def _tick(at: int, span: float, scale: float) -> Tick:
    anchor = "start" if at == 0 else "end" if at == span else "middle"
    return Tick(round(at * scale, 2), at, anchor)


def _sentence(stages: tuple[StageFacts, ...], elapsed: float) -> str:
    closed = [stage for stage in stages if stage.ended is not None]
    late = [stage for stage in closed if stage.ended is not None and stage.ended > stage.closes]
    told = f"Hour {hour(elapsed)} of 48; {len(closed)} of {len(stages)} stages closed, {len(late)} of them late."
    names = ", ".join(f"{stage.title} {stage.opens:g} to {stage.closes:g}" for stage in stages)
    return f"{told} Planned: {names}."
