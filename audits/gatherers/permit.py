"""What an active gatherer may do: to whom it may send, how much, and when it has to stop."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

ENOUGH = frozenset({403, 423, 429})
"""Statuses after which nothing more is sent, whatever they were meant to say."""


@dataclass(frozen=True)
class Caps:
    """The bounds of one active gatherer, in the words and figures a person sees before the click.

    `requests` are sent at most for each `each` (a log-in, a site) of at most `most` of them; `seconds` is the longest it
    sends to one.
    """

    sends: str
    each: str
    requests: int
    most: int
    pace: str
    seconds: float


@dataclass(frozen=True)
class Proven:
    """A name whose control is proven just now; `below` where every name below it is covered as well."""

    name: str
    below: bool

    def covers(self, host: str) -> bool:
        """Whether requests may be sent to this host."""
        return host == self.name or (self.below and host.endswith(f".{self.name}"))


class Permit:
    """One run's leave to send: it ends when somebody stops it, and whoever waits on it is woken at once."""

    def __init__(self, proven: tuple[Proven, ...]) -> None:
        self.proven = proven
        self.reason = ""
        """Why nothing more may be sent; empty while it may."""
        self._stopped = asyncio.Event()

    def covers(self, host: str) -> bool:
        """Whether control of the host is proven."""
        return any(name.covers(host) for name in self.proven)

    def stop(self, reason: str) -> None:
        """Nothing more is sent from now on; the first reason stands."""
        self.reason = self.reason or reason
        self._stopped.set()

    async def pause(self, seconds: float) -> bool:
        """Wait; False as soon as nothing more may be sent."""
        if seconds > 0 and not self.reason:
            try:
                async with asyncio.timeout(seconds):
                    await self._stopped.wait()
            except TimeoutError:
                pass
        return not self.reason

    async def unless_stopped(self, asked: Coroutine[Any, Any, T]) -> T | None:
        """What was asked for, or None when it was cut off because nothing more may be sent."""
        asking = asyncio.ensure_future(asked)
        stopped = asyncio.ensure_future(self._stopped.wait())
        try:
            await asyncio.wait({asking, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return asking.result() if asking.done() else None
        finally:
            for task in (asking, stopped):
                task.cancel()
            await asyncio.gather(asking, stopped, return_exceptions=True)


class Brake:
    """Stops a burst by itself: it takes too long, an answer is too slow, or the host is in trouble."""

    def __init__(self, seconds: float, *, slowest: float, faults: int = 2) -> None:
        self.seconds, self.slowest, self.faults = seconds, slowest, faults
        self.reason = ""
        """Why it stopped; empty while it may go on."""
        self._in_a_row = 0
        self._began = asyncio.get_running_loop().time()

    @property
    def spent(self) -> float:
        """Seconds since it began."""
        return asyncio.get_running_loop().time() - self._began

    def note(self, status: int | None, seconds: float) -> None:
        """Take one answer in; `status` is None where there was none."""
        self._in_a_row = self._in_a_row + 1 if status is None or status >= 500 else 0
        if status is None:
            self.reason = self.reason or "the host gave no answer"
        elif status in ENOUGH:
            self.reason = self.reason or f"the host wants no more ({status})"
        elif self._in_a_row >= self.faults:
            self.reason = self.reason or f"{self.faults} server errors in a row ({status})"
        elif seconds > self.slowest:
            self.reason = self.reason or f"an answer took {seconds:.1f} s"

    def may_go_on(self) -> bool:
        """Whether another request may be sent now."""
        if not self.reason and self.spent >= self.seconds:
            self.reason = f"{self.seconds:.0f} s were over"
        return not self.reason
