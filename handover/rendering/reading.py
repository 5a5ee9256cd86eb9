"""What stands in a PDF, page by page, with its metadata and the files inside it: searched before anything leaves."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject

MOST_PAGES = 400
MOST_ENCLOSED = 20
MOST_ENCLOSED_BYTES = 4_000_000
ACTIVE = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"})


class UnreadableError(Exception):
    """The file is no PDF a client can be given; the message is one line for a person."""


@dataclass(frozen=True)
class Passage:
    """A stretch of text and where it stands, in words: "page 4", "its metadata", "the file zone.txt inside it"."""

    place: str
    text: str


@dataclass(frozen=True)
class Read:
    """A PDF as it can be searched."""

    pages: int
    passages: tuple[Passage, ...]


def read(content: bytes) -> Read:
    """Everything in the file that holds words; UnreadableError for one that is locked, broken or runs something."""
    try:
        return _read(PdfReader(io.BytesIO(content), strict=False))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as fault:
        raise UnreadableError("The PDF is broken and cannot be read. Make it again.") from fault


def _read(reader: PdfReader) -> Read:
    if reader.is_encrypted:
        raise UnreadableError("The PDF is locked with a password. Supply it without one.")
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableError(f"The PDF has more than {MOST_PAGES} pages. Supply the part the client needs.")
    if not reader.pages:
        raise UnreadableError("The PDF has no page.")
    _refuse_scripts(reader)
    return Read(len(reader.pages), tuple(_passages(reader)))


def _refuse_scripts(reader: PdfReader) -> None:
    """A paper does nothing when it is opened."""
    root = reader.root_object
    names = root.get("/Names")
    has_scripts = isinstance(_plain(names), DictionaryObject) and "/JavaScript" in _plain(names)
    opening = _plain(root.get("/OpenAction"))
    runs = isinstance(opening, DictionaryObject) and opening.get("/S") in ACTIVE
    if has_scripts or runs or "/AA" in root:
        raise UnreadableError("The PDF runs a script when it is opened. Supply it without one.")


def _plain(value: object) -> object:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _passages(reader: PdfReader) -> Iterator[Passage]:
    for number, page in enumerate(reader.pages, start=1):
        yield Passage(f"page {number}", page.extract_text())
    described = "\n".join(str(value) for value in (reader.metadata or {}).values())
    stream = reader.root_object.get("/Metadata")
    xmp = _plain(stream).get_data().decode("utf-8", "replace") if stream is not None else ""  # type: ignore[attr-defined]  # a stream object
    yield Passage("its metadata", f"{described}\n{xmp}")
    for number, (name, files) in enumerate(reader.attachments.items()):
        if number >= MOST_ENCLOSED or sum(map(len, files)) > MOST_ENCLOSED_BYTES:
            raise UnreadableError("The PDF carries more files than are searched. Supply them apart.")
        for one in files:
            yield Passage(f"the file {name[:60]} inside it", one.decode("utf-8", "replace"))
