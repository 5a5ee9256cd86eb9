"""The map of an estate as a drawing: address, DNS answer, edge, origin and answer, one row a host; geometry alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

MOST_ROWS = 24
NUMBERS = 6
PLAIN, CHOSEN, DIFFERS, OPEN = "plain", "chosen", "differs", "open"
"""As declared; on the way that is told; other than it should be; not known."""


@dataclass(frozen=True)
class MapRow:
    """One host in words: `dns` what it resolves to, `edge` the provider or empty, `origin` and `answer` as far as seen.

    `tone` is plain, or differs for a host that does not answer as it should.
    """

    host: str
    dns: str = ""
    edge: str = ""
    origin: str = ""
    answer: str = ""
    tone: str = PLAIN


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    tone: str


@dataclass(frozen=True)
class Wire:
    """A straight line between two places of one row; an arrow stands at its end where it `arrives`."""

    x: float
    y: float
    to: float
    tone: str
    arrives: bool = True

    @property
    def head(self) -> str:
        """The arrow's three corners."""
        return f"{self.to:g},{self.y:g} {self.to - 7:g},{self.y - 3.5:g} {self.to - 7:g},{self.y + 3.5:g}"


@dataclass(frozen=True)
class Label:
    """Text at its baseline; `kind` is head, name, mono or quiet."""

    x: float
    y: float
    text: str
    kind: str
    tone: str = PLAIN


@dataclass(frozen=True)
class Disc:
    """A number on the way that is told."""

    x: float
    y: float
    number: int


@dataclass(frozen=True)
class Drawing:
    """Everything to be drawn, on a grid of its own size; what runs `across` lies on top of the boxes."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    across: tuple[Wire, ...]
    labels: tuple[Label, ...]
    discs: tuple[Disc, ...]
    left_out: int = 0


@dataclass(frozen=True)
class Measures:
    """Where the five columns begin and how wide they are; widths of a letter in units of the grid."""

    width: float
    address: tuple[float, float]
    dns: tuple[float, float]
    edge: tuple[float, float]
    origin: tuple[float, float]
    answer: tuple[float, float]
    pitch: float
    height: float
    mono: float
    letter: float

    def fits(self, column: tuple[float, float], letter: float) -> int:
        """Letters that stand in a column's box."""
        return int((column[1] - 16) / letter)


SCREEN = Measures(
    1240, (0, 230), (300, 210), (584, 146), (800, 176), (1046, 194), pitch=46, height=34, mono=7.25, letter=6.5
)
PAPER = Measures(
    760, (0, 140), (180, 118), (344, 88), (486, 116), (644, 116), pitch=34, height=25, mono=6.5, letter=5.7
)
HEADS = ("Address", "DNS answer", "Edge", "Origin", "Answer")
TOP = 40.0


def drawn(rows: Iterable[MapRow], chosen: str, measures: Measures = SCREEN, domain: str = "") -> Drawing:
    """The drawing of these hosts; the way of the chosen one carries the numbers of its six stretches.

    Where a name does not fit, names are written without the `domain`, which the head of their column tells.
    """
    kept, left_out = _kept(tuple(rows), chosen)
    fits = measures.fits(measures.address, measures.mono)
    is_short = bool(domain) and any(len(row.host) > fits for row in kept)
    made = _Made(measures, chosen, domain if is_short else "")
    for number, row in enumerate(kept):
        made.row(row, TOP + number * measures.pitch)
    made.shared(kept)
    return Drawing(
        measures.width,
        TOP + len(kept) * measures.pitch,
        tuple(made.boxes),
        tuple(made.wires),
        tuple(made.across),
        tuple(made.labels),
        tuple(made.discs),
        left_out,
    )


def _kept(rows: tuple[MapRow, ...], chosen: str) -> tuple[tuple[MapRow, ...], int]:
    """The rows that are drawn, those behind one edge together; the chosen one always."""
    first = {row.edge: number for number, row in reversed(tuple(enumerate(rows)))}
    ordered = sorted(rows, key=lambda row: (first[row.edge] if row.edge else len(rows), not row.dns))
    kept = ordered[:MOST_ROWS]
    if chosen in {row.host for row in ordered[MOST_ROWS:]}:
        kept = [*ordered[: MOST_ROWS - 1], next(row for row in ordered if row.host == chosen)]
    return tuple(kept), len(ordered) - len(kept)


