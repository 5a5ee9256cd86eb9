"""What a bare domain shows of its estate, for a consultant to confirm: nothing is judged here and nothing stored."""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from audits.core.derived.edge import edge_of
from audits.core.estate import ORDINARY_NAMES
from audits.core.observed.dns import AddressRecord, HostRecords
from audits.core.observed.http import Hop, HttpHeader
from audits.core.parsing.location import target_of_redirect
from audits.core.unavailable import Unavailable
from portal.outbound.door import Door, Page, Reply

FURTHER_NAMES = (
    "status", "help", "support", "blog", "dashboard", "portal", "login", "account", "dev", "staging", "files", "cdn",
    "old", "shop",
)  # fmt: skip
"""Names besides the ordinary ones that are worth one question each."""

SELECTORS = (
    "default", "google", "selector1", "selector2", "k1", "k2", "k3", "s1", "s2", "dkim", "mail", "smtp", "mandrill",
    "zoho", "protonmail", "fm1", "fm2", "pm", "resend", "cf2024-1",
)  # fmt: skip
"""DKIM selectors that the common mail services give their customers."""

SIGN_IN_PATHS = ("/login", "/signin", "/sign-in", "/auth/login", "/users/sign_in", "/accounts/login/")
HEALTH_PATHS = ("/health", "/healthz", "/api/health", "/up", "/readyz")
ASKED_LABELS = ("app", "api", "auth", "admin")
"""Hosts besides the apex that are asked for sign-in and health pages."""

PAGE_SECONDS = 6.0
PAGE_BYTES = 200_000
SIGN_IN_LINK = re.compile(r"""href\s*=\s*["']?([^"'\s>]*(?:log-?in|sign[_-]?in)[^"'\s>]*)""", re.IGNORECASE)
SIGN_IN_WORD = re.compile(r"log-?in|sign[_-]?in", re.IGNORECASE)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSWORD_FIELD = re.compile(rb"""type\s*=\s*["']?password""", re.IGNORECASE)
SHORT_ANSWER = 2_000
"""A health page is short; a longer page at such a path is somebody's home page."""


Tell = Callable[[int], Awaitable[None]]
"""Called once the names are known and their pages are opened, with their number."""


@dataclass(frozen=True)
class Sight:
    """One host as a visitor met it: what DNS gave, and what its home page answered (no `status`: nothing).

    `location` is where a redirect leads; `edge` the edge in front, `not_public` why an address is not public.
    """

    host: str
    aliases: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    not_public: str = ""
    status: int | None = None
    location: str = ""
    edge: str = ""


@dataclass(frozen=True)
class Discovered:
    """What was found: host names apex first, `endpoints` as (purpose, URL), and the questions without an answer.

    `exists` is False for a domain that DNS denies, None when DNS did not answer.
    """

    domain: str
    hosts: tuple[str, ...]
    name_servers: tuple[str, ...]
    mail_exchangers: tuple[str, ...]
    endpoints: tuple[tuple[str, str], ...]
    selectors: tuple[str, ...]
    unanswered: tuple[str, ...] = ()
    exists: bool | None = True
    sights: tuple[Sight, ...] = ()


async def discover(domain: str, door: Door, tell: Tell | None = None) -> Discovered:
    """Everything that one look at DNS and a few well-known pages shows of a domain."""
    found, servers, exchangers, selectors = await asyncio.gather(
        _hosts(domain, door),
        door.ask(domain, "NS"),
        door.ask(domain, "MX"),
        _selectors(domain, door),
    )
    hosts, unanswered = found
    missing = [reply.reason for reply in (servers, exchangers) if isinstance(reply, Unavailable)]
    mail = _names(exchangers)
    names = hosts + tuple(name for name in mail if name.endswith("." + domain) and name not in hosts)
    if tell:
        await tell(len(names))
    homes = dict(zip(names, await asyncio.gather(*(_page(f"https://{name}/", door) for name in names)), strict=True))
    apex = await door.ask(domain, "A")
    return Discovered(
        domain=domain,
        hosts=names,
        name_servers=_names(servers),
        mail_exchangers=mail,
        endpoints=await _endpoints(domain, hosts, homes, door),
        selectors=selectors,
        unanswered=(*unanswered, *missing),
        exists=None if isinstance(apex, Unavailable) else apex.status != "NXDOMAIN",
        sights=tuple([await _sight(name, homes[name], door) for name in names]),
    )


async def _sight(host: str, home: Page | None, door: Door) -> Sight:
    """What DNS and the home page showed; the questions were asked before, so they cost nothing."""
    replies = [reply for kind in ("A", "AAAA") if isinstance(reply := await door.ask(host, kind), Reply)]
    addresses = tuple(address for reply in replies for address in reply.records)
    aliases = tuple(dict.fromkeys(name for reply in replies for name in reply.aliases))
    hidden = next((why for address in addresses if (why := door.nature(host, address))), "")
    if home is None:
        return Sight(host, aliases, addresses, hidden)
    hop = Hop(home.url, home.status, tuple(HttpHeader(name, value) for name, value in home.headers), home.address)
    records = HostRecords(host, "NOERROR", aliases, tuple(map(AddressRecord, addresses)), ())
    edge = edge_of(records, (hop,))
    location = (target_of_redirect(home.url, hop.fields("location")) if home.status in REDIRECTS else None) or ""
    return Sight(host, aliases, addresses, hidden, home.status, location, edge.provider if edge else "")


def _names(reply: Reply | Unavailable) -> tuple[str, ...]:
    """The names in NS or MX records, without final dots; the null MX "." names nobody (RFC 7505)."""
    records = reply.records if isinstance(reply, Reply) else ()
    names = (record.split()[-1].rstrip(".").lower() for record in records)
    return tuple(name for name in names if name)


