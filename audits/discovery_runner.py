"""What a worker does with a discovery: look outside any transaction, write down how far it is and what it found."""

import asyncio
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from asgiref.sync import sync_to_async
from django.utils import timezone

from audits.core.codec import encoded
from audits.discovery import Discovered, discover
from audits.models import Discovery
from portal.jobs.claim import Claim
from portal.outbound.door import Door
from portal.outbound.guard import Refused, host_name, target_of
from portal.outbound.rules import Rules
from portal.tenancy.activity import record_activity

LONGEST_SECONDS = 90
"""A look that takes longer is ended; a page of the estate hangs, and a person adds by hand."""
REPORT_SECONDS = 1.0
MOST_HOSTS, MOST_ENDPOINTS = 60, 40
LONGEST_URL = 500
State = Discovery.State


def perform(claim: Claim) -> None:
    """Look once; a second attempt begins anew, since nothing was stored before the end."""
    with claim.writing():
        discovery = Discovery.objects.select_for_update(of=("self",)).filter(pk=claim.object_id).first()
        if discovery is None or discovery.state in {State.FINISHED, State.FAILED}:
            return
        discovery.state, discovery.started_at, discovery.hosts = State.RUNNING, timezone.now(), 0
        discovery.save(update_fields=["state", "started_at", "hosts"])
    try:
        found = asyncio.run(_look(claim, discovery))
    except TimeoutError:
        _fail(claim, f"The look was ended after {LONGEST_SECONDS} s. A page or a name server kept us waiting.")
        return
    with claim.writing():
        _finish(discovery, found)


def gave_up(claim: Claim, fault: str) -> None:
    """The job was tried too often: the page says so instead of looking for ever."""
    _fail(claim, f"The look broke on our side ({fault}).")


def _finish(discovery: Discovery, found: Discovered) -> None:
    Discovery.objects.filter(pk=discovery.pk).update(
        state=State.FINISHED, finished_at=timezone.now(), found=encoded(found), hosts=len(found.hosts)
    )
    words = f"A look at {discovery.domain} found {len(found.hosts)} hosts and {len(found.endpoints)} endpoints."
    record_activity(
        discovery.consultancy_id,
        None,
        "discovery.finished",
        words,
        discovery,
        engagement_id=discovery.engagement_id,
    )


def _fail(claim: Claim, fault: str) -> None:
    with claim.writing():
        discovery = Discovery.objects.filter(pk=claim.object_id).first()
        if discovery is None:
            return
        Discovery.objects.filter(pk=discovery.pk).update(
            state=State.FAILED, finished_at=timezone.now(), fault=fault[:300]
        )
        words = f"The look at {discovery.domain} found nothing out. {fault}"
        record_activity(
            discovery.consultancy_id, None, "discovery.failed", words, discovery, engagement_id=discovery.engagement_id
        )


async def _look(claim: Claim, discovery: Discovery) -> Discovered:
    async with Door(Rules.from_environment(os.environ, discovery.domain)) as door:

        async def tell(hosts: int) -> None:
            await sync_to_async(_report)(claim, discovery, door, hosts=hosts)

        reporting = asyncio.create_task(_keep_reporting(claim, discovery, door))
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                found = await discover(discovery.domain, door, tell)
        finally:
            reporting.cancel()
            with suppress(asyncio.CancelledError):
                await reporting
        await sync_to_async(_report)(claim, discovery, door)
    return _bounded(found)


async def _keep_reporting(claim: Claim, discovery: Discovery, door: Door) -> None:
    while True:
        await asyncio.sleep(REPORT_SECONDS)
        await sync_to_async(_report)(claim, discovery, door)


def _report(claim: Claim, discovery: Discovery, door: Door, **more: int) -> None:
    with claim.writing():
        Discovery.objects.filter(pk=discovery.pk).update(questions=door.questions, pages=door.pages, **more)


def _bounded(found: Discovered) -> Discovered:
    """What a hostile zone or page made up is left out: names and URLs we would refuse to ask, and too many of them."""
    hosts = tuple(_names(found.hosts))[:MOST_HOSTS]
    return replace(
        found,
        hosts=hosts,
        name_servers=tuple(_names(found.name_servers))[:MOST_HOSTS],
        mail_exchangers=tuple(_names(found.mail_exchangers))[:MOST_HOSTS],
        endpoints=tuple((purpose, url) for purpose, url in found.endpoints if _is_askable(url))[:MOST_ENDPOINTS],
        unanswered=tuple(reason[:300] for reason in dict.fromkeys(found.unanswered))[:MOST_HOSTS],
        sights=tuple(
            replace(
                sight, location=sight.location if _is_askable(sight.location) else "", addresses=sight.addresses[:8]
            )
            for sight in found.sights
            if sight.host in hosts
        ),
    )


def _names(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        with suppress(Refused):
            yield host_name(name)


def _is_askable(url: str) -> bool:
    try:
        return len(target_of(url).url) <= LONGEST_URL
    except Refused:
        return False
