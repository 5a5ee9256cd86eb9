"""A server on loopback that answers each ClientHello with the octets a test wrote, or hands it to a real TLS server."""

import contextlib
import socket
import threading
import time

REAL, HANG_UP, SILENCE = "real", "hang up", "silence"


def alert(description, level=2):
    return bytes((21, 3, 1, 0, 2, level, description))


def record(*messages, kind=22):
    content = b"".join(messages)
    return bytes((kind, 3, 3)) + len(content).to_bytes(2, "big") + content


def message(kind, body):
    return bytes((kind,)) + len(body).to_bytes(3, "big") + body


def server_hello(version, suite, extensions=b""):
    return message(
        2, version.to_bytes(2, "big") + bytes(32) + b"\x00" + suite.to_bytes(2, "big") + b"\x00" + extensions
    )


DONE = message(14, b"")


def version_of(hello):
    """The version a hello offers (its own field, not the record's)."""
    return int.from_bytes(hello[9:11], "big")


def suites_of(hello):
    """The suites a hello offers."""
    start = 44 + hello[43]
    end = start + 2 + int.from_bytes(hello[start : start + 2], "big")
    return {int.from_bytes(hello[at : at + 2], "big") for at in range(start + 2, end, 2)}


class HelloServer:
    """`script(hello, number)` gives octets, or one of REAL, HANG_UP and SILENCE; `pace` seconds pass between octets."""

    def __init__(self, script, *, context=None, pace=0):
        self.script, self.context, self.pace, self.hellos = script, context, pace, []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._serve, daemon=True)]

    def __enter__(self):
        self._threads[0].start()
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def _serve(self):
        while True:
            try:
                raw, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._converse, args=(raw,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _converse(self, raw):
        with contextlib.suppress(OSError), raw:
            hello = raw.recv(4096, socket.MSG_PEEK)
            self.hellos.append(hello)
            said = self.script(hello, len(self.hellos))
            if said == REAL:
                self.context.wrap_socket(raw, server_side=True).close()
                return
            raw.recv(4096)
            if said == SILENCE:
                raw.recv(1)
            elif said != HANG_UP:
                self._say(raw, said)

    def _say(self, raw, said):
        if not self.pace:
            raw.sendall(said)
            raw.recv(1)
            return
        for octet in said:
            raw.sendall(bytes((octet,)))
            time.sleep(self.pace)
