"""The now band: what is next for the person who looks, and what waits for the client."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from audits.queries import RunProgress
from portal.board.next_act import Act, Candidate, next_acts
from portal.board.queries.facts import BoardFacts, Published
from portal.board.stage_column import StageColumn
from portal.board.words import counted
from portal.sprint.models import Engagement, Item, Stage
from portal.sprint.queries import title_of


@dataclass(frozen=True)
class Waiting:
    """One thing the client has to answer."""

    address: str
    title: str
    says: str
    when: str


def acts_for(
    engagement: Engagement,
    stages: Sequence[Stage],
    columns: Sequence[StageColumn],
    running: int,
    facts: BoardFacts,
    progress: RunProgress | None,
    lacking: int,
) -> tuple[Act, ...]:
    """At most three acts for the viewer; none once the sprint is finished."""
    if facts.clock.is_finished:
        return ()
    slug = facts.viewer.slug
    if not facts.clock.is_started:
        return next_acts(_before_start(engagement, slug, lacking), (), (), running)
    column = columns[running - 1]
    first: list[Act] = []
    if column.gate.can_open:
        address = f"{reverse('board', args=[slug, engagement.pk])}?stage={running}#gate-{running}"
        first.append(Act(address, "decide", f"Open gate {running}", "Every condition is met", f"gate {running}"))
    elif column.gate.is_open and all(one.gate.is_open for one in columns):
        first.append(Act(reverse("finish_sprint", args=[slug, engagement.pk]), "decide", "Finish the sprint"))
    return next_acts(
        first, _candidates(engagement, stages, columns, facts), _rest(engagement, column, facts, progress), running
    )


def _before_start(engagement: Engagement, slug: str, lacking: int) -> list[Act]:
    acts = []
    if lacking:
        words = counted(lacking, "access is", "accesses are")
        acts.append(
            Act(reverse("intake", args=[slug, engagement.pk]), "decide", "Get the accesses", f"{words} not given")
        )
    acts.append(
        Act(
            reverse("start_sprint", args=[slug, engagement.pk]),
            "not-started",
            "Start the 48 hours",
            "When you are ready",
        )
    )
    return acts


def _candidates(
    engagement: Engagement, stages: Sequence[Stage], columns: Sequence[StageColumn], facts: BoardFacts
) -> list[Candidate]:
    found = []
    for stage, column in zip(stages, columns, strict=True):
        for item, row in zip(stage.items.all(), column.rows, strict=True):
            if item.state == Item.State.SETTLED:
                continue
            address = reverse("item", args=[facts.viewer.slug, engagement.pk, item.pk])
            act = Act(address, row.look.sign, row.title, row.look.note, row.line)
            is_mine = item.assignee_id in {None, facts.viewer.member_id}
            found.append(Candidate(act, stage.number, row.rank, is_mine))
    return found


def _rest(engagement: Engagement, column: StageColumn, facts: BoardFacts, progress: RunProgress | None) -> list[Act]:
    """What is left of the running stage once no item asks for anybody."""
    where = [facts.viewer.slug, engagement.pk]
    acts = []
    if progress is None:
        address = f"{reverse('board', args=where)}#run-progress"
        acts.append(Act(address, "not-started", "Run the audits", "None has looked yet"))
    if column.signal.sign != "done":
        address = reverse("judge_signal", args=[*where, column.number])
        acts.append(Act(address, column.signal.sign, "Judge the failure signal", column.signal.title))
    if column.paper.number is None:
        acts.append(
            Act(reverse("handover", args=where), "not-started", f"Publish: {column.paper.title}", column.paper.words)
        )
    acts += [
        Act(reverse("item", args=[*where, row.id]), row.look.sign, row.title, "Leave evidence", row.line)
        for row in column.rows
        if row.look.sign in {"not-started", "doing"} and row.way == "attest"
    ]
    return acts


def waits_for_client(
    engagement: Engagement, stages: Sequence[Stage], facts: BoardFacts, documents: dict[str, Published]
) -> tuple[Waiting, ...]:
    """Questions asked, and published versions without a decision."""
    where = [facts.viewer.slug, engagement.pk]
    asked = [
        Waiting(
            reverse("item", args=[*where, item.pk]),
            title_of(item, facts.playbook),
            item.waiting_for,
            f"due {facts.due_words(item.waiting_until)}" if item.waiting_until else "",
        )
        for stage in stages
        for item in stage.items.all()
        if item.state == Item.State.WAITING
    ]
    titles = {plan.deliverable.document: plan.deliverable.title for plan in facts.playbook.stages}
    papers = [
        Waiting(
            reverse("handover", args=where),
            titles[kind],
            f"version {known.number} to approve",
            f"since {facts.hour_of(known.published_at)}",
        )
        for kind, known in documents.items()
        if kind in titles and known.number is not None and not known.decision
    ]
    return (*papers, *asked)
