"""The outer form of a message (RFC 5322 section 2): its header fields and its body, within bounds, in linear time."""

import re
from dataclasses import dataclass, field

MOST_OCTETS = 2 * 1024 * 1024
MOST_HEAD_OCTETS = 256 * 1024
MOST_FIELDS = 1_000
MOST_HEAD_LINES = 5_000
MOST_LINES = 100_000
MOST_MULTIPARTS = 30
"""Fields of a body that open a further level; a part cannot lie deeper than there are such fields."""
MOST_BLANK_SQUARES = 100_000_000
"""Sum of the squared lengths of all runs of blanks: what canonicalizing costs in the library that verifies."""

_FIELD = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,200})[ \t]*:")
_BLANKS = re.compile(rb"[ \t]+")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_LEVEL = re.compile(rb"^content-type:\s{0,20}(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class UnreadableMessageError(ValueError):
    """Why this is no message we read, in one sentence that is shown to the person."""


@dataclass(frozen=True)
class MessageSource:
    """`raw` from the first field on; `fields` in their order with names in lower case and unfolded values."""

    raw: bytes = field(repr=False)
    fields: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """The values of every field of one name, the topmost first."""
        return tuple(value for known, value in self.fields if known == name)


def read(raw: bytes) -> MessageSource:
    """The message; raises UnreadableMessageError with a sentence for what is none, or is beyond the bounds."""
    if len(raw) > MOST_OCTETS:
        raise UnreadableMessageError("That message is larger than 2 MB. Send one without attachments and give that.")
    if raw.startswith(_OUTLOOK):
        raise UnreadableMessageError(
            "That is Outlook's own .msg form, in which signatures do not survive. Open the message in Outlook on the "
            "web and download it there as .eml."
        )
    raw = _begun(raw)
    if not raw.strip():
        raise UnreadableMessageError("That message is empty.")
    if raw.count(b"\n") > MOST_LINES:
        raise UnreadableMessageError(f"That message has more than {MOST_LINES:,} lines.")
    end = _END_OF_HEAD.search(raw, 0, MOST_HEAD_OCTETS + 4)
    if end is None and len(raw) > MOST_HEAD_OCTETS:
        raise UnreadableMessageError("The header of that message is larger than 256 KB.")
    fields = _fields(raw[: end.start()] if end else raw)
    if not any(name in {"from", "received", "date", "dkim-signature"} for name, _ in fields):
        raise UnreadableMessageError("That is no e-mail: it has neither From nor Date nor Received in its header.")
    if len(_LEVEL.findall(raw)) > MOST_MULTIPARTS:
        raise UnreadableMessageError(f"That message packs more than {MOST_MULTIPARTS} parts into one another.")
    if sum(len(run) ** 2 for run in _BLANKS.findall(raw)) > MOST_BLANK_SQUARES:
        raise UnreadableMessageError("That message holds runs of blanks longer than any mail program writes.")
    return MessageSource(raw, fields)


def _begun(raw: bytes) -> bytes:
    """Without what stands before the first field: a byte order mark, empty lines, the line of an mbox file."""
    begun = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if begun.startswith((b"From ", b">From ")):
        begun = begun.partition(b"\n")[2]
    return begun


def _fields(head: bytes) -> tuple[tuple[str, str], ...]:
    lines = head.split(b"\n")
    if len(lines) > MOST_HEAD_LINES:
        raise UnreadableMessageError(f"The header of that message has more than {MOST_HEAD_LINES:,} lines.")
    found: list[tuple[str, list[bytes]]] = []
    for number, line in enumerate(lines, start=1):
        line = line.removesuffix(b"\r")  # noqa: PLW2901 - the same line without its end
        if line[:1] in {b" ", b"\t"} and found:
            found[-1][1].append(line)
            continue
        name = _FIELD.match(line)
        if name is None:
            if not line and number == len(lines):
                continue
            raise UnreadableMessageError(
                f"That is no e-mail as it was sent: line {number} is no header field. Give the whole source, header first."
            )
        found.append((name[1].decode("ascii").lower(), [line[name.end() :]]))
    if len(found) > MOST_FIELDS:
        raise UnreadableMessageError(f"The header of that message has more than {MOST_FIELDS:,} fields.")
    return tuple((name, b"".join(parts).decode("utf-8", "replace").strip()) for name, parts in found)
