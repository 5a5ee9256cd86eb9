"""The door: what an audit may ask of the outside, each question once per run, within its budgets."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from portal.outbound.addresses import parsed
from portal.outbound.connector import NoAddress, checked, connected
from portal.outbound.credentials import Credential, Credentials
from portal.outbound.fetch import REQUESTS, Page, Pages
from portal.outbound.guard import SOCKET_PORTS, Refused, host_name
from portal.outbound.lookups import ANSWERS, Lookups, Reply
from portal.outbound.proxy import GitProxy
from portal.outbound.rules import Rules
from portal.outbound.unavailable import Unavailable

__all__ = ["Credential", "Door", "Knock", "Page", "Reply", "Rules", "Unavailable"]


@dataclass(frozen=True)
class Knock:
    """What one attempt to connect met: open, refused, silent, unreachable from here, or not public."""

    address: str
    port: int
    outcome: str


class Door:
    """One per audit run, used as `async with Door(rules) as door`.

    `credentials` are what its owner gave this run to read with; they leave in `fetch_as` alone and are handed to nobody.
    """

    def __init__(self, rules: Rules, credentials: Credentials | None = None) -> None:
        self.rules = rules
        self._credentials = dict(credentials or {})
        self._lookups = Lookups(rules)
        self._pages = Pages(rules, self._addresses, self.roots)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pages.close()
        await self._lookups.close()

    @property
    def questions(self) -> int:
        """DNS questions asked so far."""
        return self._lookups.asked

    @property
    def pages(self) -> int:
        """Pages asked for so far."""
        return sum(self._pages.requests.values())

    @property
    def requests(self) -> Mapping[str, int]:
        """Pages asked for so far, by host."""
        return self._pages.requests

    def may_fetch(self, host: str) -> bool:
        """Whether this run may still ask the host for pages."""
        return self._pages.requests.get(host, 0) < REQUESTS

    async def ask(self, name: str, rtype: str, *, server: str | None = None, flag: str = "") -> Reply | Unavailable:
        """The answer to a DNS question, NOERROR or NXDOMAIN; `server` is asked directly, without recursion.

        `flag` is VALIDATED or UNCHECKED, for our own resolver.
        """
        reply = await self._lookups.ask(name, rtype, server, flag)
        if isinstance(reply, Reply) and reply.status not in ANSWERS:
            return Unavailable(f"{reply.server} answered {reply.status} to {reply.name} {reply.type}")
        return reply

    async def interrogate(self, name: str, rtype: str, *, server: str) -> Reply | Unavailable:
        """As `ask`, with the server's own refusals as replies; unavailable only after three silent tries."""
        return await self._lookups.ask(name, rtype, server)

    async def addresses(self, host: str) -> tuple[str, ...] | Unavailable:
        """The A and AAAA records of a host as published, public or not; empty when it has none."""
        if parsed(host) is not None:
            return (host,)
        four, six = await asyncio.gather(self.ask(host, "A"), self.ask(host, "AAAA"))
        found = tuple(address for reply in (four, six) if isinstance(reply, Reply) for address in reply.records)
        if found:
            return found
        for reply in (four, six):
            if isinstance(reply, Unavailable):
                return reply
        return ()

    def nature(self, host: str, address: str) -> str | None:
        """Why an address of this host is not public ("private, 10.0.0.0/8"), or None."""
        return self.rules.reach(host).refusal(address)

    async def open(
        self, host: str, port: int, *, address: str | None = None, seconds: float = 5
    ) -> socket.socket | Unavailable:
        """A connected blocking socket to a checked address of the host, for the TLS and mail audits."""
        tried: list[str] = []
        try:
            host = host_name(host)
            if port not in SOCKET_PORTS:
                raise Refused(f"port {port} is not asked")
            found = (address,) if address else await self._addresses(host)
            for each in checked(found, self.rules.reach(host), host):
                try:
                    return await connected(each, port, self.rules.reach(host), seconds)
                except OSError as fault:
                    tried.append(f"{each} port {port}: {_outcome(fault)}")
        except OSError as fault:
            return Unavailable(str(fault), (f"{host} port {port}",))
        return Unavailable(f"no connection to {host} port {port} ({tried[-1].rsplit(': ', 1)[-1]})", tuple(tried))

    async def knock(self, host: str, port: int, address: str, *, seconds: float = 3) -> Knock:
        """Whether one address of a host takes a connection; nothing is sent."""
        try:
            made = await connected(address, port, self.rules.reach(host), seconds)
        except OSError as fault:
            return Knock(address, port, _outcome(fault))
        made.close()
        return Knock(address, port, "open")

    async def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        limit: int = 1_000_000,
        seconds: float = 10,
        address: str | None = None,
        verify: bool = True,
        alone: bool = False,
        body: bytes | None = None,
    ) -> Page | Unavailable:
        """One hop, redirects not followed; a certificate that is not accepted gives a reason "certificate …".

        Requests of one host that are `alone` share a kept-alive connection of their own, so that they can be timed.
        `body` is sent as it is, by active gatherers alone.
        """
        return await self._pages.fetch(
            url,
            method=method,
            headers=headers,
            limit=limit,
            seconds=seconds,
            address=address,
            verify=verify,
            alone=alone,
            body=body,
        )

    def recalled(self, url: str, *, verify: bool = True) -> Page | None:
        """The whole answer that this run already got to a plain GET of the URL, so that it is not asked twice."""
        return self._pages.recalled(url, verify=verify)

    def lacks(self, service: str) -> Unavailable | None:
        """Why this run cannot read at a service with a credential; None when it can try."""
        known = self._credentials.get(service)
        if isinstance(known, Credential):
            return None
        return known or Unavailable(f"no token for {service} was given", retry="once a read-only token was given")

    async def fetch_as(
        self, service: str, url: str, *, limit: int = 1_000_000, seconds: float = 10
    ) -> Page | Unavailable:
        """One GET with the service's credential; the answer holds the token no more, even where it was echoed."""
        credential = self._credentials.get(service)
        if not isinstance(credential, Credential):
            return self.lacks(service) or Unavailable(f"no token for {service} was given")
        try:
            headers = credential.headers_for(url)
        except Refused as refused:
            return Unavailable(str(refused), retry="after an update")
        page = await self.fetch(url, headers=headers, limit=limit, seconds=seconds)
        if isinstance(page, Unavailable):
            return page
        shown = tuple((name, credential.without(value.encode()).decode()) for name, value in page.headers)
        return replace(page, body=credential.without(page.body), headers=shown)

    def roots(self, host: str = "") -> ssl.SSLContext:
        """A fresh verifying client context: the system's roots, and the operator's where they hold for the host."""
        context = ssl.create_default_context()
        # Newer Pythons are stricter than browsers: they reject authorities without a key identifier.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        ca_file = self.rules.reach(host or self.rules.domain or "").ca_file
        if ca_file:
            context.load_verify_locations(cafile=ca_file)
        return context

    @asynccontextmanager
    async def git_environment(self, host: str = "") -> AsyncIterator[dict[str, str]]:
        """The environment for a git subprocess: everything through a guarded proxy that lives as long as this."""
        async with GitProxy(self.rules, self._addresses, self.roots(host)) as proxy:
            yield proxy.environment

    async def _addresses(self, host: str) -> tuple[str, ...]:
        found = await self.addresses(host)
        if isinstance(found, Unavailable):
            raise NoAddress(found.reason)
        if not found:
            raise NoAddress(f"{host} has no address")
        return found


def _outcome(fault: OSError) -> str:
    """The words of `Knock.outcome`."""
    match fault:
        case Refused():
            return "not public"
        case TimeoutError():
            return "silent"
        case ConnectionRefusedError():
            return "refused"
    return "unreachable"
