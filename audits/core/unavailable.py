"""The answer we did not get, as the audits know it: the door's own value, which is standard library only."""

from dataclasses import dataclass

from portal.outbound.unavailable import Unavailable

__all__ = ["NotAsked", "Unavailable"]


@dataclass(frozen=True)
class NotAsked(Unavailable):
    """The answer nobody asked for: it takes proof of control and a person's click, and this run had not both."""

    reason: str = "this check needs proof of control"
