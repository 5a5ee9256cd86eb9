"""One hop of a page: asked over a checked connection, bounded in size, time and number."""

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

from portal.outbound.connector import CheckedConnector, NoAddress, Resolve
from portal.outbound.decoding import UndecodableError, codings_of, decoded
from portal.outbound.guard import Refused, Target, target_of
from portal.outbound.rules import Rules
from portal.outbound.unavailable import Unavailable

USER_AGENT = "LaunchReady/0.1 (audit)"
CONNECTIONS = 4
"""Connections kept to one host."""
REQUESTS = 60
"""Requests one run makes to one host."""
HEADER_BYTES = 65_536
KEPT_BYTES = 32_000_000
"""What the whole pages of one run take in memory at most; those that come later are asked for again."""


@dataclass(frozen=True)
class Page:
    """One answer, verbatim: `headers` in order and as sent, `seconds` to the last byte, `first_byte` to the headers.

    `body` is without its content coding; `sent` are the bytes that came over the wire for it, `codings` those nobody
    here can take off, in which case `body` still bears them.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    truncated: bool
    address: str
    http_version: str
    seconds: float
    first_byte: float
    sent: int = 0
    codings: tuple[str, ...] = ()


class _Response(aiohttp.ClientResponse):
    """Remembers which address answered; the connection is gone once the body is read."""

    address = ""

    async def start(self, connection: Any) -> aiohttp.ClientResponse:
        peer = connection.transport.get_extra_info("peername") if connection.transport else None
        self.address = peer[0] if peer else ""
        return await super().start(connection)


class Pages:
    """The pages of one run: sessions per host and address, with what each host may still be asked."""

    def __init__(self, rules: Rules, resolve: Resolve, roots: Callable[[str], ssl.SSLContext]) -> None:
        self._rules = rules
        self._resolve = resolve
        self._roots = roots
        self._sessions: dict[tuple[str, str | None, bool, bool], aiohttp.ClientSession] = {}
        self._places: dict[str, asyncio.Semaphore] = {}
        self._kept: dict[tuple[str, bool], Page] = {}
        self._room = KEPT_BYTES
        self.requests: dict[str, int] = {}

    async def fetch(
        self,
        url: str,
        *,
        method: str,
        headers: Mapping[str, str] | None,
        limit: int,
        seconds: float,
        address: str | None,
        verify: bool,
        alone: bool,
        body: bytes | None = None,
    ) -> Page | Unavailable:
        """The answer to one request; redirects are the caller's to follow."""
        try:
            target = target_of(url)
        except Refused as refused:
            return Unavailable(str(refused), (f"{method} {url[:300]}",), retry="after the URL is corrected")
        tried = (f"{method} {target.url}" + (f" at {address}" if address else ""),)
        if self.requests.get(target.host, 0) >= REQUESTS:
            return Unavailable(f"this run has already asked {target.host} {REQUESTS} times", tried, "in the next run")
        self.requests[target.host] = self.requests.get(target.host, 0) + 1
        session = self._session(target, address, verify, alone)
        async with self._places.setdefault(target.host, asyncio.Semaphore(CONNECTIONS)):
            try:
                page = await _asked(session, target, method, headers, limit, seconds, body)
            except (aiohttp.ClientError, OSError, ValueError) as fault:
                return Unavailable(_reason(fault, target, seconds), tried)
        if method == "GET" and not headers and not address and not alone:
            self._keep(page, verify)
        return page

    def recalled(self, url: str, *, verify: bool) -> Page | None:
        """The whole answer that this run already got to a plain GET of the URL."""
        try:
            return self._kept.get((target_of(url).url, verify))
        except Refused:
            return None

    def _keep(self, page: Page, verify: bool) -> None:
        if not page.truncated and len(page.body) <= self._room and (page.url, verify) not in self._kept:
            self._kept[page.url, verify] = page
            self._room -= len(page.body)

    async def close(self) -> None:
        """Closes every connection."""
        for session in self._sessions.values():
            await session.close()

    def _session(self, target: Target, address: str | None, verify: bool, alone: bool) -> aiohttp.ClientSession:
        key = (target.host, address, verify, alone)
        if key not in self._sessions:
            self._sessions[key] = aiohttp.ClientSession(
                connector=CheckedConnector(
                    self._rules.reach(target.host),
                    _always(address) if address else self._resolve,
                    connections=1 if alone else CONNECTIONS,
                    roots=self._roots(target.host) if verify else False,
                ),
                response_class=_Response,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": USER_AGENT, "Accept": "*/*"},
                trust_env=False,
                auto_decompress=False,
                max_line_size=HEADER_BYTES,
                max_field_size=HEADER_BYTES,
            )
        return self._sessions[key]


def _always(address: str) -> Resolve:
    async def resolve(_host: str) -> tuple[str, ...]:
        return (address,)

    return resolve


async def _asked(
    session: aiohttp.ClientSession,
    target: Target,
    method: str,
    headers: Mapping[str, str] | None,
    limit: int,
    seconds: float,
    sent: bytes | None,
) -> Page:
    begun = time.perf_counter()
    async with session.request(
        method,
        URL(target.url, encoded=True),
        headers=headers,
        data=sent,
        allow_redirects=False,
        timeout=aiohttp.ClientTimeout(total=seconds),
    ) as response:
        first_byte = time.perf_counter() - begun
        body = bytearray()
        async for chunk in response.content.iter_chunked(65_536):
            body += chunk
            if len(body) > limit:
                response.close()
                break
        version = response.version
        codings = codings_of(tuple(response.headers.getall("Content-Encoding", ())))
        content = decoded(bytes(body), codings, limit, is_whole=len(body) <= limit)
        return Page(
            url=target.url,
            status=response.status,
            headers=tuple((_text(name), _text(value)) for name, value in response.raw_headers),
            body=content.body,
            truncated=content.is_cut,
            address=response.address if isinstance(response, _Response) else "",
            http_version=f"{version.major}.{version.minor}" if version else "",
            seconds=time.perf_counter() - begun,
            first_byte=first_byte,
            sent=len(body),
            codings=content.left,
        )


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _reason(fault: Exception, target: Target, seconds: float) -> str:  # noqa: PLR0911 - one return a way to fail
    """Why there is no page, in one clause."""
    cause = fault.os_error if isinstance(fault, aiohttp.ClientConnectorError) else fault
    place = f"{target.host} port {target.port}"
    match cause:
        case Refused() | NoAddress():
            return str(cause)
        case ssl.SSLCertVerificationError():
            return f"certificate of {target.host} is not accepted: {cause.verify_message}"
        case aiohttp.ClientConnectorCertificateError():
            return f"certificate of {target.host} is not accepted: {cause.certificate_error}"
        case ssl.SSLError():
            return f"TLS with {place} failed: {cause.reason or cause}"
        case TimeoutError():
            return f"no answer from {place} within {seconds:g} s"
        case ConnectionRefusedError():
            return f"{place} refused the connection"
        case UndecodableError():
            return f"the answer of {place} is not in the encoding it names"
        case aiohttp.ServerDisconnectedError() | ConnectionResetError() | aiohttp.ClientPayloadError():
            return f"{place} broke off before the answer was complete"
        case aiohttp.ClientResponseError() | aiohttp.InvalidURL():
            return f"the answer of {place} is not valid HTTP"
    return f"no connection to {place} ({getattr(cause, 'strerror', None) or cause})"
