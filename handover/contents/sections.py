"""Every section a paper can hold, one line each, in printed order; adding one is a file and its line."""

from __future__ import annotations

from collections.abc import Callable

from handover.contents import (
    domain_inventory,
    mail_checklist,
    mail_state,
    minimum_bar,
    outcomes,
    people_and_accesses,
    recovery_guide,
    request_path,
    risk_summary,
    routing_map,
    secret_inventory,
    stays_open,
    what_changed,
)
from handover.contents.blocks import Section
from handover.contents.inputs import HandoverInputs
from handover.contents.kinds import Kind

SECTIONS: dict[str, Callable[[HandoverInputs], tuple[Section, ...]]] = {
    "risks": risk_summary.sections,
    "recovery": recovery_guide.sections,
    "request-path": request_path.sections,
    "routes": routing_map.sections,
    "domains": domain_inventory.sections,
    "records": domain_inventory.records_sections,
    "secrets": secret_inventory.sections,
    "mail": mail_state.sections,
    "mail-checklist": mail_checklist.sections,
    "people": people_and_accesses.sections,
    "minimum-bar": minimum_bar.sections,
    "outcomes": outcomes.sections,
    "open": stays_open.sections,
    "changes": what_changed.sections,
}


def sections_of(kind: Kind, inputs: HandoverInputs) -> tuple[Section, ...]:
    """The sections of one kind of document, written from the inputs."""
    return tuple(section for name in kind.sections for section in SECTIONS[name](inputs))
