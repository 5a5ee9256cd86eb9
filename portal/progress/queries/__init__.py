"""Reads of what a client sees, and of nothing else: every one leaves out what is internal or unpublished."""

from portal.progress.queries.comments import Said, comments_of, comments_of_item
from portal.progress.queries.documents import Paper, papers_of
from portal.progress.queries.engagements import EngagementRow, engagement_rows, engagements_of
from portal.progress.queries.needs import Need, needs_of
from portal.progress.queries.people import PersonHere, people_here
from portal.progress.queries.progress import Progress, progress_of
from portal.progress.queries.risks import RiskGroup, risk_groups, risks_headline
from portal.progress.queries.stage_rows import AskedItem, asked_item, client_words
from portal.progress.queries.stamp import stamp_of
from portal.progress.queries.zone import zone_of

__all__ = [
    "AskedItem",
    "EngagementRow",
    "Need",
    "Paper",
    "PersonHere",
    "Progress",
    "RiskGroup",
    "Said",
    "asked_item",
    "client_words",
    "comments_of",
    "comments_of_item",
    "engagement_rows",
    "engagements_of",
    "needs_of",
    "papers_of",
    "people_here",
    "progress_of",
    "risk_groups",
    "risks_headline",
    "stamp_of",
    "zone_of",
]
