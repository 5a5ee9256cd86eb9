"""What a section is made of: a small vocabulary of blocks, each drawn by one template of the same name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handover.contents.route_facts import MapRowFacts


@dataclass(frozen=True)
class Span:
    """A stretch of text; `kind` is plain, strong, quiet, code (verbatim) or page (a link that prints its page)."""

    text: str
    kind: str = "plain"
    anchor: str = ""


Words = tuple[Span, ...]


def words(*parts: str | Span) -> Words:
    """Text from plain strings and spans."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts if part)


def marked(text: str) -> Words:
    """Text whose `backticks` stand around something verbatim, as the fixes of checks are written."""
    return words(*(code(part) if number % 2 else part for number, part in enumerate(text.split("`")) if part))


def strong(text: str) -> Span:
    """Text that carries the sentence."""
    return Span(text, "strong")


def quiet(text: str) -> Span:
    """Text in the third voice."""
    return Span(text, "quiet")


def code(text: str) -> Span:
    """Something verbatim: a host, a record, a command."""
    return Span(text, "code")


def page_of(anchor: str, text: str = "page") -> Span:
    """A link that prints the page its target stands on."""
    return Span(text, "page", anchor)


@dataclass(frozen=True)
class Sign:
    """A sign of the product with its word; `family` is outcome, state or rank."""

    family: str
    value: str
    word: str


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    shape: ClassVar[str] = "heading"
    title: str
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Running text; `tone` is plain, lead or warn."""

    shape: ClassVar[str] = "paragraph"
    words: Words
    tone: str = "plain"


@dataclass(frozen=True)
class Missing:
    """Something nobody supplied yet, and who has to."""

    shape: ClassVar[str] = "missing"
    label: str
    who: str


@dataclass(frozen=True)
class Column:
    """A table column; `width` in millimetres of the 176 the page has."""

    title: str
    width: int


@dataclass(frozen=True)
class Cell:
    """A table cell: words, a second line in the second voice, and a sign before them."""

    words: Words = ()
    second: Words = ()
    sign: Sign | None = None
    missing: Missing | None = None


@dataclass(frozen=True)
class Table:
    """Rows under repeated heads; the cell in column `row_head` names its row."""

    shape: ClassVar[str] = "table"
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_head: int = 0


@dataclass(frozen=True)
class Fact:
    """A labelled value."""

    label: str
    words: Words
    second: Words = ()
    sign: Sign | None = None
    missing: Missing | None = None


@dataclass(frozen=True)
class Facts:
    """Up to four facts side by side; `place` is head (ruled, under a title) or foot (under a scenario)."""

    shape: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]
    place: str = "head"


@dataclass(frozen=True)
class Pairs:
    """Labels with a sentence each."""

    shape: ClassVar[str] = "pairs"
    pairs: tuple[tuple[str, Words], ...]


@dataclass(frozen=True)
class RankCount:
    """How many risks of one rank are open, fixed and accepted."""

    sign: Sign
    open: int
    fixed: int
    accepted: int


@dataclass(frozen=True)
class RankCounts:
    """The three ranks side by side."""

    shape: ClassVar[str] = "rank_counts"
    counts: tuple[RankCount, ...]


@dataclass(frozen=True)
class Callout:
    """A box: `kind` is first-action (black label) or promise."""

    shape: ClassVar[str] = "callout"
    kind: str
    label: str
    words: Words
    command: str = ""
    missing: Missing | None = None


@dataclass(frozen=True)
class Step:
    """One step of a recovery: the act, its command, what is seen when it worked, and where to go if not."""

    act: str
    command: str = ""
    output: str = ""
    see: Words = ()
    if_not: Words = ()
    missing: Missing | None = None


@dataclass(frozen=True)
class Steps:
    """Numbered steps; none splits over pages."""

    shape: ClassVar[str] = "steps"
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Listing:
    """A list of sentences, numbered or not."""

    shape: ClassVar[str] = "listing"
    entries: tuple[Words, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class EstateMap:
    """Every host as a row of the map, the way of the `chosen` one numbered; `sentence` tells that way in words."""

    shape: ClassVar[str] = "estate_map"
    rows: tuple[MapRowFacts, ...]
    chosen: str
    sentence: str
    domain: str = ""


Block = (
    Heading | Paragraph | Missing | Table | Facts | Pairs | RankCounts | Callout | Steps | Listing | EstateMap
)  # one template each in templates/handover/pdf


@dataclass(frozen=True)
class Section:
    """One titled part of the paper; it begins on a new page unless it `follows`, and has its bookmark."""

    id: str
    title: str
    kicker: str
    blocks: tuple[Block, ...]
    headline: str = ""
    lead: Words = ()
    at_night: bool = False
    follows: bool = False

    @property
    def heading(self) -> str:
        """What stands large on the page: what is true now, or the title."""
        return self.headline or self.title
