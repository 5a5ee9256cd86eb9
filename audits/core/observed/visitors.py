"""What an ordinary browser's request was answered where our own was refused or met a wall."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.observed.http import Hop, PageBody
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class BrowserAnswer:
    """The one answer to a browser's request for a URL, redirects not followed."""

    url: str
    hop: Hop
    body: PageBody


@dataclass(frozen=True)
class BrowserVisits:
    """The addresses of one host that stopped our program, asked once more as a browser asks."""

    host: str
    answers: tuple[BrowserAnswer | Unavailable, ...]


VISITORS: Source[BrowserVisits] = Source("visitors", BrowserVisits)
