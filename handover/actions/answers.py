"""What people supply for the papers: answers, and that somebody rehearsed a scenario."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from handover.actions.refusing import refuse_values
from handover.contents.needs import BY_KEY, Need
from handover.contents.recovery_guide import SCENARIO_TITLES
from handover.models import Rehearsal, Supplied
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User

LONGEST_LINE = 130
"""Characters of a command's line that can be printed without a break."""


@transaction.atomic
def supply_answer(*, engagement: Engagement, key: str, value: str, acting_user: User) -> None:
    """One answer; an empty one takes it back. A secret's value and a command nobody could print are refused."""
    need = BY_KEY.get(key)
    if need is None:
        raise RefusedError("Nobody asked for this answer.")
    value = value.replace("\r\n", "\n").strip()
    refuse_values(value)
    _refuse_long(need, value)
    answers = Supplied.objects.filter(engagement=engagement, key=key)
    if value:
        Supplied.objects.update_or_create(
            engagement=engagement,
            key=key,
            defaults={
                "consultancy_id": engagement.consultancy_id,
                "value": value[:2000],
                "supplied_by": acting_user,
                "supplied_at": timezone.now(),
            },
        )
        words = f"“{need.label}” was answered."
    elif answers.delete()[0]:
        words = f"“{need.label}” was taken back."
    else:
        raise RefusedError("The answer is empty.")
    record_activity(
        engagement.consultancy_id, acting_user, "answer.supplied", words, engagement, engagement_id=engagement.pk
    )


def _refuse_long(need: Need, value: str) -> None:
    """A command is copied from paper at night: a line that breaks by itself would be typed wrong."""
    longest = max((len(line) for line in value.splitlines()), default=0)
    if need.is_command and longest > LONGEST_LINE:
        raise RefusedError(
            f"A line has {longest} characters, and {LONGEST_LINE} fit on paper. Break it with a backslash at its end."
        )


@transaction.atomic
def record_rehearsal(
    *,
    engagement: Engagement,
    scenario: str,
    person: str,
    rehearsed_on: date,
    minutes: int,
    paused_at: str,
    acting_user: User,
) -> Rehearsal:
    """A second person followed a scenario of the recovery guide."""
    if scenario not in SCENARIO_TITLES:
        raise RefusedError("The recovery guide has no such scenario.")
    if rehearsed_on > timezone.now().date() or minutes < 1:
        raise RefusedError("A rehearsal happened already, and took at least a minute.")
    refuse_values(person, paused_at)
    rehearsal = Rehearsal.objects.create(
        consultancy_id=engagement.consultancy_id,
        engagement=engagement,
        scenario=scenario,
        person=person,
        rehearsed_on=rehearsed_on,
        minutes=minutes,
        paused_at=paused_at,
        recorded_by=acting_user,
    )
    words = f"{person} rehearsed “{SCENARIO_TITLES[scenario]}” in {minutes} minutes."
    record_activity(
        engagement.consultancy_id, acting_user, "recovery.rehearsed", words, rehearsal, engagement_id=engagement.pk
    )
    return rehearsal
