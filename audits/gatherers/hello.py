"""A ClientHello of our own, and what a server answers to it: no library decides here what may be offered.

OpenSSL no longer speaks SSL 3.0, RC4, 3DES or export ciphers, and refuses short keys before the server can; the server's
choice is known before either side computes anything, so that nothing beyond the hello needs to be spoken.
"""

import asyncio
import secrets
import socket
from dataclasses import dataclass
from ipaddress import ip_address

from audits.core.parsing.cipher_suites import NAMES
from audits.core.parsing.tls_flight import ALERTS, Chosen, Flight
from audits.gatherers.handshake import ABORTED, DONE, OURS, REFUSED, SILENT

SSL3, TLS10, TLS11, TLS12 = 0x0300, 0x0301, 0x0302, 0x0303
VERSION_NAMES = {SSL3: "SSLv3", TLS10: "TLSv1.0", TLS11: "TLSv1.1", TLS12: "TLSv1.2", 0x0304: "TLSv1.3"}

ABOUT_VERSIONS = frozenset({40, 70, 71})
"""Alerts that answer the offer itself: handshake failure, protocol version, insufficient security."""
_GROUPS = (29, 23, 24, 25, 30)
_SIGNATURES = (0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201)
_SIGNALLING = 0x00FF
"""TLS_EMPTY_RENEGOTIATION_INFO_SCSV: servers may hang up on whoever does not know RFC 5746."""
_CHUNK = 16_384
_MOST_OCTETS = 262_144
_HELD_BACK = range(256, 512)
"""Hellos of such a length make some old load balancers hang (RFC 7685 section 1)."""


@dataclass(frozen=True)
class Hello:
    """What is offered: one version and everything before it, the suites, the server name."""

    version: int
    suites: tuple[int, ...]
    name: str

    @property
    def octets(self) -> bytes:
        """The hello as one record."""
        extensions = self._extensions() if self.version > SSL3 else []
        message = self._message(extensions)
        if extensions and len(message) in _HELD_BACK:
            message = self._message([*extensions, (21, bytes(max(_HELD_BACK.stop - len(message) - 4, 1)))])
        # The record's own version stays at the oldest that the server may know (RFC 8446 section 5.1).
        record = min(self.version, TLS10)
        return b"\x16" + _two(record) + _two(len(message)) + message

    def _message(self, extensions: list[tuple[int, bytes]]) -> bytes:
        suites = b"".join(_two(number) for number in (*self.suites, _SIGNALLING))
        body = _two(self.version) + secrets.token_bytes(32) + b"\x00" + _sized(suites) + b"\x01\x00"
        if extensions:
            body += _sized(b"".join(_two(kind) + _sized(content) for kind, content in extensions))
        return b"\x01" + len(body).to_bytes(3, "big") + body

    def _extensions(self) -> list[tuple[int, bytes]]:
        found = [
            (10, _sized(b"".join(map(_two, _GROUPS)))),
            (11, b"\x01\x00"),
            (5, b"\x01\x00\x00\x00\x00"),  # a stapled OCSP answer is welcome
            (23, b""),
        ]
        if self.version >= TLS12:
            found.append((13, _sized(b"".join(map(_two, _SIGNATURES)))))
        return [*_server_name(self.name), *found]


@dataclass(frozen=True)
class Answer:
    """How the server answered, in the words of `handshake`, with what it chose when it chose from the offer.

    `is_whole` says that its flight was read to the end, so that what was not in it was not sent.
    """

    end: str
    detail: str
    chosen: Chosen | None = None
    is_whole: bool = False

    @property
    def suite(self) -> str:
        """The name of the suite it chose."""
        return NAMES.get(self.chosen.suite, "") if self.chosen else ""


async def answered(made: socket.socket, hello: Hello, seconds: float) -> Answer:
    """The server's answer to one hello on a connected socket, which is closed afterwards."""
    flight = Flight()
    with made:
        made.setblocking(False)
        fault = await _exchanged(made, hello.octets, flight, seconds)
    if flight.chosen:
        return _of_choice(flight.chosen, hello, is_whole=flight.is_over and not flight.is_foreign)
    if flight.alert is not None:
        words = ALERTS.get(flight.alert, str(flight.alert))
        if flight.alert in ABOUT_VERSIONS:
            return Answer(REFUSED, f"refused: alert {words}")
        return Answer(ABORTED, f"broken off: alert {words}")
    if flight.is_foreign:
        return Answer(OURS, "what came back is no TLS")
    return fault


async def _exchanged(made: socket.socket, octets: bytes, flight: Flight, seconds: float) -> Answer:
    """Sends and listens until the flight is over; how it ended when it did not end by itself."""
    loop = asyncio.get_running_loop()
    received = 0
    try:
        async with asyncio.timeout(seconds):
            await loop.sock_sendall(made, octets)
            while not flight.is_over and received < _MOST_OCTETS:
                part = await loop.sock_recv(made, _CHUNK)
                if not part:
                    return Answer(ABORTED, "the server closed the connection without a word")
                received += len(part)
                flight.feed(part)
    except TimeoutError:
        return Answer(SILENT, f"no answer within {seconds:g} s")
    except OSError as fault:
        return Answer(ABORTED, f"the server broke the connection off ({fault.strerror or type(fault).__name__})")
    return Answer(OURS, "what came back has no end")


def _of_choice(chosen: Chosen, hello: Hello, *, is_whole: bool) -> Answer:
    version = VERSION_NAMES.get(chosen.version, f"version {chosen.version:#06x}")
    if chosen.version < hello.version:
        return Answer(REFUSED, f"refused: the server chose {version}", chosen)
    if chosen.version > hello.version or chosen.suite not in hello.suites:
        return Answer(OURS, f"the server chose what was not offered: {version}, suite {chosen.suite:#06x}")
    return Answer(DONE, f"{version}, {NAMES[chosen.suite]}", chosen, is_whole)


def _server_name(name: str) -> list[tuple[int, bytes]]:
    """The server_name extension; addresses are never sent in it (RFC 6066 section 3)."""
    try:
        ip_address(name)
    except ValueError:
        return [(0, _sized(b"\x00" + _sized(name.encode("ascii"))))]
    return []


def _two(number: int) -> bytes:
    return number.to_bytes(2, "big")


def _sized(content: bytes) -> bytes:
    return _two(len(content)) + content
