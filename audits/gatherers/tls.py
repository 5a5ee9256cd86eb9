"""Shakes hands with every host: the certificates it sends, whether they verify, the versions it speaks."""

import asyncio
import time
from dataclasses import dataclass, field

from cryptography import x509
from OpenSSL import SSL

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.reach import REACH, HostReach
from audits.core.observed.tls import (
    ACCEPTED,
    REFUSED,
    TLS,
    UNANSWERED,
    UNTESTABLE,
    VERSIONS,
    Certificate,
    TlsAnswers,
    Trust,
    VersionAnswer,
)
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.gatherers import handshake
from audits.gatherers.certificates import (
    IGNORING_TIME,
    MOST_CERTIFICATES,
    Roots,
    described,
    fetched_certificates,
    issuer_urls,
    last_of_path,
)
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.handshake import ABORTED, BROWSER_CIPHERS, LEGACY_CIPHERS, OURS, SILENT, Handshake, Offer
from portal.outbound.door import Door

HTTPS = 443
MOST_HANDSHAKES = 8
MOST_SILENCES = 2
"""After so many handshakes without an answer the host is left alone."""
HANDSHAKE_SECONDS = 5.0
HOST_SECONDS = 45.0
"""No further handshake with a host begins after so long."""
MOST_ISSUERS = 3
"""Issuers fetched one above the other; a chain with more intermediates is unheard of."""
ISSUER_BYTES = 65_536

DATES = frozenset({9, 10})
ISSUER_MISSING = frozenset({2, 20, 21})
"""Verification results of OpenSSL (x509_vfy.h)."""

_OPENSSL = dict(
    zip(VERSIONS, (SSL.TLS1_VERSION, SSL.TLS1_1_VERSION, SSL.TLS1_2_VERSION, SSL.TLS1_3_VERSION), strict=True)
)


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a host."""
    hosts = estate.subjects(Host)
    answers = await asyncio.gather(*(_of_host(host, door, gathered) for host in hosts))
    return tuple(Artifact(TLS, host.label, answer) for host, answer in zip(hosts, answers, strict=True))


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
    return await _Conversation(host.name, address, door).answers()


@dataclass
class _Conversation:
    """All handshakes with one address of one host, one after another."""

    host: str
    address: str
    door: Door
    handshakes: int = 0
    silences: int = 0
    began: float = field(default_factory=time.monotonic)

    async def answers(self) -> TlsAnswers:
        """Everything there is to say of the host."""
        roots = await asyncio.to_thread(lambda: Roots(self.door.roots(self.host)))
        first = await self._shake(Offer(_OPENSSL["TLSv1.2"], _OPENSSL["TLSv1.3"], BROWSER_CIPHERS, roots.put_into))
        if not first.certificates:
            # Whoever speaks with no browser may still speak with us, and its certificates are judged all the same.
            again = await self._shake(Offer(_OPENSSL["TLSv1.0"], _OPENSSL["TLSv1.3"], LEGACY_CIPHERS, roots.put_into))
            first = again if again.certificates else first
        certificates = self._certificates(first)
        trust = certificates if isinstance(certificates, Unavailable) else await self._trust(first, roots)
        versions = await self._versions()
        return TlsAnswers(self.host, self.address, certificates, trust, versions, self.handshakes, first.alpn)

    @property
    def _is_over(self) -> bool:
        late = time.monotonic() - self.began > HOST_SECONDS
        return late or self.handshakes >= MOST_HANDSHAKES or self.silences >= MOST_SILENCES

    async def _shake(self, offer: Offer) -> Handshake:
        if self._is_over:
            return Handshake(SILENT, f"not asked after {self.handshakes} handshakes")
        self.handshakes += 1
        made = await self.door.open(self.host, HTTPS, address=self.address, seconds=HANDSHAKE_SECONDS)
        if isinstance(made, Unavailable):
            self.silences += 1
            return Handshake(SILENT, made.reason)
        found = await handshake.shaken(made, self.host, offer, HANDSHAKE_SECONDS)
        self.silences += found.end == SILENT
        return found

    def _certificates(self, shake: Handshake) -> tuple[Certificate, ...] | Unavailable:
        place = f"{self.address} port {HTTPS}"
        if not shake.certificates:
            return Unavailable(f"{self.host} sent no certificate: {shake.detail}", (f"{place}: {shake.detail}",))
        try:
            return tuple(described(certificate) for certificate in shake.certificates[:MOST_CERTIFICATES])
        except ValueError as fault:
            return Unavailable(f"a certificate of {self.host} cannot be read ({fault})"[:300], (place,), "once it can")

    async def _trust(self, shake: Handshake, roots: Roots) -> Trust:
        chain = shake.certificates[:MOST_CERTIFICATES]
        now = await asyncio.to_thread(roots.verified_now, chain, shake.complaint)
        ignoring_time, with_issuer = None, None
        if now.code in DATES:
            ignoring_time = await asyncio.to_thread(roots.verified, chain, IGNORING_TIME)
        if now.code in ISSUER_MISSING:
            longer = await self._with_issuers(chain)
            if len(longer) > len(chain):
                with_issuer = await asyncio.to_thread(roots.verified, longer)
        return Trust(now, ignoring_time, with_issuer)

    async def _with_issuers(self, chain: tuple[x509.Certificate, ...]) -> tuple[x509.Certificate, ...]:
        """The chain with the issuers that its own certificates point at."""
        for _ in range(MOST_ISSUERS):
            last = last_of_path(chain)
            urls = issuer_urls(last) if last.subject != last.issuer else ()
            page = await self.door.fetch(urls[0], limit=ISSUER_BYTES) if urls else None
            if page is None or isinstance(page, Unavailable) or page.status != 200:
                break
            try:
                issuers = fetched_certificates(page.body)
            except ValueError:
                break
            if not any(issuer.subject == last.issuer for issuer in issuers):
                break
            chain = (*chain, *issuers)
        return chain

    async def _versions(self) -> tuple[VersionAnswer, ...]:
        """Each version offered alone; what was broken off or not answered is offered once more at the end."""
        found = {version: await self._offered(version) for version in VERSIONS}
        twice: set[str] = set()
        for version, shake in found.items():
            if shake.is_agreed or shake.end not in {ABORTED, SILENT} or self._is_over:
                continue
            found[version] = await self._offered(version)
            if shake.end == ABORTED == found[version].end:
                twice.add(version)
        spoken = [version for version, shake in found.items() if shake.is_agreed]
        return tuple(
            VersionAnswer(version, *_told(shake, spoken if version in twice else []))
            for version, shake in found.items()
        )

    async def _offered(self, version: str) -> Handshake:
        return await self._shake(Offer(_OPENSSL[version], _OPENSSL[version], LEGACY_CIPHERS))


def _told(shake: Handshake, spoken: list[str]) -> tuple[str, str]:
    """The answer and its detail; a server that twice breaks off at one version and speaks another refused the first."""
    if shake.is_agreed:
        return ACCEPTED, shake.detail
    if shake.end == ABORTED and spoken:
        return REFUSED, f"{shake.detail}, twice, while {spoken[-1]} was taken"
    if shake.end == handshake.REFUSED:
        return REFUSED, shake.detail
    return UNTESTABLE if shake.end == OURS else UNANSWERED, shake.detail


TLS_GATHERER = Gatherer(source=TLS, title="TLS", gather=gather, needs=(DNS.name, REACH.name), seconds=100.0)
