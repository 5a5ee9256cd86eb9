"""Verdicts, the declared rows of a check's table, and judgements, one row given for one subject."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from audits.core.outcome import Impact, Outcome


@dataclass(frozen=True)
class Observation:
    """What was seen, verbatim, and where: `source` names the question, `observed` is the answer."""

    source: str
    observed: str


@dataclass(frozen=True)
class SecretSighting:
    """Where a secret lies, never its value: `stub` shows at most its first four characters."""

    kind: str
    path: str
    line: int
    commit: str
    in_head: bool
    publishable: bool
    stub: str


Evidence = Observation | SecretSighting
Fact = str | int | float


@dataclass(frozen=True)
class Verdict:
    """One possible answer of a check; `headline` and `fix` hold named placeholders that facts fill at the edge."""

    id: str
    outcome: Outcome
    headline: str
    impact: Impact | None = None
    fix: str = ""

    def given(self, *evidence: Evidence, **facts: Fact) -> "Judgement":
        """This verdict, for what was seen."""
        return Judgement(verdict=self, evidence=evidence, facts=facts)


@dataclass(frozen=True)
class Judgement:
    """The answer given for one subject; `part` names the finer thing to fix within it, if there is one."""

    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    part: str = ""

    def about(self, part: str) -> "Judgement":
        """The same answer for one part of the subject: a full subject label such as `name#digest` or an URL."""
        return replace(self, part=part)

    @property
    def outcome(self) -> Outcome:
        """The outcome of the verdict."""
        return self.verdict.outcome

    @property
    def headline(self) -> str:
        """What is true now, in one sentence."""
        return sentence(self.verdict.headline, self.facts)

    @property
    def fix(self) -> str:
        """What to do, exact; empty for a pass."""
        return sentence(self.verdict.fix, self.facts)


def sentence(template: str, facts: Mapping[str, Fact]) -> str:
    """The template with its named placeholders filled; a missing fact is a fault of the check and raises KeyError."""
    return template.format_map(facts) if template else ""


COULD_NOT_CHECK = Verdict(
    "could-not-check",
    Outcome.COULD_NOT_CHECK,
    "Could not check: {reason}",
    fix="Try again {retry}. This says nothing about the client.",
)
"""What every check answers when an artifact it needs is unavailable."""

NOT_APPLICABLE = Verdict("not-applicable", Outcome.NOT_APPLICABLE, "Does not apply: {reason}")
"""What every check answers when its subject has nothing to judge."""

NEEDS_PROOF = Verdict(
    "needs-proof-of-control",
    Outcome.COULD_NOT_CHECK,
    "Not asked: this check needs proof of control",
    fix="Prove control of the domain, then start this check with a click.",
)
"""What an active check answers until control of the domain is proven."""
