"""Asks Cloudflare's API about the estate's zone: nine GETs with the read-only token that was given for it, or none."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from audits.core.artifacts import Artifact
from audits.core.derived.cloudflare_zone import is_at_cloudflare, zone_name
from audits.core.estate import Estate
from audits.core.observed.cloudflare import CLOUDFLARE as SOURCE
from audits.core.observed.cloudflare import CloudflareZone
from audits.core.observed.dns import DNS, ZONE, HostRecords, ZoneRecords
from audits.core.parsing import cloudflare as api
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door

CLOUDFLARE = "Cloudflare"
"""The name of the credential at the door."""
API_HOST = "api.cloudflare.com"
API = f"https://{API_HOST}/client/v4"
ANSWER_BYTES = 1_000_000
ANSWER_SECONDS = 10.0

READ_ZONE = "Zone › Zone › Read"
READ_SETTINGS = "Zone › Zone Settings › Read"
READ_FIREWALL = "Zone › Zone WAF › Read"
READ_CACHE = "Zone › Cache Rules › Read"
READ_PAGE_RULES = "Zone › Page Rules › Read"

T = TypeVar("T")


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact about the domain, where its zone is at Cloudflare or a token was given."""
    if estate.domain is None:
        return ()
    label = estate.domain.label
    zone = gathered.get((ZONE.name, label))
    hosts = [gathered.get((DNS.name, host.label)) for host in estate.subjects(Host)]
    known = tuple(records for records in hosts if isinstance(records, HostRecords))
    lacking = door.lacks(CLOUDFLARE)
    if lacking is not None:
        concerned = is_at_cloudflare(zone if isinstance(zone, ZoneRecords) else None, known)
        return (Artifact(SOURCE, label, lacking),) if concerned else ()
    name = zone_name(zone) if isinstance(zone, ZoneRecords) else label
    return (Artifact(SOURCE, label, await _zone(name, door)),)


async def _zone(name: str, door: Door) -> CloudflareZone | Unavailable:
    """The zone in all its parts, or why the token shows none of it."""
    heads = await _asked(f"/zones?name={name}&per_page=50", "the zone", READ_ZONE, api.zones, door)
    if isinstance(heads, Unavailable):
        return heads
    named = sorted((head for head in heads if head.name == name), key=lambda head: head.status != "active")
    if not named:
        retry = f"with a token that covers the zone {name} ({READ_ZONE})"
        return Unavailable(f"the token shows no zone {name}", (f"GET {API}/zones?name={name}",), retry)
    head = named[0]
    at = f"/zones/{head.id}"

    async def setting(id: str) -> str | Unavailable:  # noqa: A002 - the API's own word
        return await _asked(f"{at}/settings/{id}", f"the setting {id}", READ_SETTINGS, api.setting, door)

    async def phase(
        id: str,  # noqa: A002 - the API's own word
        scope: str,
        read: Callable[[object], tuple[T, ...]],
    ) -> tuple[T, ...] | Unavailable:
        path = f"{at}/rulesets/phases/{id}/entrypoint"
        return await _asked(path, f"the rules of {id}", scope, read, door, empty=())

    tls_mode, always_https, minimum_tls = await asyncio.gather(
        setting("ssl"), setting("always_use_https"), setting("min_tls_version")
    )
    managed, cache, limits, pages = await asyncio.gather(
        phase("http_request_firewall_managed", READ_FIREWALL, api.managed_rules),
        phase("http_request_cache_settings", READ_CACHE, api.cache_rules),
        phase("http_ratelimit", READ_FIREWALL, api.rate_limits),
        _asked(f"{at}/pagerules?status=active", "the page rules", READ_PAGE_RULES, api.page_rules, door),
    )
    return CloudflareZone(
        name=head.name,
        status=head.status,
        is_paused=head.is_paused,
        plan=head.plan,
        account=head.account,
        owner=head.owner,
        name_servers=head.name_servers,
        tls_mode=tls_mode,
        always_https=always_https,
        minimum_tls=minimum_tls,
        managed_rules=managed,
        cache_rules=cache,
        page_rules=pages,
        rate_limits=limits,
    )


async def _asked(
    path: str, what: str, scope: str, read: Callable[[object], T], door: Door, empty: T | None = None
) -> T | Unavailable:
    """One answer of the API, read strictly; `empty` is what a phase without an entry point stands for."""
    tried = (f"GET {API}{path}",)
    page = await door.fetch_as(CLOUDFLARE, f"{API}{path}", limit=ANSWER_BYTES, seconds=ANSWER_SECONDS)
    if isinstance(page, Unavailable):
        return page
    if page.status == HTTPStatus.TOO_MANY_REQUESTS or page.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Unavailable(f"Cloudflare's API did not tell {what} now ({page.status})", tried)
    try:
        told = api.envelope(page.body)
        if told.is_success and page.status == HTTPStatus.OK:
            return read(told.result)
    except api.UndocumentedError as fault:
        if page.status == HTTPStatus.OK:
            reason = f"Cloudflare's answer about {what} is not as its documents give it: {fault}"
            return Unavailable(reason, tried, "after an update")
        told = api.Envelope(is_success=False, result=None, message=str(fault))
    if page.status == HTTPStatus.NOT_FOUND and told.code == api.NO_ENTRY_POINT and empty is not None:
        return empty
    return _refused(page.status, told, what, scope, tried)


def _refused(status: int, told: api.Envelope, what: str, scope: str, tried: tuple[str, ...]) -> Unavailable:
    """Why there is no answer: the token lacks a scope, or something else that the API says."""
    said = f"{status}, {told.code or 'no code'}: {told.message or 'nothing said'}"
    if status in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return Unavailable(f"the token may not read {what} ({said})", tried, f"with a token that has {scope}")
    return Unavailable(f"Cloudflare's API did not tell {what} ({said})", tried)


CLOUDFLARE_GATHERER = Gatherer(
    source=SOURCE, title="Cloudflare", gather=gather, needs=(ZONE.name, DNS.name), seconds=45.0
)
