"""The last touch on the tag tree: what PDF/UA readers expect and the typesetter leaves out."""

from typing import Any

import pydyf

PRINTED = 4
"""Annotation flag "Print" (ISO 32000-1, table 165)."""


def finish(document: Any, pdf: pydyf.PDF) -> None:
    """Give every header cell its scope and every link its print flag."""
    del document
    for entry in pdf.objects:
        if not isinstance(entry, pydyf.Dictionary):
            continue
        if entry.get("S") == "/TH":
            entry["A"]["Scope"] = "/Row" if _heads_row(entry, pdf) else "/Column"
        if entry.get("Subtype") == "/Link":
            entry["F"] = PRINTED


def _heads_row(cell: pydyf.Dictionary, pdf: pydyf.PDF) -> bool:
    """Whether its row lies in the body of the table: every body row has one header cell, its own."""
    row = _parent(cell, pdf)
    part = _parent(row, pdf) if row is not None else None
    return part is not None and part.get("S") == "/TBody"


def _parent(element: pydyf.Dictionary, pdf: pydyf.PDF) -> pydyf.Dictionary | None:
    number = int(bytes(element["P"]).split()[0]) if "P" in element else 0
    return pdf.objects[number] if 0 < number < len(pdf.objects) else None
