"""What a gatherer is: a named source, what it needs first, and a coroutine that records artifacts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from audits.core.artifacts import Artifact, Source
from audits.gatherers.permit import Caps

Gathered = Mapping[tuple[str, str], object]
Gather = Callable[..., Awaitable[tuple[Artifact, ...]]]
"""Takes an estate, the door and what was gathered before; an active one takes its `Permit` too."""


@dataclass(frozen=True)
class Gatherer:
    """`gather(estate, door, gathered)` returns values or `Unavailable`, and never raises for a bad network.

    `needs` names the sources that must be gathered before; their artifacts are in `gathered`. `title` is what the
    progress line shows ("DNS"). `seconds` bounds the whole gatherer: past it its artifacts are unavailable. One with
    `caps` is active: it never starts without a `Permit`, which `gather` takes as its fourth argument, ends by itself when
    that is stopped, and records what it has.
    """

    source: Source[Any]
    title: str
    gather: Gather
    needs: tuple[str, ...] = ()
    also: tuple[Source[Any], ...] = ()
    seconds: float = 60.0
    caps: Caps | None = None

    @property
    def sources(self) -> tuple[Source[Any], ...]:
        """Every source it records: its own and those it fills on the way."""
        return (self.source, *self.also)

    @property
    def records(self) -> tuple[str, ...]:
        """The names of those sources."""
        return tuple(source.name for source in self.sources)
