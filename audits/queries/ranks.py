"""Reads of the consultancy's own ranks."""

from dataclasses import dataclass

from audits.checks import CHECKS
from audits.models import RankOverride


@dataclass(frozen=True)
class OwnRank:
    """One override beside the rank the check itself gives; `title` is the check's."""

    row: RankOverride
    title: str
    usual: str


def own_ranks() -> tuple[OwnRank, ...]:
    """Every override of the tenant, in the order of the checks."""
    titles = {check.id: check.title for check in CHECKS}
    usual = {
        (check.id, verdict.id): verdict.impact.rank if verdict.impact else ""
        for check in CHECKS
        for verdict in check.verdicts
    }
    rows = RankOverride.objects.order_by("check_id", "verdict")
    return tuple(
        OwnRank(row, titles.get(row.check_id, row.check_id), usual.get((row.check_id, row.verdict), "")) for row in rows
    )
