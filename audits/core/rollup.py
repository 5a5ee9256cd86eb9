"""From judgements to the proof of a playbook line: one pure function."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audits.core.outcome import Outcome


@dataclass(frozen=True)
class Standing:
    """The latest answer of one check about one subject; an accepted risk counts as passed."""

    outcome: Outcome
    is_accepted: bool = False


@dataclass(frozen=True)
class Proof:
    """`state` is proven, refuted, unknown or not-applicable; a warning shows and does not block."""

    state: str
    has_warning: bool
    failing: int
    unknown: int
    answers: int


def rolled_up(proven_by: Iterable[str], standings: Mapping[str, Iterable[Standing]]) -> Proof:
    """The proof of a line: any fail refutes; else anything unanswered is unknown; else all not-applicable; else proven.

    `standings` maps a check's id to its answers, one a subject; a check without any was not run.
    """
    answers: list[Outcome] = []
    unknown = 0
    for check_id in proven_by:
        of_check = [Outcome.PASS if one.is_accepted else one.outcome for one in standings.get(check_id, ())]
        unknown += not of_check
        answers += of_check
    failing = answers.count(Outcome.FAIL)
    unknown += answers.count(Outcome.COULD_NOT_CHECK)
    return Proof(_state(answers, failing, unknown), Outcome.WARN in answers, failing, unknown, len(answers))


def _state(answers: list[Outcome], failing: int, unknown: int) -> str:
    if failing:
        return "refuted"
    if unknown or not answers:
        return "unknown"
    if all(answer is Outcome.NOT_APPLICABLE for answer in answers):
        return "not-applicable"
    return "proven"
