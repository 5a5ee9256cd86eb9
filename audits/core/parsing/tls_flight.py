"""What a server sends before anything is encrypted: alerts, its hello, its key exchange (RFC 5246, RFC 8446)."""

from dataclasses import dataclass, replace

from audits.core.parsing.cipher_suites import NAMES, is_elliptic, is_finite_field

CHANGE_CIPHER, ALERT, HANDSHAKE, DATA = 20, 21, 22, 23
SERVER_HELLO, KEY_EXCHANGE, HELLO_DONE, STATUS = 2, 12, 14, 22
SUPPORTED_VERSIONS = 43
TLS13 = 0x0304
MOST_RECORD = 16_384 + 2048
MOST_MESSAGE = 131_072
CLOSE_NOTIFY = 0
ALERTS = {
    0: "close notify", 10: "unexpected message", 20: "bad record mac", 22: "record overflow", 40: "handshake failure",
    42: "bad certificate", 47: "illegal parameter", 48: "unknown ca", 49: "access denied", 50: "decode error",
    51: "decrypt error", 70: "protocol version", 71: "insufficient security", 80: "internal error",
    86: "inappropriate fallback", 90: "user canceled", 109: "missing extension", 110: "unsupported extension",
    112: "unrecognized name", 120: "no application protocol",
}  # fmt: skip
"""RFC 8446 section 6, RFC 5246 section 7.2."""


@dataclass(frozen=True)
class Chosen:
    """The server's choice: the version, the suite, and what its key exchange tells (0 where it tells nothing)."""

    version: int
    suite: int
    dh_bits: int = 0
    group: int = 0
    has_staple: bool = False


class Flight:
    """Reads the server's first flight as it comes in; `is_over` when nothing further would tell more."""

    def __init__(self) -> None:
        self.chosen: Chosen | None = None
        self.alert: int | None = None
        self.is_foreign = False
        self.is_over = False
        self._records = bytearray()
        self._messages = bytearray()

    def feed(self, octets: bytes) -> None:
        """Takes what was received; whole records and messages are read, the rest is kept for later."""
        self._records += octets
        start = 0
        while not self.is_over and len(self._records) - start >= 5:
            kind, major = self._records[start], self._records[start + 1]
            length = int.from_bytes(self._records[start + 3 : start + 5], "big")
            if kind not in {CHANGE_CIPHER, ALERT, HANDSHAKE, DATA} or major != 3 or not 0 < length <= MOST_RECORD:
                self._end(foreign=True)
                return
            end = start + 5 + length
            if len(self._records) < end:
                break
            self._record(kind, bytes(self._records[start + 5 : end]))
            start = end
        del self._records[:start]

    def _end(self, *, foreign: bool = False) -> None:
        self.is_over, self.is_foreign = True, foreign

    def _record(self, kind: int, content: bytes) -> None:
        if kind == ALERT and len(content) == 2:
            # Servers that do not know the name say so in a warning and go on.
            if content[0] != 1 or content[1] == CLOSE_NOTIFY:
                self.alert = content[1]
                self._end()
        elif kind == HANDSHAKE:
            self._messages += content
            self._read_messages()
        else:
            # Whatever is encrypted already tells nothing further.
            self._end(foreign=self.chosen is None)

    def _read_messages(self) -> None:
        start = 0
        while not self.is_over and len(self._messages) - start >= 4:
            length = int.from_bytes(self._messages[start + 1 : start + 4], "big")
            if length > MOST_MESSAGE:
                self._end(foreign=True)
                return
            end = start + 4 + length
            if len(self._messages) < end:
                break
            self._message(self._messages[start], bytes(self._messages[start + 4 : end]))
            start = end
        del self._messages[:start]

    def _message(self, kind: int, body: bytes) -> None:
        if kind == SERVER_HELLO:
            self.chosen = _hello(body)
            if self.chosen is None or self.chosen.version >= TLS13:
                self._end(foreign=self.chosen is None)
        elif self.chosen is None:
            self._end(foreign=True)
        elif kind == KEY_EXCHANGE:
            self.chosen = _with_exchange(self.chosen, body)
        elif kind == STATUS:
            self.chosen = replace(self.chosen, has_staple=len(body) > 4 and body[0] == 1)
        elif kind == HELLO_DONE:
            self._end()


def _hello(body: bytes) -> Chosen | None:
    """The choice a ServerHello tells; None where it is cut short."""
    if len(body) < 35:
        return None
    at = 35 + body[34]
    if len(body) < at + 3:
        return None
    version, suite = int.from_bytes(body[:2], "big"), int.from_bytes(body[at : at + 2], "big")
    at += 5
    while len(body) >= at + 4:
        kind, length = int.from_bytes(body[at : at + 2], "big"), int.from_bytes(body[at + 2 : at + 4], "big")
        if kind == SUPPORTED_VERSIONS and length == 2:
            version = int.from_bytes(body[at + 4 : at + 6], "big")
        at += 4 + length
    return Chosen(version, suite)


def _with_exchange(chosen: Chosen, body: bytes) -> Chosen:
    name = NAMES.get(chosen.suite, "")
    if is_finite_field(name):
        prime = body[2 : 2 + int.from_bytes(body[:2], "big")]
        return replace(chosen, dh_bits=int.from_bytes(prime, "big").bit_length())
    if is_elliptic(name) and body[:1] == b"\x03":
        return replace(chosen, group=int.from_bytes(body[1:3], "big"))
    return chosen
