"""A real mail server on loopback that says exactly what a test wrote: greeting, EHLO, STARTTLS and the handshake."""

import contextlib
import socket
import threading

OFFERS = ("mx greets", "PIPELINING", "STARTTLS", "8BITMIME")
HANG_UP = b"hang up"
SILENT = b"silent"


def said(code, *lines):
    """The bytes of one reply."""
    spoken = [f"{code}-{line}" for line in lines[:-1]] + [f"{code} {lines[-1]}"]
    return "\r\n".join(spoken).encode() + b"\r\n"


class MailServer:
    """`handshakes` gives for each connection whether the handshake it agreed to is finished; commands are noted."""

    def __init__(self, context=None, *, greeting=None, ehlo=None, starttls=None, handshakes=()):
        self.context = context
        self.greeting = said(220, "mx ESMTP") if greeting is None else greeting
        self.ehlo = said(250, *OFFERS) if ehlo is None else ehlo
        self.starttls = said(220, "Ready") if starttls is None else starttls
        self.handshakes = list(handshakes)
        self.commands, self.connections = [], 0
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._serve, daemon=True)]

    def __enter__(self):
        self._threads[0].start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._converse, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _converse(self, raw):
        raw.settimeout(10)
        with contextlib.suppress(OSError), raw:
            if not self._say(raw, self.greeting):
                return
            while line := self._line(raw):
                self.commands.append(line)
                verb = line.split(" ")[0]
                answer = {"EHLO": self.ehlo, "STARTTLS": self.starttls, "QUIT": said(221, "bye")}.get(
                    verb, said(502, "no")
                )
                if not self._say(raw, answer) or verb == "QUIT":
                    return
                if verb == "STARTTLS" and answer.startswith(b"220"):
                    self._shake(raw)
                    return

    def _shake(self, raw):
        if self.handshakes and not self.handshakes.pop(0):
            raw.recv(4096)
            return
        with self.context.wrap_socket(raw, server_side=True) as secured:
            secured.recv(4096)

    def _say(self, raw, answer):
        """Whether the conversation goes on; an answer that is an iterator is sent as long as anybody listens."""
        if answer == HANG_UP:
            return False
        if answer == SILENT:
            self._over.wait(10)
            return False
        for part in [answer] if isinstance(answer, bytes) else answer():
            raw.sendall(part)
        return True

    @staticmethod
    def _line(raw):
        received = b""
        while not received.endswith(b"\n"):
            part = raw.recv(1)
            if not part:
                return ""
            received += part
        return received.decode("latin-1").strip()
