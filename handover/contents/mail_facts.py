"""What is documented of mail: the lines of the checklist of each sending domain, and the messages that were judged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MailLineFacts:
    """One line of the checklist: what an audit saw there, and what its check says of it.

    `seen` are short facts, `records` stand verbatim; both empty where nothing was seen. `outcome` and `at` (ISO 8601
    UTC) are empty where no check looked.
    """

    title: str
    seen: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    outcome: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class MailChecklistFacts:
    """The checklist of one domain that sends mail."""

    domain: str
    lines: tuple[MailLineFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MessageFacts:
    """A received message that was judged: what it is, and what was found; nothing of its text or its reader."""

    purpose: str
    outcome: str
    headline: str
    at: str
