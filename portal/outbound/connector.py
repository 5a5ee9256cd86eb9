"""Connections: every address is checked where the socket is made, names and literals alike."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from portal.outbound.guard import Refused
from portal.outbound.rules import Reach

Resolve = Callable[[str], Awaitable[tuple[str, ...]]]
"""The addresses of a host; raises `NoAddress` when there are none."""


class NoAddress(OSError):  # noqa: N818 - it reads as what happened
    """The name gave no address; the text says why, one clause."""


class CheckedConnector(aiohttp.TCPConnector):
    """Connects one host's pages: its own look-ups, the mapped port, the table at every socket.

    aiohttp skips its resolver for literal addresses, so the look-up is replaced one level higher, and the check is
    repeated in the socket factory, which nothing gets around.
    """

    def __init__(self, reach: Reach, resolve: Resolve, *, connections: int, roots: Any) -> None:
        super().__init__(
            resolver=_Closed(),
            use_dns_cache=False,
            limit=connections,
            keepalive_timeout=15,
            ssl=roots,
            socket_factory=self._checked_socket,
        )
        self._reach = reach
        self._resolve = resolve

    async def _resolve_host(
        self,
        host: str,
        port: int,
        traces: Sequence[Any] | None = None,  # noqa: ARG002 - aiohttp's signature
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=self._reach.port(port),
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in checked(await self._resolve(host), self._reach, host)
        ]

    def _release(self, key: Any, protocol: Any, *, should_close: bool = False) -> None:
        """A connection that is given up ends at once: whoever drips would hold a TLS farewell open for half a minute."""
        transport = protocol.transport
        super()._release(key, protocol, should_close=should_close)
        if transport is not None and transport.is_closing():
            transport.abort()

    def _checked_socket(self, where: Any) -> socket.socket:
        family, kind, protocol, _, destination = where
        checked((destination[0],), self._reach, destination[0])
        return socket.socket(family, kind, protocol)


class _Closed(AbstractResolver):
    """Stands where aiohttp expects a resolver; never asked."""

    async def resolve(self, host: str, port: int = 0, family: Any = socket.AF_INET) -> list[ResolveResult]:
        raise Refused(f"{host}:{port} ({family}) must be resolved by our own look-ups")

    async def close(self) -> None:
        return None


def checked(addresses: tuple[str, ...], reach: Reach, host: str) -> tuple[str, ...]:
    """The addresses when every one may be reached; raises `Refused` when a single one may not."""
    for address in addresses:
        why = reach.refusal(address)
        if why:
            what = address if address == host else f"{host} ({address})"
            raise Refused(f"{what} is not a public address: {why}")
    return addresses


async def connected(address: str, port: int, reach: Reach, seconds: float) -> socket.socket:
    """A connected blocking socket with `seconds` as its time-out; raises `Refused`, `TimeoutError` or `OSError`."""
    checked((address,), reach, address)
    made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    made.setblocking(False)
    try:
        loop = asyncio.get_running_loop()
        await asyncio.wait_for(loop.sock_connect(made, (address, reach.port(port))), seconds)
    except BaseException:
        made.close()
        raise
    made.settimeout(seconds)
    return made
