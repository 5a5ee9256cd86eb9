"""Published risks under the headings of the client's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from audits.queries import PublishedRisk
from portal.playbooks import RANKS
from portal.progress.moments import capital, counted

FIXED = frozenset({"fixed", "closed"})
HEADINGS = (
    ("Open", frozenset({"open", "regressed"})),
    ("Accepted for now", frozenset({"accepted"})),
    ("Fixed, with proof", frozenset({"fixed"})),
    ("Settled", frozenset({"closed"})),
    ("No longer applies", frozenset({"retired"})),
)


@dataclass(frozen=True)
class RiskGroup:
    """Risks of one kind under one heading."""

    title: str
    risks: tuple[PublishedRisk, ...]


def risk_groups(risks: Sequence[PublishedRisk]) -> tuple[RiskGroup, ...]:
    """The headings that hold something, each with its risks in the order they came."""
    groups = (RiskGroup(title, tuple(risk for risk in risks if risk.state in states)) for title, states in HEADINGS)
    return tuple(group for group in groups if group.risks)


def risks_headline(risks: Sequence[PublishedRisk]) -> str:
    """What is true of the published risks, in one sentence."""
    open_ones = [risk for risk in risks if risk.is_open]
    if not risks:
        return "No risk has been published to you yet."
    if not open_ones:
        return "None of the risks you see is open."
    worst = [risk for risk in open_ones if risk.rank == RANKS[0]]
    if worst:
        word = worst[0].rank_word.lower()
        return f"{capital(counted(len(worst), f'{word} is', f'{word}s are'))} open."
    return f"{capital(counted(len(open_ones), 'risk is', 'risks are'))} open, and none stops the launch."
