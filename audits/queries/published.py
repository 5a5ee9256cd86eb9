"""What a client reads of the risks: published ones only, in plain words, without evidence."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from audits.models import Risk
from audits.queries.ranking import GROUPS, OPEN_STATES, ranked_risks
from audits.queries.risk_row import RiskRow
from audits.queries.risks import rows_of
from portal.playbooks import RANKS
from portal.sprint.models import Engagement
from portal.sprint.queries import playbook_of


@dataclass(frozen=True)
class PublishedRisk:
    """One risk as the client reads it; `state` is open, regressed, accepted, fixed, closed or retired.

    `before` and `after` are one plain sentence each; `after` and `fixed_hour` (sprint time) are empty until it is
    fixed. `seen_hour` is None for what was seen before the clock started.
    """

    risk_id: UUID
    title: str
    cost: str
    fix: str
    rank: str
    rank_word: str
    state: str
    subject: str
    owner: str
    before: str
    after: str
    seen_at: datetime
    seen_hour: str
    fixed_at: datetime | None
    fixed_hour: timedelta | None
    fixed_hour_words: str
    accepted_reason: str
    accepted_until: date | None
    accepted_by: str
    published_at: datetime
    sign: str
    state_word: str

    @property
    def place(self) -> str:
        """Where it lies; `subject` comes without the digest that tells one secret from another."""
        return self.subject

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_over(self) -> bool:
        return self.state in GROUPS["fixed"]


def published_risks(engagement: Engagement) -> list[PublishedRisk]:
    """What was published to the client, worst first: the client's pages and the handover. Five queries."""
    ranked = [row for row in ranked_risks(engagement) if row.is_published]
    return [as_the_client_reads(row) for row in rows_of(engagement, playbook_of(engagement), ranked)]


def withheld_ranks(engagement: Engagement) -> dict[str, int]:
    """How many open risks of each rank the client does not see. Two queries."""
    hidden = [row for row in ranked_risks(engagement) if row.is_open and not row.is_published]
    return {rank: sum(row.rank == rank for row in hidden) for rank in RANKS}


def as_the_client_reads(row: RiskRow) -> PublishedRisk:
    """The row in the client's words; of a row that is not published yet, what publishing would show."""
    risk = row.risk or Risk()
    ended = row.ended if row.is_over else None
    return PublishedRisk(
        risk_id=risk.pk,
        title=row.title,
        cost=row.cost,
        fix=row.fix,
        rank=row.rank,
        rank_word=row.rank_word,
        state=row.state,
        subject=row.where,
        owner=row.owner,
        before=row.before,
        after=row.after,
        seen_at=row.seen.at,
        seen_hour=row.seen.hour,
        fixed_at=ended.at if ended else None,
        fixed_hour=row.fixed_hour,
        fixed_hour_words=ended.hour if ended else "",
        accepted_reason=row.accepted_reason,
        accepted_until=row.accepted_until,
        accepted_by=row.accepted_by,
        published_at=risk.published_at or row.seen.at,
        sign=row.sign,
        state_word=row.state_word,
    )
