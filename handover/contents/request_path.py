"""The way of a request from the browser to production's answer: drawn, and told in six sentences."""

from __future__ import annotations

from handover.contents.blocks import (
    Block,
    EstateMap,
    Heading,
    Listing,
    Paragraph,
    Section,
    Words,
    code,
    quiet,
    strong,
    words,
)
from handover.contents.inputs import HandoverInputs
from handover.contents.moments import moment
from handover.contents.route_facts import StretchFacts, WayFacts

STATES = {"unknown": " Not known yet.", "broken": " The request stops here."}


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section; it says so where nobody has followed a request."""
    way = inputs.way
    if way is None:
        nobody = Paragraph(
            words("No request has been followed yet. Declare the addresses that matter and run the audits.")
        )
        return (Section("request-path", "Way of a request", "How it hangs together", (nobody,)),)
    at = f" Observed on {moment(inputs.observed_at, inputs.time_zone)}." if inputs.observed_at else ""
    domain = inputs.domains[0] if inputs.domains else ""
    blocks: list[Block] = []
    if way.rows:
        blocks.append(EstateMap(way.rows, way.host, _sentence(way), domain))
    blocks.append(Heading("Told in two minutes"))
    blocks.append(Listing(tuple(_told(stretch) for stretch in way.stretches), is_numbered=True))
    lead = words("Followed to ", code(way.url), f".{at}{_unknown(way)}")
    return (Section("request-path", "Way of a request", "How it hangs together", tuple(blocks), _headline(way), lead),)


def _headline(way: WayFacts) -> str:
    broken = sum(stretch.state == "broken" for stretch in way.stretches)
    return "A request does not get through" if broken else "From the browser to the answer"


def _sentence(way: WayFacts) -> str:
    """The drawing in words."""
    return " ".join(stretch.title for stretch in way.stretches)


def _unknown(way: WayFacts) -> str:
    """How much of the way nobody has seen."""
    unknown = sum(stretch.state == "unknown" for stretch in way.stretches)
    if not unknown:
        return ""
    return f" {unknown} of {len(way.stretches)} stretches {'is' if unknown == 1 else 'are'} not known."


def _told(stretch: StretchFacts) -> Words:
    mark = STATES.get(stretch.state, "")
    return words(strong(stretch.title), f" {stretch.says}", quiet(mark) if mark else "")
