"""Visits a name nobody made, where DNS answers for every name below the domain."""

import hashlib

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import ZONE, ZoneRecords
from audits.core.observed.http import Hop, HttpHeader, PageBody
from audits.core.observed.wildcard import WILDCARD, InventedVisit
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door, Page

MOST_BYTES = 200_000


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact for the domain, if it has a wildcard that leads to an address."""
    zone = gathered.get((ZONE.name, estate.domain.label)) if estate.domain else None
    if not isinstance(zone, ZoneRecords) or isinstance(zone.wildcard, Unavailable) or not zone.wildcard:
        return ()
    if not zone.invented or zone.wildcard_status != "NOERROR":
        return ()
    return (Artifact(WILDCARD, zone.name, await _visit(zone.invented, door)),)


async def _visit(name: str, door: Door) -> InventedVisit | Unavailable:
    """The answer over https, or over http where browsers would not take that one."""
    page = await door.fetch(f"https://{name}/", limit=MOST_BYTES)
    if isinstance(page, Unavailable):
        plain = await door.fetch(f"http://{name}/", limit=MOST_BYTES)
        if isinstance(plain, Unavailable):
            return Unavailable(page.reason, (*page.tried, *plain.tried), plain.retry)
        page = plain
    return InventedVisit(name, _hop(page), _body(page))


def _hop(page: Page) -> Hop:
    headers = tuple(HttpHeader(name, value) for name, value in page.headers)
    return Hop(page.url, page.status, headers, page.address, page.seconds, page.http_version)


def _body(page: Page) -> PageBody:
    text = page.body.decode("utf-8", "replace")
    return PageBody(hashlib.sha256(page.body).hexdigest(), len(page.body), text, is_whole=not page.truncated)


WILDCARD_GATHERER = Gatherer(source=WILDCARD, title="Invented name", gather=gather, needs=(ZONE.name,))
