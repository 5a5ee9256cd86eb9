"""What can be sent beyond a visit, to whom, and how much of it: everything a person sees before the click."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils import timezone

from audits.core.artifacts import Artifacts
from audits.core.check import Check
from audits.core.estate import Estate
from audits.core.outcome import Outcome
from audits.core.verdict import COULD_NOT_CHECK, NEEDS_PROOF
from audits.gatherers import GATHERERS
from audits.gatherers.permit import Caps
from audits.models import AuditRun, Judgement
from audits.plan import active_checks, estate_value
from audits.queries.evidence import visible
from audits.queries.latest import latest_judgements
from audits.queries.progress import RunProgress, run_progress, seconds_words
from audits.queries.risk_row import Moment, moment_of
from audits.queries.risks import lines_by_check
from portal.estate.models import ControlProof
from portal.estate.queries import control_proofs
from portal.sprint.clock import Clock
from portal.sprint.models import Engagement
from portal.sprint.queries import clock_of, playbook_of


@dataclass(frozen=True)
class LastAnswer:
    """What the last active run was answered about one subject."""

    outcome: str
    headline: str
    at: Moment


@dataclass(frozen=True)
class ActiveSubject:
    """One thing that would be asked; `answer` is None before the first active run, `unseen` why no audit saw it lately."""

    label: str
    is_covered: bool
    answer: LastAnswer | None
    unseen: str = ""


@dataclass(frozen=True)
class ActiveCheck:
    """One active check with its bounds and everything it concerns."""

    check_id: str
    title: str
    why: str
    lines: tuple[str, ...]
    caps: Caps
    subjects: tuple[ActiveSubject, ...]

    @property
    def covered(self) -> tuple[ActiveSubject, ...]:
        """What may be asked, as many as one run asks."""
        return tuple(one for one in self.subjects if one.is_covered)[: self.caps.most]

    @property
    def uncovered(self) -> tuple[ActiveSubject, ...]:
        return tuple(one for one in self.subjects if not one.is_covered)

    @property
    def requests(self) -> int:
        """How many requests a run sends at most."""
        return self.caps.requests * len(self.covered)

    @property
    def longest(self) -> str:
        """How long it sends at most, in words."""
        return seconds_words(timedelta(seconds=self.caps.seconds * len(self.covered)))

    @property
    def can_start(self) -> bool:
        return bool(self.covered)


@dataclass(frozen=True)
class ActivePage:
    """Every active check, the run on its way if there is one, and whether any control is proven."""

    checks: tuple[ActiveCheck, ...]
    is_proven: bool
    running: RunProgress | None

    @property
    def startable(self) -> tuple[ActiveCheck, ...]:
        return tuple(check for check in self.checks if check.can_start)


def active_page(engagement: Engagement) -> ActivePage:
    """The active checks of an engagement as it stands now."""
    estate, proofs = estate_value(engagement), control_proofs(engagement)
    checks = active_checks()
    answers = latest_judgements(engagement, [check.id for check in checks])
    lines, clock = lines_by_check(playbook_of(engagement)), clock_of(engagement)
    return ActivePage(
        checks=tuple(
            ActiveCheck(
                check.id,
                check.title,
                check.why,
                lines.get(check.id, ()),
                _caps(check),
                _subjects(check, estate, proofs, answers.get(check.id, []), clock),
            )
            for check in checks
        ),
        is_proven=any(proof.is_proven for proof in proofs),
        running=_running(engagement),
    )


def _running(engagement: Engagement) -> RunProgress | None:
    active = AuditRun.objects.filter(engagement=engagement, is_active=True, state__in=["queued", "running"]).first()
    return run_progress(engagement, active) if active else None


def _caps(check: Check[object]) -> Caps:
    """The bounds of the gatherer that sends for a check."""
    names = {source.name for source in check.sources if source.is_active}
    return next(one.caps for one in GATHERERS if one.caps is not None and names & set(one.records))


def _subjects(
    check: Check[object], estate: Estate, proofs: tuple[ControlProof, ...], rows: list[Judgement], clock: Clock
) -> tuple[ActiveSubject, ...]:
    """What the check concerns: by the last audit's word, and by its own where no audit saw the subject yet."""
    judged = {row.subject: row for row in rows}
    unseen = Artifacts(estate=estate, now=timezone.now())
    found: list[ActiveSubject] = []
    for subject in estate.subjects(check.subject):
        row = judged.get(subject.label)
        outcome = row.outcome if row else check.judgements(unseen.about(subject))[0].outcome.value
        if outcome != Outcome.NOT_APPLICABLE.value:
            host = urlsplit(subject.label).hostname or subject.label
            is_covered = any(proof.covers(host) for proof in proofs)
            found.append(ActiveSubject(visible(subject.label), is_covered, _answer(row, clock), _unseen(row)))
    return tuple(found)


def _unseen(row: Judgement | None) -> str:
    """Why a passive audit could not even tell whether there is anything to ask; empty where it could."""
    if row is None or row.run.is_active or row.verdict != COULD_NOT_CHECK.id:
        return ""
    return visible(str(row.facts.get("reason", "")))


def _answer(row: Judgement | None, clock: Clock) -> LastAnswer | None:
    if row is None or row.verdict == NEEDS_PROOF.id or not row.run.is_active:
        return None
    return LastAnswer(row.outcome, visible(row.headline), moment_of(clock, row.judged_at))
