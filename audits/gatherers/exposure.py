"""Asks every https host for a few files that no visitor should get, and for one that cannot be there."""

import asyncio
import secrets
from urllib.parse import urlsplit

from audits.core.artifacts import Artifact
from audits.core.derived.walls import OF_THE_REQUEST, is_bot_wall
from audits.core.estate import Estate
from audits.core.observed.dns import DNS
from audits.core.observed.exposure import EXPOSURE, ExposedFile, ExposedFiles
from audits.core.observed.http import HTTP, Hop, HttpHeader, Visit
from audits.core.observed.secret import SecretPlace
from audits.core.parsing.baits import FOLLOWING, Bait, baits_for, folder_bait
from audits.core.parsing.debug_route import DIRECTORY, directory
from audits.core.parsing.scripts import scripts_of_page
from audits.core.parsing.secrets.reading import merged, sightings_in
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.gatherers.digest_key import digest_key
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door, Page

LONGEST = 64_000
"""Bytes read of an answer: enough to tell a file by its grammar."""
PATIENCE_SECONDS = 8.0
REFUSED, TOO_MANY, FAULT = 403, 429, 500


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
    control = await _page(f"https://{name}/.{secrets.token_hex(8)}/HEAD", door, verify=verify)
    if isinstance(control, Unavailable):
        return control
    why_not = _why_unread(control) or _why_shut(control, visit)
    if why_not:
        return Unavailable(f"{name}: {why_not}", (f"GET {control.url}",))
    asking = _Asking(name, door, key, control, verify=verify)
    asking.exposed += _listing_of(visit)
    await asking.ask((*baits_for(name), *_folder_of(visit)))
    await asking.ask(tuple(FOLLOWING[file.grammar] for file in asking.exposed if file.grammar in FOLLOWING))
    return ExposedFiles(name, tuple(asking.asked), tuple(asking.exposed), tuple(asking.unread))


async def _page(url: str, door: Door, *, verify: bool) -> Page | Unavailable:
    return await door.fetch(url, limit=LONGEST, seconds=PATIENCE_SECONDS, verify=verify)


class _Asking:
    """What one host was asked for, and what came of it; `control` is its answer for an address that cannot be."""

    def __init__(self, name: str, door: Door, key: bytes, control: Page, *, verify: bool) -> None:
        self.name, self.door, self.key, self.verify, self.control = name, door, key, verify, control
        self.asked: list[str] = []
        self.unread: list[str] = []
        self.exposed: list[ExposedFile] = []

    async def ask(self, baits: tuple[Bait, ...]) -> None:
        """Ask for all of them at once, and note what is there."""
        urls = [f"https://{self.name}{bait.path}" for bait in baits]
        pages = await asyncio.gather(*(_page(url, self.door, verify=self.verify) for url in urls))
        for bait, url, page in zip(baits, urls, pages, strict=True):
            why_not = _why_unread(page)
            if isinstance(page, Unavailable) or why_not:
                self.unread.append(f"{url}: {why_not}")
                continue
            self.asked.append(url)
            file = _exposed(bait, page, self.control, self.key)
            if file:
                self.exposed.append(file)


def _folder_of(visit: Visit) -> tuple[Bait, ...]:
    """The folder the home page loads its first script from: the one nearest to the root, so that builds share it."""
    chain = visit.unverified or visit.chain
    if chain.last is None or chain.body is None or not chain.last.is_html:
        return ()
    for script in scripts_of_page(chain.body.text, chain.last.url):
        parts = urlsplit(script)
        folders = parts.path.split("/")[1:-1]
        if parts.hostname == visit.host and folders and folders[0]:
            return (folder_bait(f"/{folders[0]}/"),)
    return ()


def _listing_of(visit: Visit) -> list[ExposedFile]:
    """The home page, where it is no page but a list of files."""
    chain = visit.unverified or visit.chain
    last, body = chain.last, chain.body
    if last is None or body is None or last.host != visit.host:
        return []
    shown = directory(body.text.encode())
    return [ExposedFile(last.url, DIRECTORY, body.size, shown)] if shown else []


def _why_shut(control: Page, visit: Visit) -> str:
    """Whether the host refuses us whatever we ask; a refusal of dot files alone is an answer about them."""
    last = (visit.unverified or visit.chain).last
    shut = control.status == REFUSED and last is not None and last.status == REFUSED
    return "the host refuses us whatever we ask (403)" if shut else ""


def _why_unread(page: Page | Unavailable) -> str:
    """Why an answer does not tell what is there; empty when it does."""
    if isinstance(page, Unavailable):
        return page.reason
    hop = Hop(page.url, page.status, tuple(HttpHeader(name, value) for name, value in page.headers))
    if is_bot_wall(hop):
        return "a bot wall answered"
    if page.status == TOO_MANY:
        return "the host asked us to slow down (429)"
    if page.status in OF_THE_REQUEST:
        return f"the host did not take our request ({page.status})"
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
    source=EXPOSURE, title="Exposed files", gather=gather, needs=(DNS.name, HTTP.name), seconds=45.0
)
