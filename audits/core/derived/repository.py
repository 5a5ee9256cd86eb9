"""A repository's history as its check reads it: one that has something to read."""

from audits.core.artifacts import Artifacts
from audits.core.inapplicable import Inapplicable
from audits.core.observed.repository import REPOSITORY, RepositoryHistory
from audits.core.unavailable import Unavailable


def read_history(artifacts: Artifacts) -> RepositoryHistory | Unavailable | Inapplicable:
    """What was read of the repository; an empty one is not applicable."""
    history = artifacts.observed(REPOSITORY)
    if isinstance(history, RepositoryHistory) and not (history.commits or history.secrets or history.unread):
        return Inapplicable(f"{history.name} has no commit yet")
    return history
