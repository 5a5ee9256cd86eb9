"""Times the endpoints people wait for: plain GETs, one after another, on one kept-alive connection a host."""

import asyncio
import time
from urllib.parse import urlsplit

from audits.core.artifacts import Artifact
from audits.core.derived.endpoints import UNTIMED
from audits.core.derived.walls import wall
from audits.core.estate import Estate
from audits.core.observed.http import HTTP, REDIRECTS, Visit
from audits.core.observed.timing import TIMING, ResponseTimes, TimedAnswer
from audits.core.subject import Endpoint
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door, Page

HOST_REQUESTS = 24
"""Requests of this gatherer to one host, warm-ups among them: a part of the 60 that all gatherers share."""
MOST_ROUNDS = 10
FEWEST_ROUNDS = 3
"""What a quick page is asked at least; where the budget does not allow so many, an endpoint is not timed."""
COSTLY = frozenset({"report", "export"})
"""Purposes whose every request is work for the client's machines: they get the fewest rounds."""
ROUNDS_SECONDS = 8.0
"""No further request of one endpoint begins after so long."""
REQUEST_SECONDS = 10.0
BODY_BYTES = 2_000_000


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact an endpoint that people wait for; endpoints that end at the same page share its times."""
    reasons: dict[str, Unavailable] = {}
    pages: dict[str, str] = {}
    costly: set[str] = set()
    for endpoint in (each for each in estate.subjects(Endpoint) if each.purpose not in UNTIMED):
        page = _page(endpoint, gathered)
        if isinstance(page, Unavailable):
            reasons[endpoint.label] = page
        else:
            pages[endpoint.label] = page
            costly |= {page} if endpoint.purpose in COSTLY else set()
    by_host: dict[str, list[str]] = {}
    for url in dict.fromkeys(pages.values()):
        by_host.setdefault(urlsplit(url).hostname or "", []).append(url)
    found = await asyncio.gather(*(_of_host(urls, costly, door) for urls in by_host.values()))
    times = {url: told for host in found for url, told in host.items()}
    told = {label: times[url] for label, url in pages.items()} | reasons
    return tuple(Artifact(TIMING, label, value) for label, value in told.items())


def _page(endpoint: Endpoint, gathered: Gathered) -> str | Unavailable:
    """The address of the page a visit ended at, where it showed one, or the demand to sign in."""
    visit = gathered.get((HTTP.name, endpoint.label), gathered.get((HTTP.name, "")))
    if not isinstance(visit, Visit):
        return visit if isinstance(visit, Unavailable) else Unavailable(f"{endpoint.url} was not visited")
    last = visit.chain.last
    if last is None:
        return visit.chain.missing or Unavailable(f"{endpoint.url} ends at no page", retry="after it does")
    reason = wall(last, visit.chain.body)
    if reason is None and last.status >= 400 and last.status != 401:
        reason = f"{last.url} answered {last.status}"
    return last.url if reason is None else Unavailable(reason, (f"GET {last.url}",))


async def _of_host(urls: list[str], costly: set[str], door: Door) -> dict[str, ResponseTimes | Unavailable]:
    """The pages of one host one after another, as many as its share of requests allows."""
    timed = urls[: HOST_REQUESTS // (FEWEST_ROUNDS + 1)]
    rounds = min(MOST_ROUNDS, HOST_REQUESTS // max(len(timed), 1) - 1)
    found: dict[str, ResponseTimes | Unavailable] = {}
    for url in timed:
        try:
            async with asyncio.timeout(ROUNDS_SECONDS + REQUEST_SECONDS):
                found[url] = await _times(url, FEWEST_ROUNDS if url in costly else rounds, door)
        except TimeoutError:
            found[url] = Unavailable(f"{url} was not timed within {ROUNDS_SECONDS + REQUEST_SECONDS:.0f} s")
    for url in urls[len(timed) :]:
        reason = f"the {HOST_REQUESTS} timed requests a run makes to one host went to other endpoints"
        found[url] = Unavailable(reason, retry="in a run over fewer endpoints")
    return found


async def _times(url: str, rounds: int, door: Door) -> ResponseTimes | Unavailable:
    """The rounds after one warm-up; a single answer that is missing makes them all unavailable."""
    begun = time.monotonic()
    answers: list[TimedAnswer] = []
    for number in range(rounds + 1):
        if number > 1 and time.monotonic() - begun > ROUNDS_SECONDS:
            break
        page = await door.fetch(url, limit=BODY_BYTES, seconds=REQUEST_SECONDS, alone=True)
        why_not = _why_not(url, page)
        if why_not:
            return why_not
        if number and isinstance(page, Page):
            answers.append(TimedAnswer(page.status, page.seconds))
    return ResponseTimes(url, tuple(answers))


def _why_not(url: str, page: Page | Unavailable) -> Unavailable | None:
    """Why this answer is no page to time."""
    if isinstance(page, Unavailable):
        return page
    if page.status in REDIRECTS:
        return Unavailable(f"{url} sends visitors without cookies on ({page.status})", (f"GET {url}",))
    return Unavailable(f"{url} is longer than {BODY_BYTES} bytes") if page.truncated else None


TIMING_GATHERER = Gatherer(source=TIMING, title="Response times", gather=gather, needs=(HTTP.name,), seconds=150.0)
