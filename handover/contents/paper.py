"""One whole paper, ready to be set: cover, sections, and the files that travel inside it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from handover.contents import zone_file
from handover.contents.blocks import Section
from handover.contents.cover import Cover, cover
from handover.contents.freezing import frozen
from handover.contents.inputs import HandoverInputs
from handover.contents.kinds import Kind
from handover.contents.sections import sections_of


@dataclass(frozen=True)
class Enclosed:
    """A file that travels inside the PDF."""

    name: str
    says: str
    media_type: str
    text: str


@dataclass(frozen=True)
class Paper:
    """What rendering is given; `made_at` in ISO 8601 UTC is the only clock it knows."""

    title: str
    author: str
    subject: str
    foot: str
    confidential: str
    made_at: str
    cover: Cover
    sections: tuple[Section, ...]
    enclosed: tuple[Enclosed, ...] = ()


def paper_of(inputs: HandoverInputs, kind: Kind) -> Paper:
    """The paper of one kind, from the inputs alone."""
    sections = sections_of(kind, inputs)
    return Paper(
        title=f"{inputs.app}: {kind.title}, version {inputs.number}",
        author=inputs.consultancy,
        subject=f"{kind.title} for {inputs.client}",
        foot=f"{inputs.app}, {kind.title.lower()}, version {inputs.number}",
        confidential=f"Confidential to {inputs.client}",
        made_at=inputs.made_at,
        cover=cover(inputs, kind.title, kind.lead, is_whole=kind.is_whole),
        sections=_anchored(sections),
        enclosed=_enclosed(inputs, kind),
    )


def _anchored(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """A check that every section has a name of its own: bookmarks and page references point at them."""
    names = [section.id for section in sections]
    if len(names) != len(set(names)):
        raise ValueError(f"Two sections share a name: {names}")
    return sections


def _enclosed(inputs: HandoverInputs, kind: Kind) -> tuple[Enclosed, ...]:
    """What another DNS provider can read in: the zone as a file, and the same as JSON."""
    if not {"domains", "records"} & set(kind.sections) or not inputs.records:
        return ()
    told = {name: frozen(inputs)["inputs"][name] for name in ("domains", "name_servers", "hosts", "records")}
    return (
        Enclosed(zone_file.NAME, "The observed records as a zone file", "text/plain", zone_file.written(inputs)),
        Enclosed("domains.json", "Hosts and records as JSON", "application/json", json.dumps(told, indent=1)),
    )
