"""Reads of what each finding weighs: the check's own rank, and the consultancy's where it differs."""

import re
from dataclasses import dataclass

from audits.checks import CHECKS
from audits.core.verdict import Verdict
from audits.models import RankOverride


@dataclass(frozen=True)
class RankRow:
    """One verdict that makes a risk; `usual` is the check's rank, `own` the consultancy's row where it has one."""

    check_id: str
    verdict: Verdict
    usual: str
    own: RankOverride | None

    @property
    def key(self) -> str:
        """The name of the row on its page and in its form."""
        return f"{self.check_id}/{self.verdict.id}"

    @property
    def rank(self) -> str:
        """The rank that holds."""
        return self.own.rank if self.own else self.usual

    @property
    def words(self) -> str:
        """What the verdict says, without the subject it is said about."""
        return re.sub(r"\{\w+\}", "…", self.verdict.headline)


@dataclass(frozen=True)
class RankedCheck:
    """A check's part of the table; `why` says what its findings cost."""

    title: str
    why: str
    rows: tuple[RankRow, ...]


def rank_table() -> tuple[RankedCheck, ...]:
    """Every verdict of every check that makes a risk, with the rank that holds in this tenant."""
    own = {(row.check_id, row.verdict): row for row in RankOverride.objects.all()}
    table = (
        RankedCheck(
            check.title,
            check.why,
            tuple(
                RankRow(check.id, verdict, verdict.impact.rank, own.get((check.id, verdict.id)))
                for verdict in check.verdicts
                if verdict.outcome.is_finding and verdict.impact
            ),
        )
        for check in CHECKS
    )
    return tuple(check for check in table if check.rows)


def forgotten_ranks() -> tuple[RankOverride, ...]:
    """Overrides of verdicts that no check gives any more."""
    known = {(check.id, verdict.id) for check in CHECKS for verdict in check.verdicts}
    return tuple(row for row in RankOverride.objects.order_by("id") if (row.check_id, row.verdict) not in known)
