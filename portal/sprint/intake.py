"""The intake of an engagement: the accesses its playbook asks for, who gives each, and what waits for them."""

from dataclasses import dataclass

from portal.playbooks.playbook import Access
from portal.sprint.models import Engagement, IntakeAccess
from portal.sprint.queries import playbook_of

COMES = frozenset({IntakeAccess.State.GIVEN, IntakeAccess.State.NOT_NEEDED})
"""The states in which nothing is held up by an access."""


@dataclass(frozen=True)
class AccessStanding:
    """One access: what the playbook says of it, how it stands, and the titles of the items that hang on it."""

    plan: Access
    row: IntakeAccess
    needed_for: tuple[str, ...]
    client_needed_for: tuple[str, ...]

    @property
    def is_settled(self) -> bool:
        return self.row.state in COMES

    @property
    def is_refused(self) -> bool:
        return self.row.state == IntakeAccess.State.REFUSED

    @property
    def giver(self) -> str:
        """Who gives it: the person written down, else whom the playbook expects."""
        return self.row.giver or self.plan.given_by


@dataclass(frozen=True)
class Intake:
    """Every access in the playbook's order."""

    accesses: tuple[AccessStanding, ...]

    @property
    def open(self) -> int:
        """How many are neither given nor unneeded."""
        return sum(not access.is_settled for access in self.accesses)

    @property
    def headline(self) -> str:
        """What is true now, in one sentence."""
        whole = len(self.accesses)
        if not self.open:
            return "Every access is there"
        return f"{self.open} of {whole} accesses {'is' if self.open == 1 else 'are'} missing"


def intake_of(engagement: Engagement) -> Intake:
    """The engagement's accesses as they stand now."""
    playbook = playbook_of(engagement)
    rows = {row.access_id: row for row in IntakeAccess.objects.filter(engagement=engagement)}
    standings = []
    for plan in playbook.accesses:
        if plan.id in rows:
            items = [playbook.item(line) for line in plan.needed_for]
            titles = tuple(item.title for item in items)
            standings.append(
                AccessStanding(plan, rows[plan.id], titles, tuple(item.client_title for item in items)),
            )
    return Intake(tuple(standings))
