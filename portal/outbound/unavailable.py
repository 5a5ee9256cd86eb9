"""The answer we did not get: says what was tried, never anything about the client."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unavailable:
    """Why an answer is missing.

    `reason` is one clause without a full stop ("no answer from 192.0.2.1 port 443 within 5 s"), `tried` lists each
    attempt verbatim, `retry` says when another try makes sense ("in ten minutes").
    """

    reason: str
    tried: tuple[str, ...] = ()
    retry: str = "in ten minutes"
