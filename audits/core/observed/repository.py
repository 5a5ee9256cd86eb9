"""What the whole history of a git repository holds: how much was read, and every secret in it by its digest."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.observed.secret import SecretSeen


@dataclass(frozen=True)
class RepositoryHistory:
    """`commits` and `files` count what was read: every commit of every ref, every version of every file once.

    `unread` says, clause by clause, what could not be read, so that nothing found is never taken for nothing there.
    """

    name: str
    commits: int
    files: int
    secrets: tuple[SecretSeen, ...] = ()
    unread: tuple[str, ...] = ()


REPOSITORY: Source[RepositoryHistory] = Source("repository", RepositoryHistory)
