"""The ports of the estate: one free number for each ordinary one, the same on every machine."""

import errno
import json
import socket
from collections.abc import Mapping
from contextlib import ExitStack

from portal.demo import places

ORDINARY = (53, 80, 443, 25)
ATTEMPTS = 50
MEND = "Give loopback the address first, on macOS with: sudo ifconfig lo0 alias {address}"

Ports = Mapping[int, int]


class NoAddressError(Exception):
    """This machine refuses one of the estate's loopback addresses."""


class Listeners:
    """Every bound socket by machine and ordinary port; UDP apart."""

    def __init__(self, ports: Ports) -> None:
        """Binds all, or raises with everything closed again."""
        self.ports = ports
        self.tcp: dict[tuple[str, int], socket.socket] = {}
        self.udp: dict[str, socket.socket] = {}
        with ExitStack() as opened:
            for address in places.NAME_SERVERS:
                self.udp[address] = opened.enter_context(_bound(address, ports[53], socket.SOCK_DGRAM))
                self.tcp[address, 53] = opened.enter_context(_bound(address, ports[53], socket.SOCK_STREAM))
            for address in places.WEB_MACHINES:
                for ordinary in (80, 443):
                    self.tcp[address, ordinary] = opened.enter_context(
                        _bound(address, ports[ordinary], socket.SOCK_STREAM)
                    )
            self.tcp[places.MAIL, 25] = opened.enter_context(_bound(places.MAIL, ports[25], socket.SOCK_STREAM))
            opened.pop_all()


def bind_everything(folder: places.Folder) -> Listeners:
    """The ports of the last start where they are still free, else new ones; kept for the next start."""
    for ports in (_kept(folder), *(_free() for _ in range(ATTEMPTS))):
        if ports is None:
            continue
        try:
            listeners = Listeners(ports)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise NoAddressError(str(error)) from error
            continue
        folder.ports.write_text(json.dumps(ports))
        return listeners
    raise NoAddressError("No set of free ports found on loopback")


def as_setting(ports: Ports) -> str:
    """The value of LAUNCHREADY_PORTS."""
    return ",".join(f"{ordinary}={real}" for ordinary, real in ports.items())


def _kept(folder: places.Folder) -> Ports | None:
    if not folder.ports.exists():
        return None
    kept = {int(ordinary): int(real) for ordinary, real in json.loads(folder.ports.read_text()).items()}
    return kept if set(kept) == set(ORDINARY) else None


def _free() -> Ports:
    """Numbers nobody has bound on any address, asked for together so that they differ."""
    with ExitStack() as opened:
        found = {}
        for ordinary in ORDINARY:
            probe = opened.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
            probe.bind(("", 0))
            found[ordinary] = probe.getsockname()[1]
        return found


def _bound(address: str, port: int, kind: socket.SocketKind) -> socket.socket:
    """A listening or receiving socket; raises OSError."""
    opened = socket.socket(socket.AF_INET, kind)
    try:
        if kind == socket.SOCK_STREAM:
            # A restart must not wait for the connections of the last one to be forgotten.
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.setblocking(False)
        opened.bind((address, port))
        if kind == socket.SOCK_STREAM:
            opened.listen(128)
    except OSError as error:
        opened.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise OSError(errno.EADDRNOTAVAIL, f"{address}: {MEND.format(address=address)}") from error
        raise
    return opened
