"""Whether a host's addresses take connections on the ordinary ports."""

from dataclasses import dataclass

from audits.core.artifacts import Source


@dataclass(frozen=True)
class PortAttempts:
    """One port of one address; each outcome is open, refused, silent, unreachable (from here) or "not public"."""

    address: str
    port: int
    outcomes: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether one attempt connected."""
        return "open" in self.outcomes

    @property
    def is_closed(self) -> bool:
        """Whether three attempts in a row were refused or met silence; less proves nothing."""
        return len(self.outcomes) >= 3 and set(self.outcomes) <= {"refused", "silent"}


@dataclass(frozen=True)
class HostReach:
    """Every attempt at every address of a host."""

    name: str
    attempts: tuple[PortAttempts, ...]

    @property
    def answering(self) -> tuple[str, ...]:
        """The addresses with an open port, in the order tried."""
        return tuple(dict.fromkeys(attempt.address for attempt in self.attempts if attempt.is_open))

    @property
    def dead(self) -> tuple[str, ...]:
        """The addresses all of whose ports were proven closed."""
        tried = dict.fromkeys(attempt.address for attempt in self.attempts)
        return tuple(
            address
            for address in tried
            if all(attempt.is_closed for attempt in self.attempts if attempt.address == address)
        )


REACH: Source[HostReach] = Source("reach", HostReach)
