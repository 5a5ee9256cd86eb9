"""The last touch on the tag tree: what PDF/UA readers expect and the typesetter leaves out."""

from typing import Any

import pydyf

PRINTED = 4
"""Annotation flag "Print" (ISO 32000-1, table 165)."""


def finish(document: Any, pdf: pydyf.PDF) -> None:
    """Give every header cell its scope and every link its print flag; a link's leader is no link of its own."""
    del document
    for entry in pdf.objects:
        if not isinstance(entry, pydyf.Dictionary):
            continue
        if entry.get("S") == "/TH":
            entry["A"]["Scope"] = "/Row" if _heads_row(entry, pdf) else "/Column"
        if entry.get("S") == "/Link" and not _leads_somewhere(entry, pdf):
            entry["S"] = "/Span"
        if entry.get("Subtype") == "/Link":
            entry["F"] = PRINTED


def _heads_row(cell: pydyf.Dictionary, pdf: pydyf.PDF) -> bool:
    """Whether its row lies in the body of the table: every body row has one header cell, its own."""
    row = _object(cell["P"], pdf)
    part = _object(row["P"], pdf) if row is not None else None
    return part is not None and part.get("S") == "/TBody"


def _leads_somewhere(element: pydyf.Dictionary, pdf: pydyf.PDF) -> bool:
    """Whether the element holds a link annotation."""
    kids = [_object(kid, pdf) for kid in element["K"] if not isinstance(kid, int)]
    return any(kid is not None and kid.get("Type") == "/OBJR" for kid in kids)


def _object(reference: bytes, pdf: pydyf.PDF) -> pydyf.Dictionary | None:
    """The dictionary that a reference such as `12 0 R` points at."""
    found = pdf.objects[int(reference.split()[0])]
    return found if isinstance(found, pydyf.Dictionary) else None
