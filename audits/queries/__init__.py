"""Reads of runs, findings and risks; each module is one page's worth."""

from audits.queries.header import OPEN, EngagementHeader, header_of
from audits.queries.progress import GathererShare, RunProgress, run_progress

__all__ = [
    "OPEN",
    "EngagementHeader",
    "GathererShare",
    "RunProgress",
    "header_of",
    "run_progress",
]
