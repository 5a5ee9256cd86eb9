"""A CONNECT proxy on loopback, so that git, too, only reaches addresses the guard has checked."""

import asyncio
import base64
import secrets
import shutil
import ssl
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from portal.outbound.connector import Resolve, checked
from portal.outbound.guard import Refused, host_name
from portal.outbound.rules import Rules

HEAD_BYTES = 8_192
CONNECT_SECONDS = 10.0
HTTPS = 443


class GitProxy:
    """Takes CONNECT host:443 from whoever knows this proxy's password, that is from the git we start."""

    def __init__(self, rules: Rules, resolve: Resolve, roots: ssl.SSLContext) -> None:
        self._rules = rules
        self._resolve = resolve
        self._roots = roots
        self._password = secrets.token_urlsafe(18)
        self._tunnels: set[asyncio.Task[None]] = set()
        self.environment: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=HEAD_BYTES)
        self._folder = Path(tempfile.mkdtemp(prefix="git-roots-"))
        roots = self._folder / "roots.pem"
        roots.write_text(
            "".join(map(ssl.DER_cert_to_PEM_cert, self._roots.get_ca_certs(binary_form=True))), encoding="ascii"
        )
        port = self._server.sockets[0].getsockname()[1]
        proxy = f"http://git:{self._password}@127.0.0.1:{port}"
        settings = {
            "http.proxy": proxy,
            "http.proxyAuthMethod": "basic",
            "http.sslCAInfo": str(roots),
            "http.followRedirects": "initial",
            "protocol.allow": "never",
            "protocol.https.allow": "always",
            "credential.helper": "",
            "core.hooksPath": "/dev/null",
        }
        self.environment = {
            "HOME": str(self._folder),
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_ALLOW_PROTOCOL": "https",
            "GIT_CONFIG_COUNT": str(len(settings)),
        }
        for index, (key, value) in enumerate(settings.items()):
            self.environment |= {f"GIT_CONFIG_KEY_{index}": key, f"GIT_CONFIG_VALUE_{index}": value}
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for tunnel in self._tunnels:
            tunnel.cancel()
        await asyncio.gather(*self._tunnels, return_exceptions=True)
        await self._server.wait_closed()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tunnel = asyncio.ensure_future(self._tunnel(reader, writer))
        self._tunnels.add(tunnel)
        tunnel.add_done_callback(self._tunnels.discard)

    async def _tunnel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), CONNECT_SECONDS)
            answer = await self._opened(head.decode("latin-1"))
            if isinstance(answer, str):
                writer.write(f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode("latin-1"))
                await writer.drain()
                return
            far_reader, far_writer = answer
            writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
            await asyncio.gather(_pumped(reader, far_writer), _pumped(far_reader, writer))
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return  # the git at the other end sees the closed connection and says so
        finally:
            writer.close()

    async def _opened(self, head: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | str:
        """The connection asked for, or the status line that says why there is none."""
        request, *headers = head.split("\r\n")
        expected = "Basic " + base64.b64encode(f"git:{self._password}".encode()).decode("ascii")
        given = next((h.partition(":")[2].strip() for h in headers if h.lower().startswith("proxy-authorization:")), "")
        if not secrets.compare_digest(given, expected):
            return '407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="git"'
        method, _, rest = request.partition(" ")
        host, _, port = rest.partition(" ")[0].rpartition(":")
        if method != "CONNECT" or port != str(HTTPS):
            return "403 Only CONNECT to port 443"
        try:
            host = host_name(host)
            reach = self._rules.reach(host)
            addresses = checked(await self._resolve(host), reach, host)
        except Refused:
            return "403 Not a public address"
        except OSError:
            return "502 The name has no address"
        for address in addresses:
            try:
                return await asyncio.wait_for(
                    asyncio.open_connection(address, reach.port(HTTPS)), CONNECT_SECONDS / len(addresses)
                )
            except OSError:
                continue
        return "504 No address answers"


async def _pumped(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Everything from one side to the other, until it ends."""
    try:
        while chunk := await reader.read(65_536):
            writer.write(chunk)
            await writer.drain()
    finally:
        writer.close()
