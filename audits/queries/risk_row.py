"""One risk as people read it: their own words where they wrote some, else what the audit says."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from audits.core.outcome import Outcome
from audits.models import Finding, Risk
from audits.queries.evidence import ShownEvidence, shown_evidence, visible
from audits.queries.ranking import OPEN_STATES, TITLES, WHYS
from portal.sprint.clock import Clock, shown

DIGEST = re.compile(r"#[0-9a-f]{8,64}$")
STATE_WORDS = {
    "open": "Open",
    "regressed": "Open again",
    "accepted": "Accepted",
    "fixed": "Fixed",
    "closed": "Closed",
    "retired": "No longer applies",
}


@dataclass(frozen=True)
class Moment:
    """A moment of the sprint; `hour` is empty for one before the clock started."""

    at: datetime
    hour: str


@dataclass(frozen=True)
class LineLink:
    """A playbook line a risk speaks to; `item_id` is None for a failure signal."""

    line: str
    item_id: UUID | None

    @property
    def short(self) -> str:
        """`4.5` of `OPS-4.5`."""
        return self.line.partition("-")[2] or self.line


@dataclass(frozen=True)
class RiskRow:
    """One risk as people read it: their own words where they wrote some, else what the audit says.

    `state` is open, regressed, accepted, fixed, closed (by hand) or retired. `finding` is None for a hand-written
    one; `risk` is None while nobody did anything about a finding.
    """

    finding: Finding | None
    risk: Risk | None
    rank: str
    rank_word: str
    state: str
    links: tuple[LineLink, ...]
    seen: Moment
    ended: Moment | None
    clock: Clock

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(link.line for link in self.links)

    @property
    def key(self) -> str:
        """One of its kind on a page, and what a ticked box sends."""
        return f"finding-{self.finding.pk}" if self.finding else f"risk-{self._risk.pk}"

    @property
    def _risk(self) -> Risk:
        return self.risk or Risk()

    @property
    def title(self) -> str:
        return self._risk.title or (visible(self.finding.before.headline) if self.finding else "")

    @property
    def cost(self) -> str:
        """What it costs: in a person's words, else why the check is there."""
        return self._risk.cost or (WHYS.get(self.finding.check_id, "") if self.finding else "")

    @property
    def fix(self) -> str:
        return self._risk.fix or (visible(self.finding.before.fix) if self.finding else "")

    @property
    def owner(self) -> str:
        return self._risk.owner

    @property
    def subject(self) -> str:
        """Where it lies: the finding's subject, or what a person wrote."""
        return visible(self.finding.subject) if self.finding else self._risk.place

    @property
    def where(self) -> str:
        """The subject without the digest that tells one secret from another; a list has no use for it."""
        return DIGEST.sub("", self.subject)

    @property
    def check_title(self) -> str:
        return TITLES.get(self.finding.check_id, self.finding.check_id) if self.finding else ""

    @property
    def before(self) -> str:
        """What was wrong, in one sentence."""
        return self._risk.before_words or (visible(self.finding.before.headline) if self.finding else self.title)

    @property
    def after(self) -> str:
        """What the same check says now that it is fixed; empty before that."""
        if self.state not in {"fixed", "closed"}:
            return ""
        said = visible(self.finding.after.headline) if self.finding and self.finding.after else ""
        return self._risk.after_words or said

    @property
    def is_published(self) -> bool:
        return self._risk.published_at is not None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_over(self) -> bool:
        return self.state in {"fixed", "closed"}

    @property
    def sign(self) -> str:
        """The sign of components/_item_state.html."""
        return state_sign(self.state, is_warning=self.is_warning)

    @property
    def state_word(self) -> str:
        """The state in words."""
        if self.state == "retired" and self.was_rejudged:
            return "Re-judged"
        return STATE_WORDS[self.state]

    @property
    def is_warning(self) -> bool:
        return self.finding is not None and self.finding.outcome == Outcome.WARN.value

    @property
    def accepted_until(self) -> date | None:
        return self._risk.accepted_until if self.state == "accepted" else None

    @property
    def accepted_reason(self) -> str:
        return self._risk.accepted_reason if self.state == "accepted" else ""

    @property
    def accepted_by(self) -> str:
        """Who carries an accepted risk, else who recorded that it was accepted."""
        if self.state != "accepted":
            return ""
        recorded = self._risk.accepted_by
        return self.owner or (recorded.short_name if recorded else "")

    @property
    def not_confirmed_since(self) -> datetime | None:
        return self.finding.not_confirmed_since if self.finding and self.is_open else None

    @property
    def was_rejudged(self) -> bool:
        return self.finding is not None and self.finding.was_rejudged

    @property
    def fixed_hour(self) -> timedelta | None:
        """The sprint hour it was fixed at; None before that, or before the clock started."""
        return hour_of(self.clock, self.ended.at) if self.ended and self.is_over else None

    @cached_property
    def before_evidence(self) -> tuple[ShownEvidence, ...]:
        return shown_evidence(self.finding.before.evidence) if self.finding else ()

    @cached_property
    def after_evidence(self) -> tuple[ShownEvidence, ...]:
        return shown_evidence(self.finding.after.evidence) if self.finding and self.finding.after else ()

    @property
    def before_run(self) -> int | None:
        return self.finding.before.run.number if self.finding else None

    @property
    def after_run(self) -> int | None:
        return self.finding.after.run.number if self.finding and self.finding.after else None

    @property
    def judged_before(self) -> Moment | None:
        return moment_of(self.clock, self.finding.before.judged_at) if self.finding else None


def moment_of(clock: Clock, at: datetime) -> Moment:
    """A moment with its sprint hour as `31:12`."""
    hour = hour_of(clock, at)
    return Moment(at, "" if hour is None else shown(hour))


def hour_of(clock: Clock, at: datetime) -> timedelta | None:
    """The sprint hour of a moment; None before the clock started."""
    return clock.elapsed_at(at) if clock.started_at and at >= clock.started_at else None


def state_sign(state: str, *, is_warning: bool) -> str:
    """The sign of a risk's state on the board's scale."""
    signs = {"accepted": "accepted", "fixed": "fixed", "closed": "done", "retired": "not-applicable"}
    return signs.get(state) or ("open-warn" if is_warning else "open")
