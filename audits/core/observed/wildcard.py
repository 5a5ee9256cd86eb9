"""What a visitor gets under a name of the domain that nobody made."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.observed.http import Hop, PageBody


@dataclass(frozen=True)
class InventedVisit:
    """The one answer to a visit of the invented name, redirects not followed."""

    name: str
    answer: Hop
    body: PageBody


WILDCARD: Source[InventedVisit] = Source("wildcard", InventedVisit)
