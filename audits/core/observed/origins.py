"""What addresses that may be the server behind an edge answered when they were asked for the site directly."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.observed.http import Hop, PageBody

ANSWERED = "answered"
REFUSED = "refused"
TLS_REFUSED = "tls-refused"
SILENT = "silent"
NOT_PUBLIC = "not-public"


@dataclass(frozen=True)
class OriginAnswer:
    """One request at one address: `outcome` is one of the five words above, `says` why there is no answer.

    `hop` and `body` are there where something was answered; `known_from` tells why the address was asked at all.
    """

    address: str
    known_from: str
    url: str
    outcome: str
    says: str = ""
    hop: Hop | None = None
    body: PageBody | None = None


@dataclass(frozen=True)
class OriginAnswers:
    """Everything asked for one site; `unasked` are the requests left out, `ended` says why it ended before its end."""

    host: str
    answers: tuple[OriginAnswer, ...]
    unasked: tuple[str, ...] = ()
    ended: str = ""


ORIGINS: Source[OriginAnswers] = Source("origins", OriginAnswers, is_active=True)
