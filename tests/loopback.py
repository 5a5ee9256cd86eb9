"""Small real servers on loopback: DNS with a script of answers, HTTP with a script of pages, a canary that counts."""

import contextlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

SILENT = "silent"


class NameServer:
    """Answers UDP questions from `records`: {(name, type): [text, ...]}; a status such as "SERVFAIL", or SILENT."""

    def __init__(self, records, *, address="127.0.0.1", port=0, recursive=False, authoritative=True):
        self.records = records
        self.recursive, self.authoritative = recursive, authoritative
        self.questions = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((address, port))
        self.address, self.port = self._socket.getsockname()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bell:
            bell.sendto(b"", (self.address, self.port))
        self._thread.join()
        self._socket.close()

    @property
    def setting(self):
        return f"{self.address}:{self.port}"

    def _serve(self):
        while True:
            wire, asker = self._socket.recvfrom(4096)
            if not wire:
                return
            query = dns.message.from_wire(wire)
            question = query.question[0]
            key = question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)
            self.questions.append(key)
            answer = self._answer(query, *key)
            if answer is not None:
                self._socket.sendto(answer.to_wire(), asker)

    def _answer(self, query, name, kind):
        response = dns.message.make_response(query)
        if self.authoritative:
            response.flags |= dns.flags.AA
        if self.recursive:
            response.flags |= dns.flags.RA
        for _ in range(9):
            told = self.records.get((name, kind))
            if told == SILENT:
                return None
            if isinstance(told, str):
                response.set_rcode(dns.rcode.from_text(told))
                return response
            if told is not None:
                told = told.pop(0) if told and isinstance(told[0], list) and len(told) > 1 else told
                told = told[0] if told and isinstance(told[0], list) else told
                response.answer.append(dns.rrset.from_text(name + ".", 300, "IN", kind, *told))
                return response
            alias = self.records.get((name, "CNAME"))
            if alias is None:
                break
            response.answer.append(dns.rrset.from_text(name + ".", 300, "IN", "CNAME", *alias))
            name = alias[0].rstrip(".")
        known_names = (key[0] for key in self.records if isinstance(key, tuple))
        if not any(known == name or known.endswith("." + name) for known in known_names):
            response.set_rcode(dns.rcode.NXDOMAIN)
        zone = self.records.get("zone")
        if zone:
            soa = dns.rrset.from_text(zone + ".", 300, "IN", "SOA", f"ns1.{zone}. host.{zone}. 1 2 3 4 5")
            response.authority.append(soa)
        return response


class Site:
    """Serves pages: {path: (status, [(name, value), ...], body)}; unknown paths get 404. Counts connections."""

    def __init__(self, pages, *, address="127.0.0.1", context=None):
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self):
                site.connections += 1
                super().setup()

            def do_GET(self):
                site.requests.append((self.headers.get("Host"), self.path, dict(self.headers)))
                status, headers, body = site.pages.get(self.path, (404, [], b"nothing here"))
                self.send_response_only(status)
                for name, value in [*headers, ("Content-Length", str(len(body)))]:
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_HEAD = do_GET

            def log_message(self, *_):
                return

        self.pages, self.requests, self.connections = pages, [], 0
        self._server = ThreadingHTTPServer((address, 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.context = context
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Canary:
    """Listens and counts who connects; nothing of ours may."""

    def __init__(self, address="127.0.0.1"):
        self._listener = socket.create_server((address, 0))
        self._listener.setblocking(False)
        self.address, self.port = self._listener.getsockname()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.close()

    def callers(self):
        """How many connections wait in the backlog."""
        count = 0
        with contextlib.suppress(BlockingIOError):
            while True:
                self._listener.accept()[0].close()
                count += 1
        return count


def closed_port(address="127.0.0.1"):
    """A port on which nobody listens."""
    with socket.create_server((address, 0)) as listener:
        return listener.getsockname()[1]