class _Made:
    """What is drawn so far."""

    def __init__(self, measures: Measures, chosen: str, domain: str) -> None:
        self.measures, self.chosen, self.domain = measures, chosen, domain
        self.boxes: list[Box] = []
        self.wires: list[Wire] = []
        self.across: list[Wire] = []
        self.labels = [Label(column[0], 14, head, "head") for column, head in zip(self._columns(), HEADS, strict=True)]
        if domain:
            fits = measures.fits(measures.address, measures.letter)
            self.labels.append(Label(measures.address[0], 29, _cut(f"of {domain}", fits + 3), "quiet"))
        self.discs: list[Disc] = []

    def _columns(self) -> tuple[tuple[float, float], ...]:
        at = self.measures
        return (at.address, at.dns, at.edge, at.origin, at.answer)

    def row(self, row: MapRow, y: float) -> None:
        """One host: its address, its DNS answer, and the wires between the columns."""
        at, middle = self.measures, y + self.measures.height / 2
        tone = CHOSEN if row.host == self.chosen else row.tone
        self._box(at.address, y, tone, self._short(row.host), "mono")
        if not row.dns:
            return
        self._text(at.dns[0], middle, _cut(row.dns, int(at.dns[1] / at.mono)), "mono", tone)
        self._wire(at.address, at.dns, middle, tone, arrives=False)
        if not (row.edge or row.origin or row.answer):
            return
        passes = bool(row.edge)
        self._wire(at.dns, at.edge if passes else at.origin, middle, tone)
        if passes:
            self._wire(at.edge, at.origin, middle, tone)
        else:
            self._box(at.origin, y, tone if tone != CHOSEN else PLAIN, row.origin or "not known", "name")
        if row.answer:
            self._wire(at.origin, at.answer, middle, tone)
            self._box(at.answer, y, tone, row.answer, "name")
        if row.host == self.chosen:
            self._number(middle)

    def _short(self, host: str) -> str:
        return host.removesuffix(f".{self.domain}") if self.domain else host

    def shared(self, rows: tuple[MapRow, ...]) -> None:
        """Each edge once, as high as the rows behind it, and the origin it hands requests to."""
        at, number = self.measures, 0
        for edge, group in groupby(rows, key=lambda row: row.edge):
            of_edge = tuple(group)
            y, count = TOP + number * at.pitch, len(of_edge)
            number += count
            if not edge:
                continue
            height = (count - 1) * at.pitch + at.height
            place = next((number for number, row in enumerate(of_edge) if row.host == self.chosen), None)
            self._cross(y, place, count)
            origins = tuple(dict.fromkeys(row.origin for row in of_edge if row.origin))
            for column, lines in ((at.edge, (edge,)), (at.origin, origins or ("not known",))):
                tone = PLAIN if column is at.edge or origins else OPEN
                self.boxes.insert(0, Box(column[0], y, column[1], height, tone))
                fits = at.fits(column, at.letter)
                below = 1 if place == 0 and count > 1 else 0
                baseline = y + below * at.pitch + at.height / 2 + 4
                for line in _lines(lines, count - below, self.measures):
                    self.labels.append(Label(column[0] + 10, baseline, _cut(line, fits), "name", tone))
                    baseline += at.pitch / 2

    def _cross(self, y: float, place: int | None, count: int) -> None:
        """The way that is told runs through boxes it shares with other hosts."""
        if place is None or count == 1:
            return
        middle = y + place * self.measures.pitch + self.measures.height / 2
        for column in (self.measures.edge, self.measures.origin):
            self.across.append(Wire(column[0], middle, column[0] + column[1], CHOSEN, arrives=False))

    def _box(self, column: tuple[float, float], y: float, tone: str, text: str, kind: str) -> None:
        at = self.measures
        self.boxes.append(Box(column[0], y, column[1], at.height, tone))
        letter = at.mono if kind == "mono" else at.letter
        self._text(column[0] + 10, y + at.height / 2, _cut(text, at.fits(column, letter)), kind, tone)

    def _text(self, x: float, middle: float, text: str, kind: str, tone: str) -> None:
        self.labels.append(Label(x, middle + 4, text, kind, tone))

    def _wire(
        self, start: tuple[float, float], end: tuple[float, float], y: float, tone: str, *, arrives: bool = True
    ) -> None:
        gap = 6 if start is self.measures.dns else 0
        back = 6 if end is self.measures.dns else 0
        self.wires.append(Wire(start[0] + start[1] + gap, y, end[0] - back, tone, arrives))

    def _number(self, y: float) -> None:
        """The six numbers: name; edge and encryption; redirects and origin; answer."""
        at = self.measures
        gaps = (
            (at.address[0] + at.address[1], at.dns[0], 1),
            (at.dns[0] + at.dns[1], at.edge[0], 2),
            (at.edge[0] + at.edge[1], at.origin[0], 2),
            (at.origin[0] + at.origin[1], at.answer[0], 1),
        )
        number = 0
        for start, end, count in gaps:
            step = (end - start) / (count + 1)
            for place in range(count):
                number += 1
                self.discs.append(Disc(round(start + (place + 1) * step - (3 if count > 1 else 0), 1), y, number))


def _lines(lines: tuple[str, ...], rows: int, at: Measures) -> tuple[str, ...]:
    """What stands in a box of so many rows: names and their addresses apart, where there is room for both."""
    if rows * at.pitch < 2 * at.pitch:
        return lines[:1]
    apart = tuple(part for line in lines for part in line.split(" ", 1)) if len(lines) == 1 else lines
    return apart[: max(1, int((rows * at.pitch - at.height) / (at.pitch / 2)))]


def _cut(text: str, most: int) -> str:
    """The text, its middle left out where it does not fit: names differ at both ends."""
    if len(text) <= most:
        return text
    tail = max(1, (most - 1) // 3)
    return f"{text[: most - 1 - tail]}…{text[-tail:]}"
