"""Greets every mail exchanger on port 25 and asks for encryption; no mail is offered, at most two connections each."""

import asyncio
import socket
from dataclasses import dataclass, replace

from OpenSSL import SSL

from audits.core.artifacts import Artifact
from audits.core.derived.sending import exchangers
from audits.core.estate import Estate
from audits.core.observed.dns import HostRecords
from audits.core.observed.mail import MAIL, MailAnswers, MailHost
from audits.core.observed.mail_transport import SMTP, BrokenTls, Reception, Receptions, SmtpSession, SmtpTls
from audits.core.observed.tls import Trust
from audits.core.parsing.smtp_reply import SmtpReply, is_masked, offers, parsed_line
from audits.core.subject import MailDomain
from audits.core.unavailable import Unavailable
from audits.gatherers.certificates import MOST_CERTIFICATES, Roots, described
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.handshake import ABORTED, BROWSER_CIPHERS, LEGACY_CIPHERS, REFUSED, Handshake, Offer, shaken
from portal.outbound.door import Door

SMTP_PORT = 25
MOST_EXCHANGERS = 5
CONNECT_SECONDS = 5.0
GREETING_SECONDS = 20.0
"""Mail servers make strangers wait for the greeting on purpose; senders wait five minutes (RFC 5321 section 4.5.3.2)."""
REPLY_SECONDS = 10.0
HANDSHAKE_SECONDS = 8.0
MOST_LINES = 100
REPLY_BYTES = 16_384
LATER = "in an hour: mail servers turn strangers away for a while"
ELSEWHERE = "from a network that may connect to port 25; many block it"


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a mail domain; an exchanger that several share is greeted once."""
    domains = [(each, gathered.get((MAIL.name, each.label))) for each in estate.subjects(MailDomain)]
    known = {each.label: answers for each, answers in domains if isinstance(answers, MailAnswers)}
    hosts = {host.name: host for answers in known.values() for host in _exchangers(answers)}
    sessions = await asyncio.gather(*(_greeted(host, door) for host in hosts.values()))
    met = dict(zip(hosts, sessions, strict=True))
    return tuple(
        Artifact(
            SMTP, name, Receptions(name, tuple(Reception(host.name, met[host.name]) for host in _exchangers(answers)))
        )
        for name, answers in known.items()
    )


def _exchangers(answers: MailAnswers) -> tuple[MailHost, ...]:
    """The exchangers mail can arrive at; one without an address takes none, and the domain never stands in its place."""
    named = exchangers(answers) or ()
    hosts = (host for host in answers.hosts if host.name in named and not _is_dead(host))
    return tuple(hosts)[:MOST_EXCHANGERS]


def _is_dead(host: MailHost) -> bool:
    return isinstance(host.records, HostRecords) and not host.records.addresses and not host.records.unanswered


async def _greeted(host: MailHost, door: Door) -> SmtpSession | Unavailable:  # noqa: PLR0911 - one a way to end
    """What the first public address says; greeted once more where the handshake did not get to a certificate."""
    if not isinstance(host.records, HostRecords):
        return host.records
    address = next((record.address for record in host.records.addresses if record.nature is None), None)
    if address is None:
        return host.records.unanswered or Unavailable(f"{host.name} has no public address", retry="once it has one")
    caller = _Caller(host.name, address, door, await asyncio.to_thread(lambda: Roots(door.roots(host.name))))
    first = await caller.session(BROWSER_CIPHERS)
    if isinstance(first, Unavailable) or not isinstance(first.shake, Handshake) or first.shake.certificates:
        return first if isinstance(first, Unavailable) else await caller.told(first)
    second = await caller.session(LEGACY_CIPHERS)
    if isinstance(second, Unavailable) or not isinstance(second.shake, Handshake):
        why = Unavailable(
            f"{host.name} broke off its first handshake and refused a second one", (_words(first.shake),), LATER
        )
        return first.as_seen(tls=why, connections=2)
    if second.shake.certificates:
        return await caller.told(second, connections=2)
    words = (_words(first.shake), _words(second.shake))
    if {first.shake.end, second.shake.end} <= {ABORTED, REFUSED}:
        return second.as_seen(tls=BrokenTls(words), connections=2)
    return second.as_seen(
        tls=Unavailable(f"no handshake with {host.name}: {second.shake.detail}", words), connections=2
    )


def _words(shake: Handshake) -> str:
    return f"STARTTLS, then: {shake.detail}"


@dataclass(frozen=True)
class _Call:
    """One connection: what was said before the handshake, and the handshake or why it did not come to one."""

    host: str
    address: str
    greeting: str
    offers: tuple[str, ...]
    shake: Handshake | Unavailable | None

    def as_seen(self, *, tls: SmtpTls | BrokenTls | Unavailable | None, connections: int = 1) -> SmtpSession:
        """The artifact."""
        return SmtpSession(self.host, self.address, self.greeting, self.offers, tls, connections)


@dataclass(frozen=True)
class _Caller:
    """One exchanger at one address."""

    host: str
    address: str
    door: Door
    roots: Roots

    async def session(self, ciphers: bytes) -> _Call | Unavailable:
        """Greeting, EHLO, STARTTLS and the handshake, over a connection of its own."""
        made = await self.door.open(self.host, SMTP_PORT, address=self.address, seconds=CONNECT_SECONDS)
        if isinstance(made, Unavailable):
            return replace(made, retry=ELSEWHERE)
        offer = Offer(SSL.TLS1_VERSION, SSL.TLS1_3_VERSION, ciphers, self.roots.put_into, ())
        try:
            made.setblocking(False)
            return await self._spoken(_Line(made), made, offer)
        except (OSError, _Lost) as fault:
            reason = str(fault) if isinstance(fault, _Lost) else fault.strerror or type(fault).__name__
            return Unavailable(
                f"{self.host} port {SMTP_PORT}: {reason}", (f"{self.address} port {SMTP_PORT}: {reason}",), LATER
            )
        finally:
            made.close()

    async def _spoken(self, line: "_Line", made: socket.socket, offer: Offer) -> _Call | Unavailable:
        greeting = await line.reply(GREETING_SECONDS)
        if greeting.code != 220:
            return self._refused("our connection", greeting)
        hello = await line.asked(f"EHLO {_literal(made)}")
        if hello.code != 250:
            return self._refused("EHLO", hello)
        keywords = offers(hello.lines)
        if "STARTTLS" not in keywords:
            await line.said("QUIT")
            masked = Unavailable(
                f"something between us and {self.host} hides what it offers", (hello.text[:300],), ELSEWHERE
            )
            return _Call(self.host, self.address, greeting.text, keywords, masked if is_masked(keywords) else None)
        agreed = await line.asked("STARTTLS")
        if agreed.code != 220:
            return _Call(self.host, self.address, greeting.text, keywords, self._refused("STARTTLS", agreed))
        shake = await shaken(made, self.host, offer, HANDSHAKE_SECONDS)
        return _Call(self.host, self.address, greeting.text, keywords, shake)

    def _refused(self, what: str, reply: SmtpReply) -> Unavailable:
        """A refusal says nothing of what the server would have said to somebody it knows."""
        return Unavailable(
            f"{self.host} answered {reply.code} to {what}",
            (f"{self.address} port {SMTP_PORT}: {reply.text[:300]}",),
            LATER,
        )

    async def told(self, call: _Call, connections: int = 1) -> SmtpSession:
        """The session with its certificates in words."""
        if not isinstance(call.shake, Handshake):
            return call.as_seen(tls=call.shake, connections=connections)
        chain = call.shake.certificates[:MOST_CERTIFICATES]
        try:
            certificates = tuple(described(certificate) for certificate in chain)
        except ValueError as fault:
            why = Unavailable(f"a certificate of {self.host} cannot be read ({fault})"[:300], retry="once it can")
            return call.as_seen(tls=why, connections=connections)
        trust = Trust(await asyncio.to_thread(self.roots.verified_now, chain, call.shake.complaint))
        return call.as_seen(tls=SmtpTls(call.shake.detail, certificates, trust), connections=connections)


def _literal(made: socket.socket) -> str:
    """Our own address as EHLO takes it from a client without a name (RFC 5321 section 4.1.3)."""
    address = str(made.getsockname()[0])
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


class _Lost(Exception):  # noqa: N818 - it reads as what happened
    """The conversation is over: silence, a closed connection, or an answer that is no reply of a mail server."""


class _Line:
    """The spoken side of one connection, bounded in time and size."""

    def __init__(self, made: socket.socket) -> None:
        self._made = made
        self._rest = b""

    async def said(self, command: str) -> None:
        """Sends one command."""
        await asyncio.get_running_loop().sock_sendall(self._made, f"{command}\r\n".encode("ascii"))

    async def asked(self, command: str) -> SmtpReply:
        """One command and its reply."""
        await self.said(command)
        return await self.reply(REPLY_SECONDS)

    async def reply(self, seconds: float) -> SmtpReply:
        """The next reply, all its lines."""
        try:
            async with asyncio.timeout(seconds):
                return await self._reply()
        except TimeoutError:
            raise _Lost(f"no answer within {seconds:g} s") from None

    async def _reply(self) -> SmtpReply:
        lines: list[str] = []
        code, received = 0, 0
        while len(lines) < MOST_LINES:
            while b"\n" not in self._rest:
                part = await asyncio.get_running_loop().sock_recv(self._made, 4_096)
                received += len(part)
                if not part:
                    raise _Lost("the server closed the connection")
                if received > REPLY_BYTES:
                    break
                self._rest += part
            raw, _, self._rest = self._rest.partition(b"\n")
            read = parsed_line(raw.decode("utf-8", "replace"))
            if read is None or received > REPLY_BYTES:
                raise _Lost("what it says is no reply of a mail server")
            code, text, is_last = read
            lines.append(text)
            if is_last:
                break
        return SmtpReply(code, tuple(lines))


SMTP_GATHERER = Gatherer(source=SMTP, title="Mail servers", gather=gather, needs=(MAIL.name,), seconds=90.0)
