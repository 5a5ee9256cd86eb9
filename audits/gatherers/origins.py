"""Asks addresses that may be the server behind an edge for the site, each once or twice, and records what they say."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from audits.core.artifacts import Artifact, Artifacts
from audits.core.derived.origin_answers import Candidate, Site, site_behind_edge
from audits.core.estate import Estate
from audits.core.observed.dns import DNS
from audits.core.observed.http import HTTP, Hop, HttpHeader, PageBody
from audits.core.observed.mail import MAIL
from audits.core.observed.origins import (
    ANSWERED,
    NOT_PUBLIC,
    ORIGINS,
    REFUSED,
    SILENT,
    TLS_REFUSED,
    OriginAnswer,
    OriginAnswers,
)
from audits.core.observed.reach import REACH
from audits.core.parsing.page_text import text_of_page
from audits.core.parsing.secrets.reading import redacted
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.permit import Brake, Caps, Permit
from portal.outbound.door import Door, Page

MOST_CONNECTIONS = 6
"""Requests for one site, all addresses together; each is a connection of its own."""
MOST_SITES = 12
SITE_SECONDS = 40.0
ANSWER_SECONDS = 6.0
BODY_BYTES = 300_000
TEXT_CHARACTERS = 100_000
_ALERT = re.compile(r"^TLS with .* failed: (TLSV1|TLSV13|SSLV3)_")
SCHEMES = {443: "https", 80: "http"}
CAPS = Caps(
    sends="one ordinary visit of the site's page to each address of the estate that stands behind no edge",
    each="site",
    requests=MOST_CONNECTIONS,
    most=MOST_SITES,
    pace="one after another",
    seconds=SITE_SECONDS,
)


async def gather(estate: Estate, door: Door, gathered: Gathered, permit: Permit) -> tuple[Artifact, ...]:
    """One artifact a site behind an edge whose name is covered."""
    found: list[Artifact] = []
    seen = Artifacts(estate=estate, now=datetime.now(UTC), gathered=gathered)
    for host in estate.subjects(Host):
        site = site_behind_edge(seen.about(host)) if permit.covers(host.name) else None
        if not isinstance(site, Site):
            continue
        if len(found) >= MOST_SITES:
            reason = f"one run asks for {MOST_SITES} sites, and this is one more"
            found.append(Artifact(ORIGINS, host.label, Unavailable(reason, retry="with fewer hosts")))
        else:
            found.append(Artifact(ORIGINS, host.label, await _of_site(site, door, permit)))
    return tuple(found)


async def _of_site(site: Site, door: Door, permit: Permit) -> OriginAnswers:
    """The answers to as many requests as one site may cost."""
    brake, asked, unasked = Brake(SITE_SECONDS, slowest=SITE_SECONDS, faults=MOST_CONNECTIONS), [], []
    for candidate, port in _requests([one for each in site.candidates for one in await _resolved(each, site, door)]):
        url = f"{SCHEMES[port]}://{site.host}{_path(site)}"
        if door.nature(site.host, candidate.address):
            asked.append(OriginAnswer(candidate.address, candidate.known_from, url, NOT_PUBLIC, "not a public address"))
            continue
        if sum(each.outcome != NOT_PUBLIC for each in asked) >= MOST_CONNECTIONS:
            unasked.append(f"{url} at {candidate.address}")
            continue
        if permit.reason or not brake.may_go_on():
            break
        asking = door.fetch(url, address=candidate.address, verify=False, limit=BODY_BYTES, seconds=ANSWER_SECONDS)
        page = await permit.unless_stopped(asking)
        if page is None:
            break
        asked.append(_answer(candidate, url, page))
    return OriginAnswers(site.host, tuple(asked), tuple(unasked), permit.reason or brake.reason)


def _requests(candidates: list[Candidate]) -> Iterator[tuple[Candidate, int]]:
    """Every address over https first, then without; what refused before is not asked again."""
    for port in SCHEMES:
        for candidate in candidates:
            if port in candidate.ports:
                yield candidate, port


async def _resolved(candidate: Candidate, site: Site, door: Door) -> tuple[Candidate, ...]:
    """The candidate with its addresses, where only a name of it is known."""
    if candidate.address:
        return (candidate,)
    addresses = await door.addresses(candidate.name)
    if isinstance(addresses, Unavailable):
        return ()
    own = site.page.answer.address
    return tuple(Candidate(address, candidate.known_from) for address in addresses[:2] if address != own)


def _path(site: Site) -> str:
    """The path and the query of the page that visitors get through the edge."""
    parts = urlsplit(site.page.answer.url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _answer(candidate: Candidate, url: str, page: Page | Unavailable) -> OriginAnswer:
    if isinstance(page, Unavailable):
        return OriginAnswer(candidate.address, candidate.known_from, url, _outcome(page.reason), page.reason)
    headers = tuple(HttpHeader(name, value) for name, value in page.headers)
    hop = Hop(page.url, page.status, headers, page.address, page.seconds)
    text = redacted(text_of_page(page.body, hop.first("content-type"))[:TEXT_CHARACTERS])
    body = PageBody(hashlib.sha256(page.body).hexdigest(), len(page.body), text, not page.truncated)
    return OriginAnswer(candidate.address, candidate.known_from, url, ANSWERED, hop=hop, body=body)


def _outcome(reason: str) -> str:
    """The word for a request without an answer, by the door's own reasons.

    A TLS alert, which OpenSSL names by the protocol it came in, is the server's refusal; any other end may be ours.
    """
    if reason.endswith("refused the connection"):
        return REFUSED
    return TLS_REFUSED if _ALERT.search(reason) else SILENT


ORIGINS_GATHERER = Gatherer(
    source=ORIGINS,
    title="Origins",
    gather=gather,
    needs=(DNS.name, REACH.name, HTTP.name, MAIL.name),
    seconds=MOST_SITES * SITE_SECONDS + 20,
    caps=CAPS,
)
