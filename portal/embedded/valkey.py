"""The embedded Valkey: broker and cache on a Unix socket, every write kept."""

import socket
from urllib.parse import quote

from portal.embedded import binaries
from portal.embedded.folder import DataFolder
from portal.embedded.processes import Program


class Valkey:
    """One server in one data folder."""

    def __init__(self, folder: DataFolder, *, durable: bool = True) -> None:
        self.place = folder.path / "valkey"
        self.socket = folder.sockets() / "valkey.sock"
        self.durable = durable

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket))}?db=0"

    def make(self) -> None:
        self.place.mkdir(mode=0o700, exist_ok=True)

    def program(self) -> Program:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.place),
            "save": "",
            "appendonly": "yes" if self.durable else "no",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        options = [part for name, value in settings.items() for part in (f"--{name}", value)]
        return Program("valkey", [binaries.valkey_server(), *options])

    def is_ready(self) -> bool:
        """It answers a PING; while it reads its data it answers LOADING."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(1)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(64).startswith(b"+PONG")
        except OSError:
            return False
