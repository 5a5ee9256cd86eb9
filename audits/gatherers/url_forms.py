"""Asks every web host for the other forms of its addresses and for one nobody made: at most eight requests a host."""

import asyncio
import secrets
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from audits.core.artifacts import Artifact
from audits.core.derived.walls import is_bot_wall
from audits.core.estate import Estate
from audits.core.observed.dns import DNS
from audits.core.observed.http import HTTP, RedirectChain, Visit
from audits.core.observed.url_forms import CASE, FORMS, INDEX, PAGE, PLAIN, SISTER, SLASH, UrlForm, UrlForms
from audits.core.parsing.page_links import pages_linked
from audits.core.parsing.url_form import other_case, other_slash
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.gatherers.following import Follower
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door

MOST_REQUESTS = 8
"""Requests of this gatherer to one host, redirects it follows among them."""
HOST_SECONDS = 20.0
"""No further form of a host is tried once its forms took so long."""
REPEATS = 2
REPEAT_PAUSE = 0.5
PURPOSES = ("login", "critical", "page", "account", "admin", "report", "home", "api")
"""Endpoints whose address is tried in other forms, those that people type and share first."""
MARK = "launch-ready=1"
"""A query no page uses, which a redirect has to keep."""

Visits = Mapping[str, Visit]


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host that answered its visit over https."""
    visits = {label: value for (source, label), value in gathered.items() if source == HTTP.name}
    seen = {label: visit for label, visit in visits.items() if isinstance(visit, Visit)}
    origins = {urlsplit(each.url).hostname for each in estate.subjects(Endpoint) if each.purpose == "origin"}
    web = (host.name for host in estate.subjects(Host) if host.name not in origins)
    hosts = [name for name in web if name in seen and seen[name].chain.hops]
    known = [chain for visit in seen.values() for chain in (visit.chain, visit.plain) if chain]
    async with Follower(door, known=known, most=MOST_REQUESTS) as follower:
        found = await asyncio.gather(*(_of_host(name, estate, seen, follower, door) for name in hosts))
    return tuple(Artifact(FORMS, name, forms) for name, forms in zip(hosts, found, strict=True))


async def _of_host(name: str, estate: Estate, visits: Visits, follower: Follower, door: Door) -> UrlForms:
    """Every form that says something of this host, one after another; the unknown address before all."""
    begun = time.monotonic()
    late = Unavailable(f"the forms of {name}'s addresses took longer than {HOST_SECONDS:.0f} s")

    async def way(url: str) -> RedirectChain | Unavailable:
        return await follower.chain(url) if time.monotonic() - begun < HOST_SECONDS else late

    home = visits[name].chain.hops[-1].url
    if urlsplit(home).hostname != name:
        page = page_to_try(estate, urlsplit(home).hostname or "", visits)
        of, elsewhere = page or home, Unavailable(f"{name} sends visitors on to another host")
        sister = UrlForm(SISTER, _sister(name, of), of, await way(_sister(name, of)))
        return UrlForms(name, page, (sister,), elsewhere, requests=follower.requests.get(name, 0))
    unknown = await way(f"https://{name}/launch-ready-{secrets.token_hex(6)}")
    repeats = await _repeats(unknown, door)
    follower.requests[name] = follower.requests.get(name, 0) + len(repeats)
    page = page_to_try(estate, name, visits)
    tried = [UrlForm(kind, url, of, await way(url)) for kind, url, of in _forms(name, page, visits)]
    return UrlForms(name, page, tuple(tried), unknown, repeats, follower.requests[name])


def page_to_try(estate: Estate, host: str, visits: Visits) -> str:
    """The address of a deeper page that this host itself shows: a declared endpoint, else one its home page links to."""
    endpoints = sorted(
        (each for each in estate.subjects(Endpoint) if each.purpose in PURPOSES),
        key=lambda each: PURPOSES.index(each.purpose),
    )
    for endpoint in endpoints:
        visit = visits.get(endpoint.label)
        last = visit.chain.last if visit else None
        if last and last.status == 200 and last.host == host and _is_deep(last.url):
            return last.url
    visit = visits.get(host)
    last = visit.chain.last if visit else None
    if visit is None or last is None or visit.chain.body is None or not last.is_html or last.host != host:
        return ""
    linked = (url for url in pages_linked(visit.chain.body.text, last.url) if _is_deep(url))
    return next((url for url in linked if url.startswith("https://")), "")


def _is_deep(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path not in {"", "/"} and not parts.query


def _sister(name: str, of: str) -> str:
    """What a host that only sends visitors on is asked for: a page of the host it sends them to."""
    return f"https://{name}{urlsplit(of).path or '/'}?{MARK}"


def _forms(name: str, page: str, visits: Visits) -> list[tuple[str, str, str]]:
    """Kind, address and the address it is a form of; forms of a page are tried of what browsers show alone."""
    visit = visits[name]
    is_site = visit.chain.last is not None and visit.chain.last.is_html
    path, home = urlsplit(page).path if page else "/", visit.chain.hops[-1].url
    forms = [(PAGE, page, page)] if page else []
    if page and is_site:
        forms.append((SLASH, f"https://{name}{other_slash(path)}", page))
    if visit.plain and visit.plain.hops:
        forms.append((PLAIN, f"http://{name}{path}?{MARK}", page or home))
    if is_site and not visit.chain.redirects:
        forms.append((INDEX, f"https://{name}/index.html", home))
    if page and is_site and other_case(path) != path:
        forms.append((CASE, f"https://{name}{other_case(path)}", page))
    return forms


async def _repeats(unknown: RedirectChain | Unavailable, door: Door) -> tuple[int, ...]:
    """The statuses of two more requests for an address nobody made, after one that met a server error."""
    if isinstance(unknown, Unavailable) or unknown.last is None or unknown.last.status < 500:
        return ()
    if is_bot_wall(unknown.last, unknown.body):
        return ()
    statuses: list[int] = []
    for _ in range(REPEATS):
        await asyncio.sleep(REPEAT_PAUSE)
        page = await door.fetch(unknown.last.url, limit=1_000)
        if isinstance(page, Unavailable):
            break
        statuses.append(page.status)
    return tuple(statuses)


FORMS_GATHERER = Gatherer(
    source=FORMS, title="Forms of addresses", gather=gather, needs=(DNS.name, HTTP.name), seconds=75.0
)
