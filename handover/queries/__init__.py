"""Reads of the handover: the inputs of a paper, and what its pages show."""

from handover.queries.inputs import inputs_of
from handover.queries.papers import (
    DocumentRow,
    client_papers,
    document_rows,
    engagement_rehearsals,
    engagement_secrets,
    need_rows,
    version_page,
)

__all__ = [
    "DocumentRow",
    "client_papers",
    "document_rows",
    "engagement_rehearsals",
    "engagement_secrets",
    "inputs_of",
    "need_rows",
    "version_page",
]