async def _hosts(domain: str, door: Door) -> tuple[tuple[str, ...], list[str]]:
    """The names that exist, apart from what only a wildcard makes, and why others could not be asked."""
    labels = (*ORDINARY_NAMES, *FURTHER_NAMES)
    names = [domain, *(f"{label}.{domain}" for label in labels)]
    invented, *replies = await asyncio.gather(
        door.ask(f"{secrets.token_hex(6)}.{domain}", "A"), *(door.ask(name, "A") for name in names)
    )
    wildcard = (invented.aliases, invented.records) if isinstance(invented, Reply) else ((), ())
    kept, unanswered = [], []
    for name, reply in zip(names, replies, strict=True):
        if isinstance(reply, Unavailable):
            unanswered.append(reply.reason)
        elif name in {domain, f"www.{domain}"} or (reply.aliases, reply.records) != wildcard:
            found = reply.records or reply.aliases or await _has_ipv6(name, reply, door)
            if found:
                kept.append(name)
    return tuple(kept), unanswered


async def _has_ipv6(name: str, reply: Reply, door: Door) -> bool:
    """Whether a name that exists without IPv4 has IPv6; a name that does not exist is not asked again."""
    if reply.status == "NXDOMAIN":
        return False
    six = await door.ask(name, "AAAA")
    return isinstance(six, Reply) and bool(six.records)


async def _selectors(domain: str, door: Door) -> tuple[str, ...]:
    """The well-known DKIM selectors with a key; none where any selector at all has one."""
    invented = secrets.token_hex(6)
    asked = (invented, *SELECTORS)
    replies = await asyncio.gather(*(door.ask(f"{selector}._domainkey.{domain}", "TXT") for selector in asked))
    present = tuple(
        selector
        for selector, reply in zip(asked, replies, strict=True)
        if isinstance(reply, Reply) and any("p=" in record for record in reply.records)
    )
    return () if invented in present else present


async def _endpoints(
    domain: str, hosts: tuple[str, ...], homes: Mapping[str, Page | None], door: Door
) -> tuple[tuple[str, str], ...]:
    """The home page, and the first likely sign-in and health pages of each host asked."""
    asked = [name for name in (domain, *(f"{label}.{domain}" for label in ASKED_LABELS)) if name in hosts]
    found = await asyncio.gather(*(_endpoints_of(name, domain, homes[name], door) for name in asked))
    home = (("home", f"https://{domain}/"),) if domain in hosts else ()
    return home + tuple(dict.fromkeys(endpoint for endpoints in found for endpoint in endpoints))


async def _endpoints_of(host: str, domain: str, home: Page | None, door: Door) -> list[tuple[str, str]]:
    """The host's first likely sign-in page (the admin's stands for the admin) and its first likely health page."""
    nothing = await _page(f"https://{host}/{secrets.token_hex(6)}", door)
    if home is None and nothing is None:
        return []
    linked = _linked_sign_in(home, host)
    sign_in_urls = ([linked] if linked else []) + [f"https://{host}{path}" for path in SIGN_IN_PATHS]
    health_urls = [f"https://{host}{path}" for path in HEALTH_PATHS]
    sign_in, health = await asyncio.gather(
        asyncio.gather(*(_page(url, door) for url in sign_in_urls)),
        asyncio.gather(*(_page(url, door) for url in health_urls)),
    )
    told = (_sign_in_url(page, nothing, linked, domain) for page in (home, *sign_in) if page)
    signs = [url for url in told if url]
    healths = [page.url for page in health if page and _is_health(page, nothing)]
    purpose = "admin" if host == f"admin.{domain}" else "login"
    return [(purpose, url) for url in signs[:1]] + [("api", url) for url in healths[:1]]


async def _page(url: str, door: Door) -> Page | None:
    """One page; certificates are not judged here, the audits do that."""
    page = await door.fetch(url, limit=PAGE_BYTES, seconds=PAGE_SECONDS, verify=False)
    return None if isinstance(page, Unavailable) else page


def _linked_sign_in(home: Page | None, host: str) -> str | None:
    """The first sign-in link of the home page that stays on its host."""
    if home is None:
        return None
    for link in SIGN_IN_LINK.finditer(home.body.decode("utf-8", "replace")):
        url = target_of_redirect(home.url, (str(link[1]),))
        if url and urlsplit(url).hostname == host and urlsplit(url).scheme == "https":
            return url
    return None


def _sign_in_url(page: Page, nothing: Page | None, linked: str | None, domain: str) -> str | None:
    """Where this page shows people to sign in: here, at the sign-in it redirects to, or nowhere."""
    if page.status in REDIRECTS:
        locations = tuple(value for name, value in page.headers if name.lower() == "location")
        url = target_of_redirect(page.url, locations) or ""
        host = urlsplit(url).hostname or ""
        inside = host == domain or host.endswith("." + domain)
        return url if inside and urlsplit(url).scheme == "https" and SIGN_IN_WORD.search(urlsplit(url).path) else None
    if page.status != HTTPStatus.OK or page.truncated:
        return None
    if page.url == linked or PASSWORD_FIELD.search(page.body):
        return page.url
    told_apart = nothing is not None and nothing.status != page.status
    return page.url if told_apart and SIGN_IN_WORD.search(urlsplit(page.url).path) else None


def _is_health(page: Page, nothing: Page | None) -> bool:
    """A short answer that an unknown path does not get."""
    if page.status != 200 or len(page.body) > SHORT_ANSWER:
        return False
    return nothing is None or nothing.status != 200 or nothing.body != page.body
