"""What one audit came to: answers in, the machine-readable document or a page for the terminal out; pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from audits.core.outcome import Outcome
from audits.core.verdict import Evidence, SecretSighting
from audits.engine import Answer
from portal.playbooks import Playbook, lines_of_check

Entry = dict[str, object]

INCOMPLETE = "incomplete"
"""The verdict of checks that saw a part of what was asked for, and cannot pass the rest."""


@dataclass(frozen=True)
class Report:
    """One finished audit: `domain` is None for a repository alone, `seconds` how long it took."""

    domain: str | None
    playbook: Playbook
    started: datetime
    seconds: float
    answers: tuple[Answer, ...]

    @property
    def risks(self) -> tuple[Answer, ...]:
        """Every warn and fail, the greatest business impact first, a fail before a warn."""
        found = (answer for answer in self.answers if answer.judgement.outcome.is_finding)
        return tuple(sorted(found, key=_severity))

    @property
    def unchecked(self) -> tuple[Answer, ...]:
        """Every answer we could not get."""
        return self.of(Outcome.COULD_NOT_CHECK)

    @property
    def has_blockers(self) -> bool:
        """True where something stops a launch."""
        return any(rank_of(answer) == "blocker" for answer in self.risks)

    @property
    def is_answered(self) -> bool:
        """False where nothing of what was asked gave an answer."""
        return not self.unchecked or any(_says_something(answer) for answer in self.answers)

    def of(self, outcome: Outcome) -> tuple[Answer, ...]:
        """The answers with one outcome, in the order of the checks."""
        return tuple(answer for answer in self.answers if answer.judgement.outcome is outcome)

    def lines(self, answer: Answer) -> tuple[str, ...]:
        """The playbook lines the answer speaks to."""
        return lines_of_check(self.playbook, answer.check.id)


def document(report: Report) -> Entry:
    """The one JSON document of the command line."""
    entries = {id(answer): _entry(report, answer) for answer in report.answers}
    return {
        "domain": report.domain,
        "playbook": report.playbook.id,
        "started": report.started.isoformat(timespec="seconds"),
        "seconds": round(report.seconds, 2),
        "checks": [entries[id(answer)] for answer in report.answers],
        "risks": [entries[id(answer)] for answer in report.risks],
        "could_not_check": [entries[id(answer)] for answer in report.unchecked],
    }


def rank_of(answer: Answer) -> str | None:
    """The rank of a finding: blocker, incident or cleanup; None for everything that is none."""
    judgement = answer.judgement
    if not judgement.outcome.is_finding or judgement.verdict.impact is None:
        return None
    return judgement.verdict.impact.rank


def _entry(report: Report, answer: Answer) -> Entry:
    judgement = answer.judgement
    return {
        "id": answer.check.id,
        "subject": answer.subject,
        "outcome": judgement.outcome.value,
        "verdict": judgement.verdict.id,
        "rank": rank_of(answer),
        "title": judgement.headline,
        "evidence": [_seen(evidence) for evidence in judgement.evidence],
        "fix": judgement.fix,
        "lines": list(report.lines(answer)),
    }


def _seen(evidence: Evidence) -> Mapping[str, object]:
    return asdict(evidence)


def _says_something(answer: Answer) -> bool:
    """Whether something was seen, be it only a part of what was asked for."""
    judgement = answer.judgement
    if judgement.outcome is Outcome.COULD_NOT_CHECK:
        return judgement.verdict.id == INCOMPLETE
    return judgement.outcome is not Outcome.NOT_APPLICABLE


def _severity(answer: Answer) -> tuple[int, bool]:
    impact = answer.judgement.verdict.impact
    return (-int(impact or 0), answer.judgement.outcome is not Outcome.FAIL)


COLOURS = {"blocker": "31;1", "incident": "33;1", "cleanup": "36", "quiet": "2", "strong": "1", "good": "32"}
"""ANSI codes; used on a terminal alone."""
MOST_EVIDENCE = 4
LONGEST_EVIDENCE = 160


class TerminalPage:
    """The report as lines of text; `coloured` only where somebody looks at a terminal."""

    def __init__(self, report: Report, *, coloured: bool) -> None:
        self.report = report
        self.coloured = coloured

    def text(self) -> str:
        """The whole page, with a final line break."""
        report = self.report
        name = report.domain or "Repository"
        lines = [self._in("strong", f"{name} · {report.playbook.title}"), self._counts(), ""]
        for rank in ("blocker", "incident", "cleanup"):
            lines += self._ranked(rank)
        lines += self._unchecked()
        if not report.risks:
            lines += [self._in("good", "No risk was found in what could be checked."), ""]
        return "\n".join(lines)

    def _counts(self) -> str:
        report = self.report
        words = [
            f"{len(report.risks)} risk{'' if len(report.risks) == 1 else 's'}",
            f"{len(report.of(Outcome.PASS))} passed",
            f"{len(report.of(Outcome.NOT_APPLICABLE))} do not apply",
            f"{len(report.unchecked)} could not be checked",
            f"{report.seconds:.1f} s",
        ]
        return self._in("quiet", " · ".join(words))

    def _ranked(self, rank: str) -> list[str]:
        found = [answer for answer in self.report.risks if rank_of(answer) == rank]
        if not found:
            return []
        lines = [self._in(rank, f"{self.report.playbook.rank_word(rank)} ({len(found)})")]
        for number, answer in enumerate(found, 1):
            lines += self._told(f"{number:>3}. ", answer)
        return [*lines, ""]

    def _unchecked(self) -> list[str]:
        missing = self.report.unchecked
        if not missing:
            return []
        lines = [self._in("strong", f"Could not be checked ({len(missing)})")]
        for answer in missing:
            lines += self._told("   – ", answer)
        return [*lines, ""]

    def _told(self, mark: str, answer: Answer) -> list[str]:
        judgement = answer.judgement
        lines = " ".join((answer.check.id, *self.report.lines(answer)))
        seen = [f"     {shown(evidence)}" for evidence in judgement.evidence[:MOST_EVIDENCE]]
        more = len(judgement.evidence) - MOST_EVIDENCE
        return [
            f"{mark}{self._in('strong', printable(judgement.headline))}",
            self._in("quiet", f"     {printable(answer.subject)} · {lines}"),
            *seen,
            *([self._in("quiet", f"     and {more} more")] if more > 0 else []),
            *([f"     → {printable(judgement.fix)}"] if judgement.fix else []),
        ]

    def _in(self, colour: str, text: str) -> str:
        return f"\x1b[{COLOURS[colour]}m{text}\x1b[0m" if self.coloured else text


def shown(evidence: Evidence) -> str:
    """One piece of evidence on one line; what was seen may be hostile and never reaches the terminal raw."""
    if isinstance(evidence, SecretSighting):
        where = f"{evidence.path}:{evidence.line}" + (f" in {evidence.commit[:12]}" if evidence.commit else "")
        return printable(f"{evidence.kind} {evidence.stub}… at {where}{'' if evidence.in_head else ', history only'}")
    text = f"{evidence.source}: {evidence.observed}"
    return printable(text if len(text) <= LONGEST_EVIDENCE else text[: LONGEST_EVIDENCE - 1] + "…")


def printable(text: str) -> str:
    """The text with control and direction characters made visible."""
    return "".join(
        character if character.isprintable() else f"\\x{ord(character):02x}" for character in text.replace("\n", " ")
    )


def needs_colour(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR says no (https://no-color.org) or it is a dumb one."""
    return is_terminal and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
