"""HTML as a stream of tags and text, in one pass however hostile the page is (HTML standard, section 13.2.5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_OPENING = re.compile(r"<(?:!--|[!?]|/?[A-Za-z]|/)")
_COMMENT_END = re.compile(r"--!?>")
_TAG_NAME = re.compile(r"[^ \t\n\f\r/>]*")
_BETWEEN = re.compile(r"[ \t\n\f\r/]*")
_ATTRIBUTE_NAME = re.compile(r"=?[^ \t\n\f\r/>=]*")
_EQUALS = re.compile(r"[ \t\n\f\r]*=[ \t\n\f\r]*")
_UNQUOTED = re.compile(r"[^ \t\n\f\r>]*")

_UNPARSED = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "noscript"})
_WITH_REFERENCES = frozenset({"title", "textarea"})
_ENDS = {name: re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE) for name in (*_UNPARSED, *_WITH_REFERENCES)}


@dataclass(frozen=True)
class StartTag:
    """An element's start; of a repeated attribute the first counts, names are in lower case."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class EndTag:
    """An element's end."""

    name: str


@dataclass(frozen=True)
class Text:
    """What stands between two tags, with character references resolved; of a script it is the script."""

    text: str


Token = StartTag | EndTag | Text


def tokens(page: str) -> Iterator[Token]:
    """Every token in order; comments are left out, and what a page that breaks off leaves unfinished is dropped."""
    position = 0
    while position < len(page):
        opening = _OPENING.search(page, position)
        start = opening.start() if opening else len(page)
        if start > position:
            yield Text(unescape(page[position:start]))
        if opening is None:
            return
        mark = opening[0]
        if mark == "<!--":
            position = _after_comment(page, start)
        elif not mark[-1].isalpha():  # <!doctype>, <?xml> and </> hold nothing for a reader
            position = _after(page, ">", start + 2)
        else:
            found = _tag(page, start + len(mark) - 1)
            if found is None:
                return
            tag, position = found
            if mark.startswith("</"):
                yield EndTag(tag.name)
                continue
            yield tag
            if tag.name in _ENDS:
                text, position = _content(page, position, tag.name)
                yield from text


def _after(page: str, wanted: str, position: int) -> int:
    found = page.find(wanted, position)
    return len(page) if found < 0 else found + len(wanted)


def _after_comment(page: str, start: int) -> int:
    """The end of a comment; `<!-->` and `<!--->` are whole ones."""
    for whole in ("<!-->", "<!--->"):
        if page.startswith(whole, start):
            return start + len(whole)
    end = _COMMENT_END.search(page, start + 4)
    return end.end() if end else len(page)


def _tag(page: str, position: int) -> tuple[StartTag, int] | None:
    """The tag whose name begins here and where it ends; None when the page ends first."""
    name = _taken(_TAG_NAME, page, position)
    position += len(name)
    attributes: dict[str, str] = {}
    while True:
        position += len(_taken(_BETWEEN, page, position))
        if position >= len(page):
            return None
        if page[position] == ">":
            return StartTag(name.lower(), attributes), position + 1
        attribute = _taken(_ATTRIBUTE_NAME, page, position)
        position += len(attribute)
        value = ""
        equals = _EQUALS.match(page, position)
        if equals:
            found = _value(page, equals.end())
            if found is None:
                return None
            value, position = found
        attributes.setdefault(attribute.lower(), value)


def _value(page: str, position: int) -> tuple[str, int] | None:
    """The attribute value that begins here and where it ends; None when its quote is never closed."""
    quote = page[position : position + 1]
    if quote in {'"', "'"}:
        end = page.find(quote, position + 1)
        return None if end < 0 else (unescape(page[position + 1 : end]), end + 1)
    bare = _taken(_UNQUOTED, page, position)
    return unescape(bare), position + len(bare)


def _content(page: str, position: int, name: str) -> tuple[tuple[Token, ...], int]:
    """The text of an element that holds no tags, up to its end tag or the end of the page."""
    end = _ENDS[name].search(page, position)
    text = page[position : end.start() if end else len(page)]
    found = (Text(unescape(text) if name in _WITH_REFERENCES else text),) if text else ()
    return found, end.start() if end else len(page)


def _taken(pattern: re.Pattern[str], page: str, position: int) -> str:
    """What the pattern, which may match nothing, takes from here."""
    match = pattern.match(page, position)
    return match[0] if match else ""
