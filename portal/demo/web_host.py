"""HTTP and HTTPS on the web machines: sockets, server names and certificates; what is said stands in sites."""

import asyncio
import socket
import ssl
import warnings
from functools import partial

from aiohttp import web

from portal.demo import places
from portal.demo.certificates import OLD_CIPHERS
from portal.demo.sites import answer
from portal.demo.state import State
from portal.demo.visit import Visit

WORTH_PACKING = 1024
"""Bytes from which the repaired machines compress an answer."""


class WebMachine:
    """One address: two listening sockets, one TLS context that picks the certificate by server name."""

    def __init__(self, address: str, state: State) -> None:
        """The context is told to follow the state once before the first visit."""
        self.address = address
        self.state = state
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.set_alpn_protocols(["http/1.1"])
        self.context.sni_callback = self._pick
        self.follow_state()

    def follow_state(self) -> None:
        """New connections get the versions of the shown state; the API edge starts too far back."""
        if self.address == places.API_EDGE and not self.state.repaired:
            self.context.set_ciphers(OLD_CIPHERS)
            with warnings.catch_warnings():
                # The library warns of these versions, and they are the point here.
                warnings.simplefilter("ignore", DeprecationWarning)
                self.context.minimum_version = ssl.TLSVersion.TLSv1
        else:
            self.context.set_ciphers("DEFAULT")
            self.context.minimum_version = ssl.TLSVersion.TLSv1_2

    def _pick(self, connection: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        """Without a server name too, since the listening context itself holds no certificate."""
        connection.context = self.state.certificate(self.address, name)

    async def respond(self, scheme: str, request: web.BaseRequest) -> web.StreamResponse:
        """One request, answered from the site tables."""
        host = (request.headers.get("host") or "").partition(":")[0].lower().rstrip(".")
        visit = Visit(
            scheme=scheme,
            machine=self.address,
            host=host,
            method=request.method,
            tries=self.state.note_try(host) if request.method == "POST" else 0,
            path=request.path,
            query=request.query_string,
            origin=request.headers.get("origin", ""),
        )
        reply = answer(visit, self.state.estate, self.state.ray())
        if reply.seconds:
            await asyncio.sleep(reply.seconds)
        response = web.Response(status=reply.status, body=reply.body.encode(), headers=dict(reply.headers))
        response.headers["Content-Type"] = reply.kind
        if self.state.repaired and len(reply.body) > WORTH_PACKING:
            response.enable_compression()  # as far as the visitor asked for it
            response.headers["Vary"] = "Accept-Encoding"
        return response

    async def listen(self, plain: socket.socket, encrypted: socket.socket) -> list[web.ServerRunner]:
        """Serve both sockets; the runners are cleaned up at the end."""
        runners = []
        for scheme, listener in (("http", plain), ("https", encrypted)):
            runner = web.ServerRunner(web.Server(partial(self.respond, scheme), access_log=None))
            await runner.setup()
            context = self.context if scheme == "https" else None
            await web.SockSite(runner, listener, ssl_context=context).start()
            runners.append(runner)
        return runners
