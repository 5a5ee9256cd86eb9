"""The recovery guide: four scenarios that somebody new to the app can follow at 2 am."""

from __future__ import annotations

from collections.abc import Callable

from handover.contents.blocks import Section
from handover.contents.inputs import HandoverInputs
from handover.contents.scenarios import bad_release, domain_trouble, leak, site_down
from handover.contents.scenarios.scenario import Scenario, section_of

WRITTEN: dict[str, Callable[[HandoverInputs], Scenario]] = {
    site_down.ID: site_down.scenario,
    bad_release.ID: bad_release.scenario,
    domain_trouble.ID: domain_trouble.scenario,
    leak.ID: leak.scenario,
}
"""Scenario id to the function that writes it, in printed order; rehearsals are recorded against these ids."""

SCENARIO_TITLES = {
    site_down.ID: site_down.TITLE,
    bad_release.ID: bad_release.TITLE,
    domain_trouble.ID: domain_trouble.TITLE,
    leak.ID: leak.TITLE,
}
"""Their titles, for forms and the cover."""


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section a scenario."""
    total = len(WRITTEN)
    return tuple(
        section_of(written(inputs), inputs, number, total) for number, written in enumerate(WRITTEN.values(), start=1)
    )
