"""Asks every https host for a few files that no visitor should get, and for one that cannot be there."""

import asyncio
import secrets

from audits.core.artifacts import Artifact
from audits.core.derived.walls import is_bot_wall
from audits.core.estate import Estate
from audits.core.observed.dns import DNS
from audits.core.observed.exposure import EXPOSURE, ExposedFile, ExposedFiles
from audits.core.observed.http import HTTP, Hop, HttpHeader, Visit
from audits.core.observed.secret import SecretPlace
from audits.core.parsing.exposed_file import BAITS, Bait
from audits.core.parsing.secrets.reading import merged, sightings_in
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.gatherers.digest_key import digest_key
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door, Page

LONGEST = 64_000
"""Bytes read of an answer: enough to tell a file by its grammar."""
PATIENCE_SECONDS = 8.0
TOO_MANY, FAULT = 429, 500


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host that was visited."""
    key = digest_key()
    visits = [(host, gathered.get((HTTP.name, host.label))) for host in estate.subjects(Host)]
    seen = [(host, visit) for host, visit in visits if isinstance(visit, Visit)]
    found = await asyncio.gather(*(_of_host(host.name, visit, door, key) for host, visit in seen))
    return tuple(Artifact(EXPOSURE, host.label, files) for (host, _), files in zip(seen, found, strict=True))


async def _of_host(name: str, visit: Visit, door: Door, key: bytes) -> ExposedFiles | Unavailable:
    """What the host hands out; nothing more is asked of one that does not even answer for an invented address.

    Whoever looks for such files does not mind a certificate, so they are asked for where browsers refuse it, too.
    """
    verify = visit.unverified is None
    invented = f"https://{name}/.{secrets.token_hex(8)}/HEAD"
    control = await door.fetch(invented, limit=LONGEST, seconds=PATIENCE_SECONDS, verify=verify)
    if isinstance(control, Unavailable):
        return control
    asked, unread, exposed = [], [], []
    urls = [f"https://{name}{bait.path}" for bait in BAITS]
    pages = await asyncio.gather(
        *(door.fetch(url, limit=LONGEST, seconds=PATIENCE_SECONDS, verify=verify) for url in urls)
    )
    for bait, url, page in zip(BAITS, urls, pages, strict=True):
        why_not = _why_unread(page)
        if isinstance(page, Unavailable) or why_not:
            unread.append(f"{url}: {why_not}")
            continue
        asked.append(url)
        file = _exposed(bait, page, control, key)
        if file:
            exposed.append(file)
    return ExposedFiles(name, tuple(asked), tuple(exposed), tuple(unread))


def _why_unread(page: Page | Unavailable) -> str:
    """Why an answer does not tell what is there; empty when it does."""
    if isinstance(page, Unavailable):
        return page.reason
    hop = Hop(page.url, page.status, tuple(HttpHeader(name, value) for name, value in page.headers))
    if is_bot_wall(hop):
        return "a bot wall answered"
    if page.status == TOO_MANY:
        return "the host asked us to slow down (429)"
    return f"server error ({page.status})" if page.status >= FAULT else ""


def _exposed(bait: Bait, page: Page, control: Page, key: bytes) -> ExposedFile | None:
    """The file when its content is what its name promises, and the invented address got nothing of the kind."""
    shown = bait.reads(page.body)
    if shown is None or page.body == control.body or bait.reads(control.body) is not None:
        return None
    places = ((sighting, SecretPlace(page.url, sighting.line)) for sighting in sightings_in(page.body, bait.path, key))
    return ExposedFile(page.url, bait.grammar, _size(page), shown, merged(places))


def _size(page: Page) -> int:
    """The file's whole size where the host tells it, else what was read."""
    told = next((value for name, value in page.headers if name.lower() == "content-length"), "")
    return int(told) if page.truncated and told.isdecimal() else len(page.body)


EXPOSURE_GATHERER = Gatherer(
    source=EXPOSURE, title="Exposed files", gather=gather, needs=(DNS.name, HTTP.name), seconds=75.0
)
