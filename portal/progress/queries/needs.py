"""What the client has to do: questions to answer, documents to decide on, accesses to give."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.playbooks import Playbook
from portal.progress.moments import hour, near, sentence
from portal.progress.queries.documents import WAITS, Paper
from portal.progress.queries.stage_rows import client_words
from portal.sprint.clock import SPRINT, Clock
from portal.sprint.intake import Intake
from portal.sprint.models import IntakeAccess, Item, Stage


@dataclass(frozen=True)
class Need:
    """One thing that waits for the client; `kind` is decide, answer or access and picks its sign and its button."""

    kind: str
    title: str
    text: str
    due: str = ""
    object_id: UUID | str = ""


def needs_of(
    stages: list[Stage], papers: tuple[Paper, ...], intake: Intake, playbook: Playbook, clock: Clock, zone: ZoneInfo
) -> tuple[Need, ...]:
    """Everything that waits for the client: decisions, then questions by when they are needed, then accesses."""
    waiting = [item for stage in stages for item in stage.items.all() if item.state == Item.State.WAITING]
    waiting.sort(key=lambda item: (item.waiting_until is None, item.waiting_until or clock.now))
    return (
        *(_decision(paper) for paper in papers if paper.state == WAITS),
        *(_question(item, playbook, clock, zone) for item in waiting),
        *_accesses(intake, clock),
    )


def _decision(paper: Paper) -> Need:
    title = paper.title[:1].lower() + paper.title[1:] if paper.title[1:2].islower() else paper.title
    return Need("decide", f"Approve the {title}", paper.holds, object_id=paper.version_id or "")


def _question(item: Item, playbook: Playbook, clock: Clock, zone: ZoneInfo) -> Need:
    due = _due(item.waiting_until, clock, zone) if item.waiting_until else ""
    return Need("answer", client_words(item, playbook), sentence(item.waiting_for), due, item.pk)


def _due(until: datetime, clock: Clock, zone: ZoneInfo) -> str:
    if until < clock.now:
        return f"This was needed by {near(until, clock.now, zone)}."
    at = clock.elapsed + (until - clock.now)
    within = clock.is_running and timedelta(0) < at <= SPRINT
    return f"Needed by {near(until, clock.now, zone)}{f', hour {hour(at)}' if within else ''}."


def _accesses(intake: Intake, clock: Clock) -> list[Need]:
    """One entry for all accesses asked for: each stands on the accesses page with what it holds up."""
    asked = [one for one in intake.accesses if one.row.state == IntakeAccess.State.ASKED]
    if not asked or clock.is_finished:
        return []
    names = [one.plan.title for one in asked]
    if len(asked) == 1:
        return [Need("access", f"Give access: {names[0]}", asked[0].plan.ask_for)]
    return [Need("access", f"Give {len(asked)} accesses", f"{', '.join(names[:-1])} and {names[-1]}.")]
