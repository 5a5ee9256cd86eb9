"""From a paper to the markup that is set: templates alone, one a shape of block."""

import re

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from handover.contents.blocks import Heading, Table
from handover.contents.paper import Paper
from handover.rendering.letters import settable
from handover.rendering.ruler import ruler_of

TRAILING = re.compile(r"\s+(</(?:td|th|dd|dt|li|p|h1|h2)>)")
"""Space before the end of a block: the typesetter breaks a full line at its first word to make room for it."""


def markup_of(paper: Paper) -> str:
    """The whole page as HTML, in characters the fonts can set."""
    context = {
        "paper": paper,
        "made_at": paper.made_at,
        "ruler": ruler_of(paper.cover.stages, paper.cover.elapsed),
        "anchors": anchors_of(paper),
        "widths": mark_safe(_widths(paper)),  # noqa: S308 - whole numbers of our own
    }
    return settable(TRAILING.sub(r"\1", render_to_string("handover/pdf/paper.html", context)))


def anchors_of(paper: Paper) -> frozenset[str]:
    """Every place in this paper that a page reference can lead to."""
    headings = (block for section in paper.sections for block in section.blocks if isinstance(block, Heading))
    return frozenset({section.id for section in paper.sections} | {one.anchor for one in headings if one.anchor})


def _widths(paper: Paper) -> str:
    """One rule a column width in use: widths stand in the contents, in millimetres."""
    tables = (block for section in paper.sections for block in section.blocks if isinstance(block, Table))
    widths = sorted({int(column.width) for table in tables for column in table.columns})
    return " ".join(f"col.w{width} {{ width: {width}mm; }}" for width in widths)
