"""The routing map: every host with its records, where it leads, why it exists, whose it is, and whether that was seen."""

from __future__ import annotations

from handover.contents.blocks import (
    Block,
    Cell,
    Column,
    Paragraph,
    Section,
    Sign,
    Span,
    Table,
    Words,
    code,
    quiet,
    words,
)
from handover.contents.inputs import HandoverInputs
from handover.contents.moments import counted, day, moment
from handover.contents.route_facts import RouteFacts

VERIFIED = {"pass": "Verified", "warn": "Differs", "fail": "Needs work", "could-not-check": "Could not be verified"}


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section."""
    if not inputs.routes:
        blocks: tuple[Block, ...] = (Paragraph(words("No host is declared.")),)
        return (Section("routes", "Routing map", "Every route", blocks),)
    columns = (
        Column("Host", 43),
        Column("What for, and whose", 33),
        Column("Records", 37),
        Column("Leads to", 39),
        Column("Edge, certificate", 24),
    )
    table = Table("Routing map", columns, tuple(_row(route) for route in inputs.routes))
    seen = f"Each route was tried on {moment(inputs.observed_at, inputs.time_zone)}." if inputs.observed_at else ""
    lead = words(seen or "No route has been tried yet.")
    return (Section("routes", "Routing map", "Every route", (table, *_open(inputs)), _headline(inputs), lead),)


def _headline(inputs: HandoverInputs) -> str:
    bad = sum(route.outcome in {"fail", "warn"} for route in inputs.routes)
    if not any(route.outcome for route in inputs.routes):
        return "No route has been verified yet"
    if bad:
        return f"{counted(bad, 'route').capitalize()} {'does' if bad == 1 else 'do'} not lead where {'it' if bad == 1 else 'they'} should"
    return "Every route leads where it should"


def _row(route: RouteFacts) -> tuple[Cell, ...]:
    verified = VERIFIED.get(route.outcome, "")
    return (
        Cell(words(code(route.host)), words(quiet(verified or "Not verified yet"))),
        Cell(words(route.purpose or quiet("No purpose written down")), words(route.owner or quiet("No owner"))),
        Cell(_records(route)),
        _lands(route),
        Cell(words(_edge(route)), words(f"to {day(route.until)}" if route.until else quiet("no certificate seen"))),
    )


def _records(route: RouteFacts) -> Words:
    if not route.records:
        return words(quiet("Does not exist" if route.exists is False else "Not observed yet"))
    parts: list[str | Span] = []
    for record in route.records:
        kind, _, value = record.partition(" ")
        parts += [" ", quiet(f"{kind} "), code(value)]
    return words(*parts[1:])


def _lands(route: RouteFacts) -> Cell:
    """The status with what the checks of the way made of it, where it ends, and the redirects on the way."""
    if not route.end and not route.fault:
        return Cell(words(quiet("Not observed yet")))
    status = str(route.status) if route.status else "No answer"
    sign = Sign("outcome", route.outcome, status) if route.outcome in VERIFIED else None
    if not route.end:
        why = "" if route.fault == "no answer" else route.fault
        return Cell((), words(why), sign) if sign else Cell(words(status), words(why))
    before = "" if sign else f"{status} "
    if route.end.rstrip("/") == f"https://{route.host}":
        return Cell(words(f"{before}itself"), sign=sign)
    hops = f"in {counted(route.hops, 'hop')}, at" if route.hops else "at"
    return Cell(words(f"{before}{hops}"), words(code(route.end.removeprefix("https://").rstrip("/"))), sign)


def _edge(route: RouteFacts) -> str:
    if route.is_origin:
        return "origin"
    return {"": "not known", "none": "direct"}.get(route.edge, route.edge)


def _open(inputs: HandoverInputs) -> tuple[Block, ...]:
    """What is still to be written down, as one sentence."""
    bare = [route.host for route in inputs.routes if not (route.purpose and route.owner)]
    if not bare:
        return ()
    told = f"{counted(len(bare), 'host').capitalize()} still {'needs' if len(bare) == 1 else 'need'} a purpose or an owner."
    return (Paragraph(words(told), "warn"),)
