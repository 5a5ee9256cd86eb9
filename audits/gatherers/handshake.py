"""One TLS handshake, spoken over an open socket without blocking; nothing is asked of the server beyond it."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

from cryptography import x509
from OpenSSL import SSL
from OpenSSL.crypto import X509, X509Store

OPENSSL = {
    "TLSv1.0": SSL.TLS1_VERSION,
    "TLSv1.1": SSL.TLS1_1_VERSION,
    "TLSv1.2": SSL.TLS1_2_VERSION,
    "TLSv1.3": SSL.TLS1_3_VERSION,
}
"""What our library calls the versions it can be told to speak."""

DONE, REFUSED, ABORTED, SILENT, OURS = "done", "refused", "aborted", "silent", "ours"
"""How a handshake ends: finished; refused by an answer about the version; broken off by the server; not answered in
time; or broken off by our own library, which says nothing about the server."""

LEGACY_CIPHERS = b"ALL:!aNULL:@SECLEVEL=0"
"""All that authenticate, at the level at which our own library offers TLS 1.0 and 1.1 at all."""
BROWSER_CIPHERS = b"DEFAULT:@SECLEVEL=2"
"""At this level OpenSSL rejects the keys and signatures that browsers reject."""

_ABOUT_VERSIONS = ("alert protocol version", "alert handshake failure", "alert insufficient security")
_OTHER_VERSION = ("unsupported protocol", "wrong ssl version")
"""What our library says of a server that chose another version than the one offered."""
_RECORD_BYTES = 65_536


@dataclass(frozen=True)
class Handshake:
    """One handshake: `certificates` as sent, `complaint` the first verification error, 0 for none.

    `alpn` is the protocol the server chose to speak next (RFC 7301), empty when it chose none. `complaints` are all
    verification errors in the order found, `version` is what was agreed on, and `has_staple` says whether an OCSP answer
    came along, None when the handshake did not get that far.
    """

    end: str
    detail: str
    certificates: tuple[x509.Certificate, ...] = ()
    complaint: int = 0
    alpn: str = ""
    complaints: tuple[int, ...] = ()
    version: str = ""
    has_staple: bool | None = None

    @property
    def is_agreed(self) -> bool:
        """Whether the server took the version: it finished, or sent its certificate and then wanted more of us."""
        return self.end == DONE or bool(self.certificates)


@dataclass(frozen=True)
class Offer:
    """The versions offered (constants of OpenSSL.SSL), the ciphers, where trusted roots are put, and what is spoken."""

    oldest: int
    newest: int
    ciphers: bytes
    trust: Callable[[X509Store], None] | None = None
    protocols: tuple[bytes, ...] = (b"h2", b"http/1.1")


async def shaken(made: socket.socket, name: str, offer: Offer, seconds: float) -> Handshake:
    """The handshake with the server at the other end of a socket, which is closed afterwards."""
    complaints: list[int] = []
    staples: list[bool] = []

    def noted(_connection: SSL.Connection, _certificate: X509, error: int, _depth: int, fine: int) -> bool:
        if not fine:
            complaints.append(error)
        return True  # whatever verification says, the handshake goes on: judging is not done here

    def stapled(_connection: SSL.Connection, answer: bytes, _data: object) -> bool:
        staples.append(bool(answer))
        return True

    with made:
        made.setblocking(False)
        try:
            context = _context(offer, noted)
            context.set_ocsp_client_callback(stapled)
            connection = SSL.Connection(context, None)
            if not _is_address(name):
                connection.set_tlsext_host_name(name.encode("ascii"))
            connection.request_ocsp()
            connection.set_connect_state()
            end, detail = await _spoken(connection, made, seconds)
            chain = tuple(connection.get_peer_cert_chain(as_cryptography=True) or ())
            alpn = connection.get_alpn_proto_negotiated().decode("ascii", "replace")
        except SSL.Error as fault:
            return Handshake(OURS, f"our own TLS library cannot offer it: {_words(fault)}")
        except (ValueError, x509.InvalidVersion) as fault:
            return Handshake(OURS, f"a certificate it sent cannot be read: {fault}"[:200])
    return Handshake(
        end,
        detail,
        chain,
        complaint=complaints[0] if complaints else 0,
        alpn=alpn,
        complaints=tuple(dict.fromkeys(complaints)),
        version=connection.get_protocol_version_name() if end == DONE else "",
        has_staple=staples[0] if staples else None,
    )


def _is_address(name: str) -> bool:
    """Whether the server is called by an address, which is never sent as its name (RFC 6066 section 3)."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _context(offer: Offer, noted: Callable[[SSL.Connection, X509, int, int, int], bool]) -> SSL.Context:
    context = SSL.Context(SSL.TLS_CLIENT_METHOD)
    context.set_cipher_list(offer.ciphers)
    context.set_options(SSL.OP_LEGACY_SERVER_CONNECT)  # servers without RFC 5746 are spoken with as well
    context.set_min_proto_version(offer.oldest)
    context.set_max_proto_version(offer.newest)
    if offer.protocols:
        context.set_alpn_protos(list(offer.protocols))
    context.set_verify(SSL.VERIFY_PEER, noted)
    store = context.get_cert_store()
    if offer.trust and store:
        offer.trust(store)
    return context


async def _spoken(connection: SSL.Connection, made: socket.socket, seconds: float) -> tuple[str, str]:
    """How the handshake ended, and in which words."""
    loop = asyncio.get_running_loop()
    sent = False
    try:
        async with asyncio.timeout(seconds):
            while True:
                fault = _step(connection)
                answer = _outgoing(connection)
                if answer:
                    await loop.sock_sendall(made, answer)
                if fault is None:
                    return DONE, f"{connection.get_protocol_version_name()}, {connection.get_cipher_name()}"
                if not isinstance(fault, SSL.WantReadError):
                    return _told(fault, sent=sent)
                sent = True
                received = await loop.sock_recv(made, _RECORD_BYTES)
                if not received:
                    return ABORTED, "the server closed the connection without a word"
                connection.bio_write(received)
    except TimeoutError:
        return SILENT, f"no answer within {seconds:g} s"
    except OSError as fault:
        return ABORTED, f"the server broke the connection off ({fault.strerror or type(fault).__name__})"


def _step(connection: SSL.Connection) -> SSL.Error | None:
    try:
        connection.do_handshake()
    except SSL.Error as fault:
        return fault
    return None


def _outgoing(connection: SSL.Connection) -> bytes:
    written = b""
    while True:
        try:
            written += connection.bio_read(_RECORD_BYTES)
        except SSL.Error:
            return written


def _told(fault: SSL.Error, *, sent: bool) -> tuple[str, str]:
    words = _words(fault)
    if not sent:
        return OURS, f"our own TLS library cannot offer it: {words}"
    if any(alert in words for alert in _ABOUT_VERSIONS):
        return REFUSED, f"refused: {words}"
    if any(sign in words for sign in _OTHER_VERSION):
        return REFUSED, "refused: the server chose another version"
    if "alert" in words or "unrecognized name" in words:
        return ABORTED, f"broken off: {words}"
    return OURS, f"our own TLS library cannot go on: {words}"


def _words(fault: SSL.Error) -> str:
    """What OpenSSL says, its words only."""
    queue = fault.args[0] if fault.args and isinstance(fault.args[0], list) else []
    return ", ".join(str(entry[-1]) for entry in queue if entry) or type(fault).__name__
