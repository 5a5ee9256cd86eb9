"""The facts the board and the item page draw from, each read once whatever the number of items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from audits.models import AuditRun, Judgement
from audits.queries import RunProgress
from audits.queries.ranking import ranked_risks
from handover.models import Version
from portal.board.item_row import ItemFacts, ItemLook, look_of
from portal.board.viewer import Viewer
from portal.board.words import moment_words
from portal.playbooks import BY_CHECKS, BY_CHECKS_AND_PERSON, Playbook
from portal.playbooks.playbook import RANKS
from portal.sprint.clock import Clock, shown
from portal.sprint.models import Engagement, Item
from portal.sprint.queries import line_of, waiver_of

WAYS = {BY_CHECKS: "auto", BY_CHECKS_AND_PERSON: "assisted"}


@dataclass(frozen=True)
class Published:
    """What is known of one kind of document: its newest draft, its newest published version and the client's decision."""

    draft: str = ""
    number: int | None = None
    published_at: datetime | None = None
    decision: str = ""


@dataclass(frozen=True)
class BoardFacts:
    """Everything beside the rows of items."""

    playbook: Playbook
    clock: Clock
    viewer: Viewer
    client_name: str
    open_ranks: Mapping[str, str] = field(default_factory=dict)
    asked_checks: frozenset[str] = frozenset()
    answered_checks: frozenset[str] = frozenset()

    def hour_of(self, moment: datetime | None) -> str:
        """A moment as sprint hour, as a day and time before the start or after the end."""
        if moment is None:
            return ""
        if not self.clock.is_started or moment < (self.clock.started_at or moment):
            return moment_words(moment, self.viewer.zone)
        return shown(self.clock.elapsed_at(moment))

    def due_words(self, moment: datetime | None) -> str:
        """When an answer is due, as a day and time."""
        return moment_words(moment, self.viewer.zone) if moment else ""


def open_ranks(engagement: Engagement) -> dict[str, str]:
    """The worst rank of the open risks of each check, and of each playbook line somebody wrote a risk for by hand."""
    worst: dict[str, str] = {}
    for risk in ranked_risks(engagement):  # worst first
        if risk.is_open and risk.rank in RANKS:
            worst.setdefault(risk.check_id or risk.line, risk.rank)
    return worst


def checks_in_progress(progress: RunProgress | None) -> tuple[frozenset[str], frozenset[str]]:
    """The checks a run on its way asks, and those it has answered."""
    if progress is None or not progress.is_running:
        return frozenset(), frozenset()
    plan = AuditRun.objects.values_list("plan", flat=True).get(pk=progress.run_id)
    answered = Judgement.objects.filter(run=progress.run_id).values_list("check_id", flat=True).distinct()
    return frozenset(plan.get("checks", ())), frozenset(answered)


def published_documents(engagement: Engagement) -> dict[str, Published]:
    """What is known of each kind of document, in two queries."""
    found: dict[str, Published] = {}
    versions = Version.objects.filter(document__engagement=engagement).defer("inputs").select_related("document")
    for version in versions.prefetch_related("approvals").order_by("number"):
        kind = version.document.kind
        if version.published_at is None:
            found[kind] = Published(version.state, *_published(found.get(kind)))
            continue
        decisions = list(version.approvals.all())
        found[kind] = Published("", version.number, version.published_at, decisions[0].decision if decisions else "")
    return found


def _published(known: Published | None) -> tuple[int | None, datetime | None, str]:
    return (known.number, known.published_at, known.decision) if known else (None, None, "")


def way_of(item: Item, playbook: Playbook) -> str:
    """Who settles an item: auto, assisted or attest."""
    line = line_of(item, playbook)
    return WAYS.get(line.settled, "attest") if line else "attest"


def rank_of(item: Item, facts: BoardFacts) -> str:
    """The rank of the item's worst open risk; empty without one."""
    line = line_of(item, facts.playbook)
    names = (item.line, *line.proven_by) if line else ()
    return min((facts.open_ranks[name] for name in names if name in facts.open_ranks), key=RANKS.index, default="")


def look_of_item(item: Item, facts: BoardFacts) -> ItemLook:
    """The item's sign and note; the item comes with its evidence, waivers and settler."""
    waiver = waiver_of(item)
    return look_of(
        ItemFacts(
            state=item.state,
            proof=item.proof,
            way=way_of(item, facts.playbook),
            note=item.proof_note,
            has_warning=item.has_warning,
            was_judged=item.proof_at is not None,
            evidence=sum(one.withdrawn_at is None for one in item.evidence.all()),
            waived_until=f"{waiver.until:%-d %b}" if waiver else "",
            waiver_owner=waiver.owner if waiver else "",
            question=item.waiting_for,
            due=facts.due_words(item.waiting_until),
            settled_by=item.settled_by.short_name if item.settled_by else "",
            checking=_checking(item, facts),
        )
    )


def _checking(item: Item, facts: BoardFacts) -> tuple[int, int] | None:
    """How many of an item's checks a run on its way has answered; None when it asks none, or all are answered."""
    line = line_of(item, facts.playbook)
    asked = facts.asked_checks.intersection(line.proven_by) if line else frozenset()
    answered = asked & facts.answered_checks
    return (len(answered), len(asked)) if answered != asked else None
