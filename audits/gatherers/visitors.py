"""Asks once more, as an ordinary browser asks, for the pages that stopped our own program."""

import asyncio
import hashlib

from audits.core.artifacts import Artifact
from audits.core.derived.visitors import endpoint_visits, stops_of
from audits.core.estate import Estate
from audits.core.observed.http import HTTP, Hop, HttpHeader, PageBody, Visit
from audits.core.observed.visitors import VISITORS, BrowserAnswer, BrowserVisits
from audits.core.parsing.page_text import text_of_page
from audits.core.parsing.secrets.reading import redacted
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door

BROWSER = {
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language": "en-GB,en;q=0.9",
    "Upgrade-Insecure-Requests": "1",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-User": "?1",
}
"""What a person's browser says when an address is typed; nothing is done to pass for one beyond that."""
MOST_PAGES = 3
"""Pages of one host that are asked for again."""
BODY_BYTES = 100_000
TEXT_CHARACTERS = 20_000
SECONDS = 10.0


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host that stopped our program somewhere; none for the others."""
    visits = {label: value for (source, label), value in gathered.items() if source == HTTP.name}
    endpoints = endpoint_visits(estate, visits)
    stopped: dict[str, list[str]] = {}
    for host in estate.subjects(Host):
        visit = visits.get(host.label)
        if isinstance(visit, Visit):
            stops = stops_of(visit.host, (visit.chain, *(each.chain for each in endpoints)))
            if stops:
                stopped[host.label] = [stop.url for stop in stops[:MOST_PAGES]]
    found = await asyncio.gather(*(_of_host(label, urls, door) for label, urls in stopped.items()))
    return tuple(Artifact(VISITORS, seen.host, seen) for seen in found)


async def _of_host(host: str, urls: list[str], door: Door) -> BrowserVisits:
    return BrowserVisits(host, tuple(await asyncio.gather(*(_asked(url, door) for url in urls))))


async def _asked(url: str, door: Door) -> BrowserAnswer | Unavailable:
    page = await door.fetch(url, headers=BROWSER, limit=BODY_BYTES, seconds=SECONDS)
    if isinstance(page, Unavailable):
        return page
    headers = tuple(HttpHeader(name, value) for name, value in page.headers)
    hop = Hop(page.url, page.status, headers, page.address, page.seconds)
    text = redacted(text_of_page(page.body, hop.first("content-type"))[:TEXT_CHARACTERS])
    body = PageBody(hashlib.sha256(page.body).hexdigest(), len(page.body), text, is_whole=not page.truncated)
    return BrowserAnswer(url, hop, body)


VISITORS_GATHERER = Gatherer(source=VISITORS, title="Ordinary visitors", gather=gather, needs=(HTTP.name,))
