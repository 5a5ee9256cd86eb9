"""What the sprint itself gives a handover: clock, stages, bar, promises, accesses, changes."""

from datetime import datetime, timedelta

from handover.contents.people_facts import GiverFacts
from handover.contents.sprint_facts import (
    BarFacts,
    ChangeFacts,
    ClockFacts,
    ItemFacts,
    OutcomeFacts,
    ParkedFacts,
    PauseFacts,
    PlaybookFacts,
    RankWords,
    StageFacts,
    WaiverFacts,
)
from portal.playbooks import Playbook
from portal.sprint.clock import Clock
from portal.sprint.minimum_bar import bar_of
from portal.sprint.models import Engagement, IntakeAccess, Item, Stage
from portal.sprint.queries import line_of, parked_requests, stages_of, waiver_of
from portal.tenancy.models import Activity

HOUR = timedelta(hours=1)
MOST_CHANGES = 200
TOLD = (
    "sprint.started",
    "sprint.paused",
    "sprint.resumed",
    "sprint.finished",
    "gate.opened",
    "gate.shut",
    "discovery.confirmed",
    "estate.edited",
    "estate.retired",
    "estate.restored",
    "audit.finished",
    "item.waived",
    "waiver.withdrawn",
    "request.parked",
    "risk.published",
    "document.published",
    "document.approved",
    "document.changes-asked",
)
"""The acts a client reads of; notes, internal comments and what audits whispered to the board are not among them."""


def playbook_facts(playbook: Playbook) -> PlaybookFacts:
    """The roadmap that was followed."""
    blocker, incident, cleanup = playbook.ranks
    ranks = RankWords(blocker=blocker, incident=incident, cleanup=cleanup)
    return PlaybookFacts(id=playbook.id, title=playbook.title, from_to=playbook.from_to, ranks=ranks)


def iso(moment: datetime | None) -> str | None:
    """A moment as the inputs keep it."""
    return moment.isoformat(timespec="seconds") if moment else None


def hours(clock: Clock, moment: datetime | None) -> float | None:
    """The sprint hour of a moment; None for none, or for one before the start."""
    if moment is None or clock.started_at is None or moment < clock.started_at:
        return None
    return round(clock.elapsed_at(moment) / HOUR, 4)


def clock_facts(engagement: Engagement, clock: Clock) -> ClockFacts:
    """The 48 hours so far."""
    pauses = tuple(
        PauseFacts(
            at_hour=hours(clock, pause.started_at) or 0.0,
            hours=round(((pause.ended_at or clock.now) - pause.started_at) / HOUR, 4),
            reason=pause.reason,
        )
        for pause in engagement.pauses.all()
    )
    elapsed = round(clock.elapsed / HOUR, 4)
    return ClockFacts(
        started_at=iso(clock.started_at), finished_at=iso(clock.finished_at), elapsed=elapsed, pauses=pauses
    )


def stage_facts(engagement: Engagement, playbook: Playbook, clock: Clock) -> tuple[StageFacts, ...]:
    """The seven stages with their items."""
    return tuple(_stage(stage, playbook, clock) for stage in stages_of(engagement))


def _stage(stage: Stage, playbook: Playbook, clock: Clock) -> StageFacts:
    plan = playbook.stage(stage.number)
    return StageFacts(
        number=stage.number,
        title=plan.title,
        opens=float(plan.window.start),
        closes=float(plan.window.end),
        began=hours(clock, stage.began_at),
        ended=hours(clock, stage.closed_at),
        signal_title=plan.failure_signal.title,
        signal=stage.signal,
        deliverable=plan.deliverable.title,
        document=plan.deliverable.document,
        delivered_version=stage.delivered_version,
        items=tuple(_item(item, playbook) for item in stage.items.all()),
    )


def _item(item: Item, playbook: Playbook) -> ItemFacts:
    """One item as the client knows it: what was asked of them is told, notes are not."""
    line, waiver = line_of(item, playbook), waiver_of(item)
    is_waived = waiver is not None and item.state != Item.State.SETTLED
    return ItemFacts(
        line=item.line,
        title=line.client_title if line else item.title,
        state="waived" if is_waived else item.state,
        proof=item.proof,
        note=item.waiting_for if item.state == Item.State.WAITING else "",
        waiver=WaiverFacts(owner=waiver.owner, reason=waiver.reason, until=waiver.until.isoformat())
        if waiver
        else None,
    )


def bar_facts(engagement: Engagement) -> tuple[BarFacts, ...]:
    """The minimum bar as it stands."""
    return tuple(
        BarFacts(line=one.line, title=one.client_title, sentence=one.sentence, state=one.state, items=one.items)
        for one in bar_of(engagement).lines
    )


def outcome_facts(playbook: Playbook) -> tuple[OutcomeFacts, ...]:
    """What was promised."""
    return tuple(
        OutcomeFacts(
            line=one.line,
            title=one.title,
            sentence=one.sentence,
            items=one.items,
            accesses=one.accesses,
            documents=one.documents,
        )
        for one in playbook.outcomes
    )


def parked_facts(engagement: Engagement) -> tuple[ParkedFacts, ...]:
    """What was left out on purpose."""
    return tuple(
        ParkedFacts(request=one.row.request, reason=one.row.reason, refusal=one.refusal)
        for one in parked_requests(engagement)
    )


def access_facts(engagement: Engagement, playbook: Playbook) -> tuple[GiverFacts, ...]:
    """Which accesses were asked for, and where each stands."""
    titles = {access.id: access.title for access in playbook.accesses}
    rows = IntakeAccess.objects.filter(engagement=engagement)
    return tuple(
        GiverFacts(
            access=row.access_id, title=titles.get(row.access_id, row.access_id), giver=row.giver, state=row.state
        )
        for row in rows
    )


def change_facts(engagement: Engagement, clock: Clock) -> tuple[ChangeFacts, ...]:
    """What people and machines did that a client reads of, oldest first; the newest where there are too many."""
    rows = Activity.objects.filter(engagement_id=engagement.pk, verb__in=TOLD)[:MOST_CHANGES]
    return tuple(
        ChangeFacts(
            at=row.at.isoformat(timespec="seconds"), hour=hours(clock, row.at), words=row.words, who=row.actor_name
        )
        for row in reversed(rows)
    )
