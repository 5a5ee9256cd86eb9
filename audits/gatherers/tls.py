"""Shakes hands with every host and every declared origin: certificates, whether they verify, versions, cipher suites."""

import asyncio
from urllib.parse import urlsplit

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.reach import REACH, HostReach
from audits.core.observed.tls import TLS, TlsAnswers
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.tls_conversation import HTTPS, Conversation
from portal.outbound.door import Door


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host, and one for each declared origin that is no host of the estate."""
    hosts = estate.subjects(Host)
    origins = _origins(estate)
    answers = await asyncio.gather(
        *(_of_host(host, door, gathered) for host in hosts),
        *(_of_origin(endpoint.url, estate, door) for endpoint in origins),
    )
    labels = (*(host.label for host in hosts), *(endpoint.label for endpoint in origins))
    return tuple(Artifact(TLS, label, answer) for label, answer in zip(labels, answers, strict=True))


def _origins(estate: Estate) -> tuple[Endpoint, ...]:
    """The origins at the ordinary https port whose host is not asked anyway."""
    names = {host.name for host in estate.subjects(Host)}
    return tuple(
        endpoint
        for endpoint in estate.subjects(Endpoint)
        if endpoint.purpose == "origin"
        and endpoint.url.startswith("https://")
        and urlsplit(endpoint.url).hostname not in names
    )


async def _of_host(host: Host, door: Door, gathered: Gathered) -> TlsAnswers | Unavailable:
    records = gathered.get((DNS.name, host.label), gathered.get((DNS.name, "")))
    if isinstance(records, Unavailable):
        return records
    if isinstance(records, HostRecords) and not records.addresses:
        return records.unanswered or Unavailable(f"{host.name} has no address", retry="once it has one")
    reach = gathered.get((REACH.name, host.label), gathered.get((REACH.name, "")))
    if not isinstance(reach, HostReach):
        return reach if isinstance(reach, Unavailable) else Unavailable(f"nobody tried to connect to {host.name}")
    tried = [attempt for attempt in reach.attempts if attempt.port == HTTPS]
    address = next((attempt.address for attempt in tried if attempt.is_open), None)
    if address is None:
        words = tuple(f"{attempt.address} port {HTTPS}: {', '.join(attempt.outcomes)}" for attempt in tried)
        return Unavailable(f"no connection to {host.name} port {HTTPS}", words)
    return await Conversation(host.name, address, door).answers()


async def _of_origin(url: str, estate: Estate, door: Door) -> TlsAnswers | Unavailable:
    """The chain of an origin alone; an origin known by its address is called by the domain, as an edge would call it."""
    place = urlsplit(url)
    host = place.hostname or ""
    if place.port not in {None, HTTPS}:
        return Unavailable(f"{url} is not at the ordinary port")
    addresses = await door.addresses(host)
    if isinstance(addresses, Unavailable):
        return addresses
    if not addresses:
        return Unavailable(f"{host} has no address", retry="once it has one")
    name = estate.domain.name if estate.domain and addresses == (host,) else host
    return await Conversation(host, addresses[0], door, name).chain()


TLS_GATHERER = Gatherer(source=TLS, title="TLS", gather=gather, needs=(DNS.name, REACH.name), seconds=100.0)
