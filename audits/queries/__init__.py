"""Reads of runs, findings and risks; each module is one page's worth."""

from audits.queries.header import OPEN, EngagementHeader, header_of, open_risks
from audits.queries.progress import GathererShare, RunProgress, run_progress
from audits.queries.published import PublishedRisk, published_risks, withheld_ranks
from audits.queries.ranking import RankCount, RankedRisk, RiskFilters, rank_counts, ranked_risks
from audits.queries.rejudged import ChangedAnswer, changed_answers
from audits.queries.risk_row import RiskRow
from audits.queries.risks import risk_rows
from audits.queries.unchecked import Unchecked, unchecked_answers

__all__ = [
    "OPEN",
    "ChangedAnswer",
    "EngagementHeader",
    "GathererShare",
    "PublishedRisk",
    "RankCount",
    "RankedRisk",
    "RiskFilters",
    "RiskRow",
    "RunProgress",
    "Unchecked",
    "changed_answers",
    "header_of",
    "open_risks",
    "published_risks",
    "rank_counts",
    "ranked_risks",
    "risk_rows",
    "run_progress",
    "unchecked_answers",
    "withheld_ranks",
]
