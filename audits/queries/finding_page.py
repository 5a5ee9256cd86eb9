"""One risk with its proof: the check, what to change, before and after, how every run judged it."""

from dataclasses import dataclass

from audits.checks import CHECKS
from audits.core.outcome import Outcome
from audits.core.verdict import NEEDS_PROOF
from audits.models import Finding, Judgement, Risk
from audits.queries.evidence import visible
from audits.queries.fix_words import FixWords, fix_words
from audits.queries.published import PublishedRisk, as_the_client_reads
from audits.queries.risk_row import Moment, RiskRow, moment_of
from audits.queries.risks import RowMaker, found, written
from portal.sprint.models import Engagement
from portal.sprint.queries import playbook_of
from portal.tenancy.queries import current_client_users, current_members

LONGEST_HISTORY = 50


@dataclass(frozen=True)
class CheckWords:
    """The rule behind a finding."""

    title: str
    why: str
    references: tuple[str, ...]
    version: int
    is_active: bool = False


@dataclass(frozen=True)
class JudgedOnce:
    """How one run judged this check and subject."""

    run: object
    outcome: str
    headline: str
    version: int
    judged: Moment


@dataclass(frozen=True)
class RiskDetail:
    """One risk's page; `check` is None for a hand-written one."""

    row: RiskRow
    check: CheckWords | None
    history: tuple[JudgedOnce, ...]
    fix: FixWords
    client_reads: PublishedRisk
    stage_number: int | None
    people: tuple[str, ...]
    client_people: frozenset[str]

    @property
    def seen_in(self) -> str:
        """The runs that saw it bad, oldest first: `3, 9 and 14`."""
        bad = {Outcome.WARN.value, Outcome.FAIL.value}
        numbers = [str(once.run.number) for once in reversed(self.history) if once.outcome in bad]
        return " and ".join(part for part in (", ".join(numbers[:-1]), numbers[-1]) if part) if numbers else ""


def finding_detail(engagement: Engagement, finding: Finding) -> RiskDetail:
    """The page of a finding."""
    playbook = playbook_of(engagement)
    make = RowMaker.of(engagement, playbook)
    row = make.of_finding(found(engagement).get(pk=finding.pk))
    history = tuple(
        JudgedOnce(
            once.run, once.outcome, visible(once.headline), once.check_version, moment_of(make.clock, once.judged_at)
        )
        for once in _judgements(engagement, row.finding)
    )
    stages = [stage.number for stage in playbook.stages if finding.check_id in stage.check_ids]
    return _detail(engagement, row, _check(finding.check_id), history, stages[0] if stages else None)


def _judgements(engagement: Engagement, finding: Finding) -> list[Judgement]:
    """How runs judged this subject, newest first; what fixed it by absence is the answer for the whole."""
    of_subject = Judgement.objects.filter(
        run__engagement=engagement, check_id=finding.check_id, subject=finding.subject
    )
    judged = of_subject.exclude(verdict=NEEDS_PROOF.id)
    newest = judged.select_related("run").defer("evidence", "facts").order_by("-run__number")[:LONGEST_HISTORY]
    after = [finding.after] if finding.after and finding.after.subject != finding.subject else []
    return sorted([*after, *newest], key=lambda once: -once.run.number)


def written_detail(engagement: Engagement, risk: Risk) -> RiskDetail:
    """The page of a hand-written risk."""
    make = RowMaker.of(engagement, playbook_of(engagement))
    return _detail(engagement, make.by_hand(written(engagement).get(pk=risk.pk)), None, (), None)


def people_of(engagement: Engagement) -> tuple[tuple[str, ...], frozenset[str]]:
    """Everybody who could own a risk, and which of them are people of the client. Two queries."""
    members = [member.user.short_name for member in current_members()]
    clients = [person.user.short_name for person in current_client_users(engagement.client)]
    return tuple(dict.fromkeys([*members, *clients])), frozenset(clients) - frozenset(members)


def _detail(
    engagement: Engagement,
    row: RiskRow,
    check: CheckWords | None,
    history: tuple[JudgedOnce, ...],
    stage_number: int | None,
) -> RiskDetail:
    people, client_people = people_of(engagement)
    exact = fix_words(visible(row.finding.before.fix) if row.finding else row.fix)
    return RiskDetail(row, check, history, exact, as_the_client_reads(row), stage_number, people, client_people)


def _check(check_id: str) -> CheckWords | None:
    check = next((check for check in CHECKS if check.id == check_id), None)
    if check is None:
        return None
    return CheckWords(check.title, check.why, check.references, check.version, is_active=check.is_active)
