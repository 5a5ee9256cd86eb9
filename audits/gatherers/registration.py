"""Asks the registry, over RDAP, until when the domain is registered."""

from urllib.parse import urljoin

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import ZONE, ParentAnswer, ZoneRecords
from audits.core.observed.registration import REGISTRATION, Registration
from audits.core.parsing.rdap import RdapDomain, parsed_rdap
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.rdap_servers import server_for
from portal.outbound.door import Door, Page

MOST_NAMES = 3
"""Names tried from the domain up; the registered one is seldom further away."""
MOST_REDIRECTS = 3
ANSWER_BYTES = 512_000
SECONDS = 8.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})
LOOK = "in the account at the registrar, where the date stands"


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact for the domain."""
    if estate.domain is None:
        return ()
    zone = gathered.get((ZONE.name, estate.domain.label))
    names = registrable(estate.domain.name, zone if isinstance(zone, ZoneRecords) else None)
    return (Artifact(REGISTRATION, estate.domain.label, await _of_first(names, door)),)


def registrable(domain: str, zone: ZoneRecords | None) -> tuple[str, ...]:
    """The names that may be the registered one, likeliest first.

    Registries delegate what they sell, so it is a zone of its own: the domain, or the zone it lies in, or one above it.
    No list of suffixes is guessed from; the registry's 404 decides.
    """
    top = domain
    if zone is not None and not zone.name_servers and zone.zone and domain.endswith("." + zone.zone):
        top = zone.zone
    above = zone.parent.zone if zone is not None and isinstance(zone.parent, ParentAnswer) else top.partition(".")[2]
    names = [top]
    while "." in above and len(names) < MOST_NAMES:
        names.append(above)
        above = above.partition(".")[2]
    return tuple(names)


async def _of_first(names: tuple[str, ...], door: Door) -> Registration | Unavailable:
    """The first name the registry knows."""
    server = server_for(names[0], dict(door.rules.rdap))
    top_level = names[0].rpartition(".")[2]
    if server is None:
        return Unavailable(f"the registry of .{top_level} publishes no RDAP server", retry=LOOK)
    tried: list[str] = []
    for name in names:
        found = await _asked(name, f"{server}domain/{name}", door)
        if isinstance(found, Registration):
            return found
        tried += found.tried
        if not found.reason.startswith(UNKNOWN):
            return Unavailable(found.reason, tuple(tried), found.retry)
    return Unavailable(f"the registry of .{top_level} does not know {names[0]}", tuple(tried), LOOK)


UNKNOWN = "404"


async def _asked(name: str, url: str, door: Door) -> Registration | Unavailable:
    page = await _page(url, door)
    if isinstance(page, Unavailable):
        return page
    tried = (f"GET {page.url}: {page.status}",)
    if page.status == 404:
        return Unavailable(f"{UNKNOWN} for {name}", tried)
    if page.status == 429:
        return Unavailable("the registry answers no more questions from here for now (429)", tried, "in an hour")
    if page.status != 200:
        return Unavailable(f"the registry's server answered {page.status}", tried, f"later, or look {LOOK}")
    found = None if page.truncated else parsed_rdap(page.body)
    if found is None or found.name != name:
        return Unavailable(f"the registry's answer about {name} is not one about that domain", tried, LOOK)
    return _registration(found, page.url)


def _registration(found: RdapDomain, url: str) -> Registration:
    return Registration(
        found.name, url, found.registrar, found.expires, found.statuses, found.name_servers, found.registered
    )


async def _page(url: str, door: Door) -> Page | Unavailable:
    """The answer, redirects followed, which RDAP servers use to lead to each other (RFC 7480 section 5.2)."""
    for _ in range(MOST_REDIRECTS):
        page = await door.fetch(url, headers={"Accept": "application/rdap+json"}, limit=ANSWER_BYTES, seconds=SECONDS)
        if isinstance(page, Unavailable) or page.status not in REDIRECTS:
            return page
        place = next((value for field, value in page.headers if field.lower() == "location"), "")
        url = urljoin(url, place)
    return Unavailable(f"the registry's server leads on more than {MOST_REDIRECTS} times", (f"GET {url}",), LOOK)


REGISTRATION_GATHERER = Gatherer(
    source=REGISTRATION, title="Registration", gather=gather, needs=(ZONE.name,), seconds=40.0
)
