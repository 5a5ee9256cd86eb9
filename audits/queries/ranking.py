"""Where every risk of an engagement stands, in few columns: cheap to count, filter and order by the thousand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from audits.checks import CHECKS
from audits.models import Finding, Risk
from portal.playbooks import RANKS, Playbook
from portal.sprint.models import Engagement

RANK_ORDER = {rank: place for place, rank in enumerate((*RANKS, ""))}
OPEN_STATES = ("open", "regressed")
GROUPS = {"open": OPEN_STATES, "fixed": ("fixed", "closed"), "accepted": ("accepted",), "retired": ("retired",)}
"""What one filter stands for; retired risks are shown on demand."""
USUAL_GROUPS = ("open", "fixed", "accepted")
STATE_ORDER = {"regressed": 0, "open": 0, "accepted": 1, "fixed": 2, "closed": 2, "retired": 3}
TITLES = {check.id: check.title for check in CHECKS}
WHYS = {check.id: check.why for check in CHECKS}


@dataclass(frozen=True)
class RankedRisk:
    """One risk's place in the list; `state` is open, regressed, accepted, fixed, closed (by hand) or retired."""

    finding_id: UUID | None
    risk_id: UUID | None
    rank: str
    state: str
    outcome: str
    check_id: str
    line: str
    subject: str
    owner: str
    is_published: bool
    seen_at: datetime

    @property
    def host(self) -> str:
        """The host of an address; a host, a mail domain or a repository is named as it is."""
        return (urlsplit(self.subject).hostname or self.subject) if "://" in self.subject else self.subject

    @property
    def kind(self) -> str:
        return "finding" if self.finding_id else "risk"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def order(self) -> tuple[int, int, bool, datetime, str]:
        """Rank, then open before settled, then what fails before what warns, then what was seen first."""
        return (RANK_ORDER[self.rank], STATE_ORDER[self.state], self.outcome == "warn", self.seen_at, self.subject)


