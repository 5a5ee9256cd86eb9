"""A check: a table of verdicts and a function that picks one row from what was gathered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from audits.core.artifacts import Artifacts, Source
from audits.core.inapplicable import Inapplicable
from audits.core.subject import Subject
from audits.core.unavailable import NotAsked, Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NEEDS_PROOF, NOT_APPLICABLE, Judgement, Observation, Verdict

T = TypeVar("T")


@dataclass(frozen=True)
class Check(Generic[T]):
    """One rule: `reads` picks the artifact, `judge` answers for the subject, `parts` for each finer thing to fix.

    `version` is raised when a verdict could change on the same artifacts. `judge` always answers for the whole, so
    that "none" is a proven pass; `parts` yields judgements that carry their own subject label (`Judgement.about`).
    `sources` names every source `reads` looks at: with them gathered the check can be judged.
    What `reads` answers with `Unavailable` or `Inapplicable` is never judged: the rows for both stand in `verdict.py`.
    """

    id: str
    version: int
    subject: type[Subject]
    title: str
    why: str
    references: tuple[str, ...]
    reads: Callable[[Artifacts], T | Unavailable | Inapplicable]
    verdicts: tuple[Verdict, ...]
    judge: Callable[[T], Judgement]
    parts: Callable[[T], Iterable[Judgement]] | None = None
    sources: tuple[Source[Any], ...] = ()

    @property
    def is_active(self) -> bool:
        """Whether it needs an answer that only a run with proof of control may ask for."""
        return any(source.is_active for source in self.sources)

    def judgements(self, artifacts: Artifacts) -> tuple[Judgement, ...]:
        """The answer for the subject the artifacts are bound to, then one for each of its parts."""
        artifact = self.reads(artifacts)
        if isinstance(artifact, Unavailable):
            return (could_not_check(artifact),)
        if isinstance(artifact, Inapplicable):
            return (NOT_APPLICABLE.given(reason=artifact.reason),)
        whole = self.judge(artifact)
        return (whole, *self.parts(artifact)) if self.parts else (whole,)


def could_not_check(missing: Unavailable) -> Judgement:
    """The judgement for an answer we did not get."""
    if isinstance(missing, NotAsked):
        return NEEDS_PROOF.given()
    evidence = tuple(Observation("tried", attempt) for attempt in missing.tried)
    return COULD_NOT_CHECK.given(*evidence, reason=missing.reason, retry=missing.retry)
