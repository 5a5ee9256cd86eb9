"""From the bytes of a page to its text: the encodings browsers tell by a mark, a field or a meta element."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "windows-1252": "windows-1252",
}
"""Labels of the Encoding standard that pages are really read in; the codecs of the library are not all harmless."""
_IN_FIELD = re.compile(r"charset[ \t]*=[ \t]*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_IN_META = re.compile(rb"<meta[^>]{0,500}?charset[ \t\r\n]*=[ \t\r\n]*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_PRESCANNED = 1024
"""Bytes in which browsers look for a meta element that names the encoding (HTML standard, 13.2.3.2)."""
_PACKED = ((b"\x1f\x8b\x08", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"))


def text_of_page(body: bytes, content_type: str = "") -> str:
    """The text in the order browsers decide: mark, Content-Type, meta element, UTF-8; what is no text is replaced."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    named = _IN_FIELD.search(content_type)
    encoding = _NAMES.get(named[1].lower(), "") if named else ""
    return body.decode(encoding or _told_inside(body), "replace")


def packed_as(body: bytes) -> str:
    """The compression that bytes still bear by their first ones ("gzip", "zstd"); empty when they bear none."""
    return next((name for mark, name in _PACKED if body.startswith(mark)), "")


def _told_inside(body: bytes) -> str:
    """A page that says in ASCII that it is UTF-16 is none (13.2.3.2, step 15)."""
    named = _IN_META.search(body[:_PRESCANNED])
    encoding = _NAMES.get(named[1].decode("ascii").lower(), "utf-8") if named else "utf-8"
    return "utf-8" if encoding.startswith("utf-16") else encoding
