"""Content codings taken off an answer, never giving more than was asked for (RFC 9110 section 8.4)."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import brotli

MOST_CODINGS = 4
"""Codings taken off one answer; honest servers apply one."""
MOST_MEMBERS = 100
"""Members read of one gzip stream; each costs a copy of what follows it."""
_STEP = 65_536


class UndecodableError(ValueError):
    """The body is not what its Content-Encoding says."""


@dataclass(frozen=True)
class Decoded:
    """The body without its codings; `left` are those nobody here can take off.

    `is_cut` says that there was more, or that a coded stream breaks off before its end.
    """

    body: bytes
    left: tuple[str, ...] = ()
    is_cut: bool = False


def codings_of(fields: tuple[str, ...]) -> tuple[str, ...]:
    """The codings in the order they were applied, in small letters; `identity` is none."""
    named = (part.strip(" \t").lower() for field in fields for part in field.split(","))
    return tuple(name for name in named if name and name != "identity")


def decoded(body: bytes, codings: tuple[str, ...], limit: int, *, is_whole: bool = True) -> Decoded:
    """At most `limit` bytes of the content; raises `UndecodableError` for a body that is no such thing.

    A name that is no coding at all ("utf-8") is left as browsers leave it: the body stays as it came.
    """
    is_cut = not is_whole
    for number, coding in enumerate(reversed(codings)):
        take_off = _DECODERS.get(coding)
        if take_off is None or not body or number >= MOST_CODINGS:
            return Decoded(body[:limit], codings[: len(codings) - number] if body else (), is_cut or len(body) > limit)
        try:
            body, is_finished = take_off(body, limit + 1)
        except (zlib.error, brotli.error) as fault:
            raise UndecodableError(f"the body is no {coding}: {fault}") from fault
        is_cut = is_cut or not is_finished or len(body) > limit
    return Decoded(body[:limit], (), is_cut or len(body) > limit)


def _gzip(body: bytes, limit: int) -> tuple[bytes, bool]:
    """Every member of the stream; what follows the last one is padding."""
    found, is_finished = bytearray(), False
    for _ in range(MOST_MEMBERS):
        if not body or len(found) >= limit:
            break
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            found += member.decompress(body, limit - len(found))
        except zlib.error:
            if is_finished:
                break
            raise
        is_finished = member.eof
        body = member.unused_data
    return bytes(found), is_finished


def _deflate(body: bytes, limit: int) -> tuple[bytes, bool]:
    """A zlib stream, or the bare deflate that some servers mean by it."""
    stream = zlib.decompressobj()
    try:
        return stream.decompress(body, limit), stream.eof
    except zlib.error:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        return stream.decompress(body, limit), stream.eof


def _brotli(body: bytes, limit: int) -> tuple[bytes, bool]:
    reader, found, given = brotli.Decompressor(), bytearray(), 0
    while len(found) < limit and not reader.is_finished():
        taken = b""
        if reader.can_accept_more_data():
            if given >= len(body):
                break
            taken, given = body[given : given + _STEP], given + _STEP
        found += reader.process(taken, output_buffer_limit=min(_STEP, limit - len(found)))
    return bytes(found[:limit]), reader.is_finished()


_DECODERS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}
