"""A real HTTP/1.1 server on loopback that says exactly what a test wrote, however wrong, over TLS too."""

import contextlib
import re
import socket
import threading
from dataclasses import dataclass, field

HANG = "hang"
HANG_UP = "hang up"


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    host: str
    cookie: str
    fields: dict = field(default_factory=dict, compare=False)
    body: str = ""


def reply(status=200, body="", *headers, kind="text/html"):
    """The bytes of one whole answer; `headers` are (name, value)."""
    raw = body if isinstance(body, bytes) else body.encode()
    lines = [f"HTTP/1.1 {status} x", f"Content-Type: {kind}", f"Content-Length: {len(raw)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + raw


def sent_on(target, *headers, status=301):
    """A redirect."""
    return reply(status, "", ("Location", target), *headers)


class ScriptedServer:
    """`script(request)` gives bytes, an iterator of bytes, HANG or HANG_UP; requests and connections are noted.

    `greeting` is sent to whoever connects, before anything was asked.
    """

    def __init__(self, script, *, address="127.0.0.1", port=0, context=None, greeting=b""):
        self.script, self.context, self.greeting = script, context, greeting
        self.requests, self.connections, self.together, self.most_together = [], 0, 0, 0
        self._lock, self._over = threading.Lock(), threading.Event()
        self._listener = socket.create_server((address, port))
        self.address, self.port = self._listener.getsockname()[:2]
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._open = set()

    def __enter__(self):
        self._threads[0].start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def paths(self):
        return [request.path for request in self.requests]

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._converse, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _converse(self, raw):
        with self._lock:
            self._open.add(raw)
            self.connections += 1
        with contextlib.suppress(OSError), raw:
            raw.sendall(self.greeting)
            if self.context is None:
                self._talk(raw)
            else:
                with self.context.wrap_socket(raw, server_side=True) as secured:
                    self._talk(secured)
        with self._lock:
            self._open.discard(raw)

    def _talk(self, connection):
        while (heard := _heard(connection)) is not None:
            head, body = heard
            first, *lines = head.split("\r\n")
            fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            method, path, _ = first.split(" ")
            request = Request(
                method, path, fields.get("host", "").partition(":")[0], fields.get("cookie", ""), fields, body
            )
            with self._lock:
                self.requests.append(request)
                self.together += 1
                self.most_together = max(self.most_together, self.together)
            try:
                if not self._answer(connection, request):
                    return
            finally:
                with self._lock:
                    self.together -= 1

    def _answer(self, connection, request):
        """Whether the connection stays open."""
        said = self.script(request)
        if said == HANG:
            self._over.wait(30)
            return False
        if said == HANG_UP:
            return False
        for part in [said] if isinstance(said, bytes) else said:
            connection.sendall(part)
        return isinstance(said, bytes)


def _heard(connection):
    """The head and the body of the next request."""
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65_536)
        if not part:
            return None
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    told = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    while told and len(body) < int(told[1]):
        body += connection.recv(65_536)
    return head.decode("latin-1"), body.decode("latin-1")
