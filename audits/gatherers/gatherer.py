"""What a gatherer is: a named source, what it needs first, and a coroutine that records artifacts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from audits.core.artifacts import Artifact, Source
from audits.core.estate import Estate
from portal.outbound.door import Door

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
    also: tuple[Source[Any], ...] = ()
    seconds: float = 60.0

    @property
    def sources(self) -> tuple[Source[Any], ...]:
        """Every source it records: its own and those it fills on the way."""
        return (self.source, *self.also)

    @property
    def records(self) -> tuple[str, ...]:
        """The names of those sources."""
        return tuple(source.name for source in self.sources)
