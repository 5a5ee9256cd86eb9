"""How long an endpoint took to answer, request by request on one kept-alive connection."""

from dataclasses import dataclass

from audits.core.artifacts import Source


@dataclass(frozen=True)
class TimedAnswer:
    """One request: its status and the seconds to the last byte."""

    status: int
    seconds: float


@dataclass(frozen=True)
class ResponseTimes:
    """The requests on a connection that was open before, in order; `url` is what was really asked."""

    url: str
    answers: tuple[TimedAnswer, ...]


TIMING: Source[ResponseTimes] = Source("timing", ResponseTimes)
