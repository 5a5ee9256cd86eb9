"""Refusing secret values at entry, for every text that may end on paper."""

from handover.core.secret_values import refusal_of
from portal.sprint.faults import RefusedError


def refuse_values(*texts: str) -> None:
    """RefusedError when one of the texts looks like a secret's value."""
    for text in texts:
        refusal = refusal_of(text)
        if refusal:
            raise RefusedError(refusal)
