"""What one run covers, frozen when it is asked for: the estate as a value, the checks and the gatherers they need."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from audits.checks import CHECKS
from audits.core.check import Check
from audits.core.codec import decoded, encoded
from audits.core.estate import Estate
from audits.core.subject import Domain, Endpoint, Host, MailDomain, Message, Repository
from audits.gatherers import GATHERERS
from audits.gatherers.gatherer import Gatherer
from audits.models import ReceivedMessage
from portal.estate.queries import estate_rows
from portal.playbooks import Playbook
from portal.sprint.models import Engagement

MESSAGE_CHECKS = tuple(check.id for check in CHECKS if check.subject is Message)
"""The checks that judge received messages, and nothing else; a run of them alone asks for nothing but what these need."""


@dataclass(frozen=True)
class Plan:
    """One run's input; `artifacts_of` names the run whose artifacts are judged again instead of gathering new ones.

    Only an `is_active` one, which a person starts over names whose control is proven, has active gatherers.
    """

    estate: Estate
    check_ids: tuple[str, ...]
    artifacts_of: str = ""
    is_active: bool = False

    @property
    def checks(self) -> tuple[Check[Any], ...]:
        """The checks of the plan that this version still has."""
        return tuple(check for check in CHECKS if check.id in self.check_ids)

    @property
    def gatherers(self) -> tuple[Gatherer, ...]:
        """The gatherers those checks need, and what these need, in their order."""
        wanted = {name for check in self.checks for name in self.sources_of(check)}
        chosen: list[Gatherer] = []
        for gatherer in reversed(GATHERERS):  # a gatherer only needs sources listed before it
            if gatherer.caps is not None and not self.is_active:
                continue
            if wanted & set(gatherer.records):
                chosen.insert(0, gatherer)
                wanted |= set(gatherer.needs)
        return tuple(chosen)

    def sources_of(self, check: Check[Any]) -> set[str]:
        """The names of the sources that this run gathers for a check; active ones are asked for in active runs alone."""
        return {source.name for source in check.sources if self.is_active or not source.is_active}

    def last_gatherer(self, check: Check[Any]) -> Gatherer | None:
        """The gatherer the check waits for last; None where no gatherer of this version records what it reads."""
        names = self.sources_of(check)
        return next((one for one in reversed(self.gatherers) if names & set(one.records)), None)

    def stored(self) -> dict[str, Any]:
        """The JSON form."""
        again = {"artifacts_of": self.artifacts_of} if self.artifacts_of else {}
        active = {"active": True} if self.is_active else {}
        return {"estate": encoded(self.estate), "checks": list(self.check_ids), **again, **active}


def plan_from(stored: dict[str, Any]) -> Plan:
    """The plan `Plan.stored` wrote."""
    estate = cast(Estate, decoded(stored["estate"], Estate))
    return Plan(estate, tuple(stored["checks"]), stored.get("artifacts_of", ""), stored.get("active", False))


def plan_of(engagement: Engagement, playbook: Playbook, stage_number: int | None) -> Plan:
    """The plan of a run over one stage, or over all seven."""
    named = playbook.check_ids if stage_number is None else playbook.stage(stage_number).check_ids
    return Plan(estate_value(engagement), tuple(named))


def active_checks() -> tuple[Check[Any], ...]:
    """The checks that need an answer no passive run asks for."""
    return tuple(check for check in CHECKS if check.is_active)


def estate_value(engagement: Engagement) -> Estate:
    """The engagement's estate as the engine takes it; every host in it was ticked by a person."""
    rows = estate_rows(engagement)
    apex = (rows.domain.name,) if rows.domain else ()
    return Estate(
        domain=Domain(rows.domain.name) if rows.domain else None,
        hosts=tuple(Host(name, declared=True) for name in _once((*apex, *(host.name for host in rows.hosts)))),
        endpoints=tuple(
            Endpoint(row.url, row.purpose, row.account_field, row.password_field) for row in rows.endpoints
        ),
        repositories=tuple(Repository(row.name, row.location) for row in rows.repositories),
        mail_domains=tuple(MailDomain(row.name, tuple(row.selectors)) for row in rows.mail_domains),
        messages=tuple(Message(row.key, row.purpose) for row in ReceivedMessage.objects.filter(engagement=engagement)),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
