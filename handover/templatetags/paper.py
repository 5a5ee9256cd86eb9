"""Tags of the printed paper: words with their spans, verbatim things that never break, signs and lengths."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from audits.core.estate_map import PAPER, Drawing, MapRow, drawn
from handover.contents.blocks import Cell, Column, EstateMap, Sign, Span, Step, Table

register = template.Library()

MONO = 0.6
"""Width of a letter of JetBrains Mono, in parts of its size."""
MILLIMETRES = 0.3528
"""One point."""
GAP = 3.2
"""Millimetres a table column keeps free at its right."""
SIZES = ((7.4, ""), (6.7, "small"), (6.0, "smaller"), (5.3, "smallest"))
"""Sizes of verbatim text in a table, in points, each with its class."""
COMMAND_WIDTH = 159.0
"""Millimetres a command may fill."""
COMMAND_SIZES = ((8.1, ""), (7.3, "small"), (6.5, "smaller"), (5.6, "smallest"))
MAP_INK = {
    "fill": {"plain": "#ffffff", "chosen": "#e6f3f9", "differs": "#fef1da", "open": "none"},
    "box": {"plain": "#c9c7c2", "chosen": "#155b79", "differs": "#c17a1d", "open": "#83807a"},
    "line": {"plain": "#83807a", "chosen": "#155b79", "differs": "#c17a1d"},
    "text": {"plain": "#191f25", "differs": "#805016", "open": "#5e646a"},
}
"""Colours of the map by its part and tone."""
STATE_SIGNS = {"accepted": "waived", "fixed": "done"}


@register.simple_tag(takes_context=True)
def spoken(context: template.Context, words: tuple[Span, ...], width: float = 0) -> SafeString:
    """Words as markup; `width` in millimetres is what a verbatim stretch has to fit."""
    anchors = context.get("anchors", frozenset())
    last = len(words) - 1
    return format_html_join(
        "", "{}", ((_span(span, width, anchors, is_last=place == last),) for place, span in enumerate(words))
    )


def _span(span: Span, width: float, anchors: frozenset[str], *, is_last: bool) -> SafeString:
    text = format_html("{}", span.text) if is_last else _breakable(span.text)
    match span.kind:
        case "strong":
            return format_html("<strong>{}</strong>", text)
        case "quiet":
            return format_html('<span class="quiet">{}</span>', text)
        case "code":
            return format_html('<code class="{}">{}</code>', fitting(span.text, width), span.text)
        case "page" if span.anchor in anchors:
            return format_html('<a class="page" href="#{}">{}</a>', span.anchor, span.text)
        case "page":
            return format_html("{}", "in the handover")
        case _:
            return text


def _breakable(text: str) -> SafeString:
    """The last word in a box of its own: what follows may not fit, and the typesetter would break at the first word."""
    head, space, tail = text.rstrip().rpartition(" ")
    if not space:
        return format_html("{}", text)
    return format_html("{} <span>{}{}</span>", head, tail, text[len(text.rstrip()) :])


def fitting(text: str, width: float) -> str:
    """The class that keeps a verbatim stretch on one line, smaller if it must; empty when it has to break."""
    if any(character.isspace() for character in text):
        return ""
    room = width - GAP if width else COMMAND_WIDTH / 2
    fits = (name for size, name in SIZES if len(text) * MONO * size * MILLIMETRES <= room)
    size = next(fits, None)
    return "" if size is None else f"whole {size}".strip()


@register.simple_tag
def drawn_map(block: EstateMap) -> Drawing:
    """The map's geometry at the width of the page."""
    rows = (MapRow(row.host, row.dns, row.edge, row.origin, row.answer, row.tone) for row in block.rows)
    return drawn(rows, block.chosen, PAPER, block.domain)


@register.filter
def ink(tone: str, part: str) -> str:
    """The colour of a part of the map, light and black-and-white safe: box, fill, line or text."""
    return MAP_INK[part].get(tone, MAP_INK[part]["plain"])


@register.filter
def command_class(step: Step | str) -> str:
    """The size at which the longest line of a command fits; past the smallest it has to break."""
    text = step if isinstance(step, str) else step.command
    longest = max((len(line) for line in text.splitlines()), default=0)
    fits = (name for size, name in COMMAND_SIZES if longest * MONO * size * MILLIMETRES <= COMMAND_WIDTH)
    return next(fits, "breaks")


@register.filter
def sign_class(sign: Sign) -> str:
    """The class that draws a sign beside its word."""
    if sign.family == "rank":
        return f"sign sign--rank-{sign.value}"
    return f"sign sign--{STATE_SIGNS.get(sign.value, sign.value)}"


@register.filter
def cells(row: tuple[Cell, ...], table: Table) -> list[tuple[Cell, Column, bool]]:
    """Each cell of a row with its column, and whether it names the row: in a table of few cells only columns do."""
    has_heads = len(table.rows) * (len(table.columns) - 2) >= len(table.columns)
    pairs = zip(row, table.columns, strict=True)
    return [(cell, column, has_heads and place == table.row_head) for place, (cell, column) in enumerate(pairs)]