@dataclass(frozen=True)
class RiskFilters:
    """What the address of the risks page asks for; empty means everything but what was retired."""

    states: tuple[str, ...] = ()
    stage: int | None = None
    rank: str = ""
    outcome: str = ""
    owner: str = ""
    host: str = ""
    client: str = ""
    q: str = ""
    page: int = 1

    @property
    def groups(self) -> tuple[str, ...]:
        return self.states or USUAL_GROUPS

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the usual is asked for."""
        return self != RiskFilters(page=self.page)


def ranked_risks(engagement: Engagement) -> list[RankedRisk]:
    """Every risk of the engagement, found or hand-written, worst first. Two queries."""
    today = timezone.now().date()
    found = Finding.objects.filter(engagement=engagement).values_list(
        "pk", "check_id", "whole", "state", "outcome", "rank", "opened_at",
        "risk__pk", "risk__rank", "risk__owner", "risk__published_at", "risk__accepted_at", "risk__accepted_until",
    )  # fmt: skip
    rows = []
    for pk, check, whole, state, outcome, rank, seen, risk, own_rank, owner, published, accepted, until in found:
        is_accepted = bool(accepted and until and until >= today)
        shown = "accepted" if is_accepted and state in OPEN_STATES else str(state)
        rows.append(
            RankedRisk(
                pk, risk, own_rank or rank, shown, outcome, check, "", whole, owner or "", published is not None, seen
            )
        )
    for risk in Risk.objects.filter(engagement=engagement, finding__isnull=True):
        rows.append(_by_hand(risk))  # noqa: PERF401 - two sources, one list
    return sorted(rows, key=lambda row: row.order)


def state_by_hand(risk: Risk) -> str:
    """The state of a hand-written risk."""
    if risk.closed_at:
        return "closed"
    return "accepted" if is_accepted(risk) else "open"


def is_accepted(risk: Risk | None) -> bool:
    """Whether somebody accepted the risk until today or later."""
    if risk is None or risk.accepted_at is None or risk.accepted_until is None:
        return False
    return risk.accepted_until >= timezone.now().date()


def _by_hand(risk: Risk) -> RankedRisk:
    return RankedRisk(
        finding_id=None,
        risk_id=risk.pk,
        rank=risk.rank,
        state=state_by_hand(risk),
        outcome="fail",
        check_id="",
        line=risk.line,
        subject=risk.place,
        owner=risk.owner,
        is_published=risk.published_at is not None,
        seen_at=risk.created_at,
    )


def narrowed(
    rows: Iterable[RankedRisk], engagement: Engagement, playbook: Playbook, filters: RiskFilters
) -> list[RankedRisk]:
    """The risks the filters let through, in their order. Two more queries where words are searched for."""
    states = {state for group in filters.groups for state in GROUPS.get(group, ())}
    kept = [row for row in rows if row.state in states]
    if filters.stage:
        kept = [row for row in kept if filters.stage in stages_of_risk(row, playbook)]
    if filters.owner:
        kept = [row for row in kept if row.owner == filters.owner]
    for name in ("rank", "outcome", "host"):
        if wanted := getattr(filters, name):
            kept = [row for row in kept if getattr(row, name) == wanted]
    if filters.client:
        kept = [row for row in kept if row.is_published == (filters.client == "published")]
    if filters.q:
        findings, risks = _holding(engagement, filters.q)
        kept = [row for row in kept if row.finding_id in findings or row.risk_id in risks]
    return kept


def stages_of_risk(row: RankedRisk, playbook: Playbook) -> set[int]:
    """The stages whose items or failure signal the risk speaks to."""
    if not row.check_id:
        return {stage.number for stage in playbook.stages if any(item.line == row.line for item in stage.items)}
    return {stage.number for stage in playbook.stages if row.check_id in stage.check_ids}


def _holding(engagement: Engagement, words: str) -> tuple[set[UUID], set[UUID]]:
    """Findings and hand-written risks that hold these words in their title, cost, place or check."""
    checks = [check for check, title in TITLES.items() if words.lower() in title.lower()]
    said = Q(title__icontains=words) | Q(cost__icontains=words) | Q(place__icontains=words) | Q(owner__icontains=words)
    on_finding = Q(risk__title__icontains=words) | Q(risk__cost__icontains=words) | Q(risk__owner__icontains=words)
    seen = Q(before__headline__icontains=words) | Q(subject__icontains=words) | Q(check_id__in=checks)
    findings = Finding.objects.filter(engagement=engagement).filter(on_finding | seen)
    risks = Risk.objects.filter(engagement=engagement, finding__isnull=True).filter(said)
    return set(findings.values_list("pk", flat=True)), set(risks.values_list("pk", flat=True))


@dataclass(frozen=True)
class RankCount:
    """How many risks of one rank are open, fixed and accepted; `word` is the playbook's."""

    rank: str
    word: str
    open: int
    fixed: int
    accepted: int

    @property
    def total(self) -> int:
        return self.open + self.fixed + self.accepted

    @property
    def shares(self) -> list[tuple[str, int]]:
        """For the bar below the number."""
        tone = {"blocker": "bad", "incident": "warn", "cleanup": "quiet"}[self.rank]
        return [(tone, self.open), ("fixed", self.fixed), ("accepted", self.accepted)]

    @property
    def rest(self) -> str:
        """`3 fixed, 1 accepted`."""
        parts = [f"{self.fixed} fixed" if self.fixed else "", f"{self.accepted} accepted" if self.accepted else ""]
        return ", ".join(part for part in parts if part)


def rank_counts(rows: Iterable[RankedRisk], playbook: Playbook) -> tuple[RankCount, ...]:
    """The three ranks with their counts, worst first."""
    rows = list(rows)
    counts = []
    for rank in RANKS:
        states = [row.state for row in rows if row.rank == rank]
        number = {group: sum(state in GROUPS[group] for state in states) for group in USUAL_GROUPS}
        counts.append(RankCount(rank, playbook.rank_word(rank), number["open"], number["fixed"], number["accepted"]))
    return tuple(counts)
