"""What was gathered, as one check sees it: typed by source, bound to one subject."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from audits.core.estate import Estate
from audits.core.subject import Subject
from audits.core.unavailable import NotAsked, Unavailable

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

NOT_GATHERED = "it was not gathered in this run"


@dataclass(frozen=True)
class Source(Generic[T_co]):
    """The typed name of one kind of artifact: `name` is the gatherer's, `type` the class of its values.

    An `is_active` one is gathered by a run that a person started over names whose control is proven, and by no other.
    """

    name: str
    type: type[T_co]
    is_active: bool = False


@dataclass(frozen=True)
class Artifact:
    """One recorded answer: which gatherer, about what (a subject's label), and what it saw or why it could not."""

    source: Source[Any]
    subject: str
    value: object


@dataclass(frozen=True)
class Artifacts:
    """All artifacts of a run, seen from one subject; `now` is when the run began (time arrives as an artifact)."""

    estate: Estate
    now: datetime
    gathered: Mapping[tuple[str, str], object] = field(default_factory=dict)
    subject: Subject | None = None

    def about(self, subject: Subject) -> "Artifacts":
        """The same artifacts, seen from `subject`."""
        return replace(self, subject=subject)

    def observed(self, source: Source[T], label: str | None = None) -> T | Unavailable:
        """What `source` saw of the subject (or of `label`), or why it saw nothing."""
        key = label if label is not None else self.subject.label if self.subject else ""
        value = self.gathered.get((source.name, key), self.gathered.get((source.name, "")))
        if value is None:
            return NotAsked() if source.is_active else Unavailable(NOT_GATHERED)
        if isinstance(value, Unavailable):
            return value
        return cast(T, value)


def collect(artifacts: tuple[Artifact, ...]) -> dict[tuple[str, str], object]:
    """The mapping `Artifacts.gathered` holds."""
    return {(artifact.source.name, artifact.subject): artifact.value for artifact in artifacts}
