"""The newest answers of each check; that nobody asked in a run says nothing about what an earlier run was answered."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import CharField, Max, Q, QuerySet, Value
from django.db.models.functions import Concat

from audits.core.subject import MESSAGE_PREFIX
from audits.core.verdict import NEEDS_PROOF
from audits.models import Judgement, ReceivedMessage
from portal.sprint.models import Engagement


def latest_judgements(engagement: Engagement, check_ids: Iterable[str]) -> dict[str, list[Judgement]]:
    """For each check, all answers of the last run that judged it.

    Where that run could not ask for want of proof of control, the answer of the last one that could stands.
    """
    judged = still_counting(engagement, Judgement.objects.filter(check_id__in=list(check_ids)))
    last = dict(judged.values_list("check_id").annotate(last=Max("run__number")))
    rows: dict[str, list[Judgement]] = defaultdict(list)
    for row in judged.filter(run__number__in=set(last.values())).select_related("run"):
        if row.run.number == last[row.check_id]:
            rows[row.check_id].append(row)
    unasked = [row for of_check in rows.values() for row in of_check if row.verdict == NEEDS_PROOF.id]
    earlier = earlier_answers(engagement, unasked)
    return {
        check: [earlier.get((check, row.subject), row) if row.verdict == NEEDS_PROOF.id else row for row in of_check]
        for check, of_check in rows.items()
    }


def still_counting(engagement: Engagement, judged: QuerySet[Judgement]) -> QuerySet[Judgement]:
    """The engagement's answers without those about received messages that were deleted. No query of its own."""
    named = Concat(Value(MESSAGE_PREFIX), "purpose", Value("-"), "key", output_field=CharField())
    here = ReceivedMessage.objects.filter(engagement=engagement).annotate(label=named).values("label")
    gone = Q(whole__startswith=MESSAGE_PREFIX) & ~Q(whole__in=here)
    return judged.filter(run__engagement=engagement).exclude(gone)


def earlier_answers(engagement: Engagement, unasked: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """By check and subject, the newest real answer to what a later run did not ask. One query, none for nothing."""
    checks = {row.check_id for row in unasked}
    if not checks:
        return {}
    answered = Judgement.objects.filter(run__engagement=engagement, check_id__in=checks).exclude(verdict=NEEDS_PROOF.id)
    newest = answered.select_related("run").order_by("check_id", "subject", "-run__number")
    return {(row.check_id, row.subject): row for row in newest.distinct("check_id", "subject")}
