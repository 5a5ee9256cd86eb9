"""What people give a handover: who they are, accesses, answers, the secret inventory, rehearsals."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SecretFacts:
    """An entry of the secret inventory: everything but the value."""

    name: str
    purpose: str
    environment: str
    owner: str = ""
    deputy: str = ""
    stored_in: str = ""
    used_by: str = ""
    rotation: str = ""
    rotated_on: str | None = None


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """Somebody with access; `side` is client or consultant, `role` their role in words."""

    name: str
    email: str
    side: str
    role: str


@dataclass(frozen=True, kw_only=True)
class SuppliedFacts:
    """One answer a person gave; `key` is declared in `needs`."""

    key: str
    value: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class GiverFacts:
    """Who gives one of the accesses the playbook asks for, and whether it was given."""

    access: str
    title: str
    giver: str
    state: str


@dataclass(frozen=True, kw_only=True)
class RehearsalFacts:
    """A second person followed a scenario; `on` is a date."""

    scenario: str
    person: str
    on: str
    minutes: int
    paused_at: str = ""
