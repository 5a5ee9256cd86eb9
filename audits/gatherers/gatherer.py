"""What a gatherer is: a named source, what it needs first, and a coroutine that records artifacts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.outbound.door import Door

from audits.core.artifacts import Artifact, Source
from audits.core.estate import Estate

Gathered = Mapping[tuple[str, str], object]
Gather = Callable[[Estate, Door, Gathered], Awaitable[tuple[Artifact, ...]]]


@dataclass(frozen=True)
class Gatherer:
    """`gather(estate, door, gathered)` returns values or `Unavailable`, and never raises for a bad network.

    `needs` names the sources that must be gathered before; their artifacts are in `gathered`. `title` is what the
    progress line shows ("DNS"). `seconds` bounds the whole gatherer: past it its artifacts are unavailable.
    """

    source: Source[Any]
    title: str
    gather: Gather
    needs: tuple[str, ...] = ()
    seconds: float = 60.0
