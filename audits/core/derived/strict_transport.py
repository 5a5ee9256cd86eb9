"""The Strict-Transport-Security fields a host sends over https, from whichever of its answers can prove them."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.pages import visits_of_endpoints
from audits.core.derived.visits import visit_of_host
from audits.core.derived.walls import wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import Hop, Visit
from audits.core.unavailable import Unavailable

FIELD = "Strict-Transport-Security"

_PRELOADED_NAMES = (
    *("app", "bank", "boo", "channel", "dad", "day", "dev", "esq", "foo", "ing", "insurance", "meme", "mov", "new"),
    *("nexus", "page", "phd", "prof", "rsvp", "zip"),
)
PRELOADED = frozenset(_PRELOADED_NAMES)
"""Top-level domains that browsers only ever visit over https (Chromium's preload list)."""


@dataclass(frozen=True)
class HstsSent:
    """What the answer at `url` sent; `preloaded` names the top-level domain that needs no field, if it is one."""

    host: str
    url: str
    status: int
    fields: tuple[str, ...]
    preloaded: str = ""


def hsts_of_host(artifacts: Artifacts) -> HstsSent | Unavailable | Inapplicable:
    """The fields of the answer that counts: one that sends some, else one that servers would put them on."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    visits = (visit, *visits_of_endpoints(artifacts, visit.host))
    answers = [hop for seen in visits for hop in seen.chain.hops if hop.host == visit.host and hop.scheme == "https"]
    if not answers:
        return visit.chain.missing or Unavailable(f"{visit.host} gave no answer over https")
    # nginx adds fields to 2xx and 3xx answers alone, so that a field missing from a 404 proves nothing.
    telling = [hop for hop in answers if hop.fields(FIELD)] or [hop for hop in answers if _proves_absence(hop)]
    if not telling:
        return Unavailable(wall(answers[0]) or f"{answers[0].url} answered {answers[0].status}, which proves nothing")
    zone = visit.host.rpartition(".")[2]
    hop = telling[0]
    return HstsSent(visit.host, hop.url, hop.status, hop.fields(FIELD), zone if zone in PRELOADED else "")


def _proves_absence(hop: Hop) -> bool:
    return 200 <= hop.status < 400 and wall(hop) is None
