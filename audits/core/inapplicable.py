"""The question that does not arise: what a check's reading answers when its subject has nothing to judge."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Inapplicable:
    """Why a check does not apply: `reason` is one clause without a full stop ("app.example.net does not exist")."""

    reason: str
