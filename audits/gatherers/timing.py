"""Times the endpoints people wait for: a few plain GETs, one after another, on one kept-alive connection a host."""

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

HOST_REQUESTS = 6
"""Requests of this gatherer to one host, the one that opens the connection among them: its part of the 60 of a run."""
COSTLY = frozenset({"report", "export"})
"""Purposes whose every request is work for the client's machines."""
COSTLY_ROUNDS = 2
HOST_SECONDS = 25.0
"""No further request to one host begins after so long: time for two answers of a page that takes nine seconds."""
REQUEST_SECONDS = 10.0
BODY_BYTES = 2_000_000


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact an endpoint that people wait for; endpoints that end at the same page share its times."""
    reasons: dict[str, Unavailable] = {}
    pages: dict[str, str] = {}
    costly: set[str] = set()
    for endpoint in (each for each in estate.subjects(Endpoint) if each.purpose not in UNTIMED and not each.takes_json):
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
    """The pages of one host in turns, as many as its share of requests allows.

    A visit already asked each page, so that what is cold is warm; here one request opens the connection. Every page
    gets one turn, then those with the fewest answers get another, the slowest of them first.
    """
    timed, begun = urls[: HOST_REQUESTS - 1], time.monotonic()
    answers: dict[str, list[TimedAnswer]] = {url: [] for url in timed}
    missing: dict[str, Unavailable] = {}
    for number in range(HOST_REQUESTS):
        url = timed[0] if number == 0 else _next(answers, costly, missing)
        if url is None or time.monotonic() - begun > HOST_SECONDS:
            break
        page = await door.fetch(url, limit=BODY_BYTES, seconds=REQUEST_SECONDS, alone=True)
        why_not = _why_not(url, page)
        if why_not:
            missing[url] = why_not
        elif number and isinstance(page, Page):
            answers[url].append(TimedAnswer(page.status, page.seconds))
    late = "the other endpoints of its host took too long" if len(timed) > 1 else "its host took too long"
    for url in urls:
        if not answers.get(url):
            reason = late if url in answers else f"the {HOST_REQUESTS} timed requests of a host went to other endpoints"
            missing.setdefault(
                url, Unavailable(f"{url} was not timed: {reason}", retry="in a run over fewer endpoints")
            )
    return {url: missing.get(url) or ResponseTimes(url, tuple(answers[url])) for url in urls}


def _next(answers: dict[str, list[TimedAnswer]], costly: set[str], missing: dict[str, Unavailable]) -> str | None:
    """Whose turn it is; None when everybody has had enough."""
    waiting = [
        url
        for url, told in answers.items()
        if url not in missing and not (url in costly and len(told) >= COSTLY_ROUNDS)
    ]
    return min(waiting, key=lambda url: (len(answers[url]), -_slowest(answers[url])), default=None)


def _slowest(answers: list[TimedAnswer]) -> float:
    return max((answer.seconds for answer in answers), default=0.0)


def _why_not(url: str, page: Page | Unavailable) -> Unavailable | None:
    """Why this answer is no page to time."""
    if isinstance(page, Unavailable):
        return page
    if page.status in REDIRECTS:
        return Unavailable(f"{url} sends visitors without cookies on ({page.status})", (f"GET {url}",))
    return Unavailable(f"{url} is longer than {BODY_BYTES} bytes") if page.truncated else None


TIMING_GATHERER = Gatherer(
    source=TIMING,
    title="Response times",
    gather=gather,
    needs=(HTTP.name,),
    seconds=HOST_SECONDS + REQUEST_SECONDS + 10,
)
