"""The newest answers of each check."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Max

from audits.models import Judgement
from portal.sprint.models import Engagement


def latest_judgements(engagement: Engagement, check_ids: Iterable[str]) -> dict[str, list[Judgement]]:
    """For each check, all answers of the last run that judged it."""
    judged = Judgement.objects.filter(run__engagement=engagement, check_id__in=list(check_ids))
    last = dict(judged.values_list("check_id").annotate(last=Max("run__number")))
    rows: dict[str, list[Judgement]] = defaultdict(list)
    for row in judged.filter(run__number__in=set(last.values())).select_related("run"):
        if row.run.number == last[row.check_id]:
            rows[row.check_id].append(row)
    return rows
