"""Everything that is said over TLS to one address of one host, one handshake after another, within a budget."""

import asyncio
import time
from dataclasses import dataclass, field

from cryptography import x509

from audits.core.observed.tls import TLS13, Certificate, SuiteAnswer, TlsAnswers, Trust, VersionAnswer
from audits.core.unavailable import Unavailable
from audits.gatherers import handshake
from audits.gatherers.certificates import (
    IGNORING_TIME,
    MOST_CERTIFICATES,
    Roots,
    complained,
    described,
    fetched_certificates,
    issuer_urls,
    last_of_path,
)
from audits.gatherers.handshake import BROWSER_CIPHERS, LEGACY_CIPHERS, OPENSSL, SILENT, Handshake, Offer
from audits.gatherers.hello import Answer, Hello, answered
from audits.gatherers.tls_offers import Offers
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


@dataclass
class Conversation:
    """The handshakes with one address; `name` is what the server is called by, if not by the host."""

    host: str
    address: str
    door: Door
    name: str = ""
    handshakes: int = 0
    silences: int = 0
    staples: list[bool] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    @property
    def called(self) -> str:
        """The server name that is sent."""
        return self.name or self.host

    async def answers(self) -> TlsAnswers:
        """Everything there is to say of the host."""
        first, certificates, trust = await self._chain()
        versions, suites = await Offers(self, first).told()
        return self._told(first, certificates, trust, versions, suites)

    async def chain(self) -> TlsAnswers:
        """The certificates alone."""
        return self._told(*await self._chain())

    def _told(
        self,
        first: Handshake,
        certificates: tuple[Certificate, ...] | Unavailable,
        trust: Trust | Unavailable,
        versions: tuple[VersionAnswer, ...] = (),
        suites: tuple[SuiteAnswer, ...] = (),
    ) -> TlsAnswers:
        return TlsAnswers(
            host=self.host,
            address=self.address,
            certificates=certificates,
            trust=trust,
            versions=versions,
            handshakes=self.handshakes,
            alpn=first.alpn,
            suites=suites,
            staple_requests=len(self.staples),
            staples=sum(self.staples),
        )

    async def _chain(self) -> tuple[Handshake, tuple[Certificate, ...] | Unavailable, Trust | Unavailable]:
        roots = await asyncio.to_thread(lambda: Roots(self.door.roots(self.host)))
        first = await self.shake(Offer(OPENSSL["TLSv1.2"], OPENSSL[TLS13], BROWSER_CIPHERS, roots.put_into))
        if not first.certificates:
            # Whoever speaks with no browser may still speak with us, and its certificates are judged all the same.
            again = await self.shake(Offer(OPENSSL["TLSv1.0"], OPENSSL[TLS13], LEGACY_CIPHERS, roots.put_into))
            first = again if again.certificates else first
        certificates = self._certificates(first)
        trust = certificates if isinstance(certificates, Unavailable) else await self._trust(first, roots)
        return first, certificates, trust

    @property
    def is_over(self) -> bool:
        """Whether nothing further may be asked."""
        late = time.monotonic() - self.began > HOST_SECONDS
        return late or self.handshakes >= MOST_HANDSHAKES or self.silences >= MOST_SILENCES

    async def shake(self, offer: Offer) -> Handshake:
        """A whole handshake, by OpenSSL."""
        if self.is_over:
            return Handshake(SILENT, f"not asked after {self.handshakes} handshakes")
        self.handshakes += 1
        made = await self.door.open(self.host, HTTPS, address=self.address, seconds=HANDSHAKE_SECONDS)
        if isinstance(made, Unavailable):
            self.silences += 1
            return Handshake(SILENT, made.reason)
        found = await handshake.shaken(made, self.called, offer, HANDSHAKE_SECONDS)
        self.silences += found.end == SILENT
        if found.has_staple is not None:
            self.staples.append(found.has_staple)
        return found

    async def ask(self, version: int, suites: tuple[int, ...]) -> Answer:
        """The server's answer to a hello of our own."""
        if self.is_over:
            return Answer(SILENT, f"not asked after {self.handshakes} handshakes")
        self.handshakes += 1
        made = await self.door.open(self.host, HTTPS, address=self.address, seconds=HANDSHAKE_SECONDS)
        if isinstance(made, Unavailable):
            self.silences += 1
            return Answer(SILENT, made.reason)
        found = await answered(made, Hello(version, suites, self.called), HANDSHAKE_SECONDS)
        self.silences += found.end == SILENT
        if found.is_whole and found.chosen:
            self.staples.append(found.chosen.has_staple)
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
        anchor, is_private = await asyncio.to_thread(roots.anchor, chain)
        complaints = tuple(map(complained, shake.complaints))
        return Trust(now, ignoring_time, with_issuer, complaints, anchor, is_private)

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
