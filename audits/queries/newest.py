"""The newest artifacts of an engagement, as one value that the pure readings of the core are given."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, Func, JSONField, Max, QuerySet
from django.utils import timezone

from audits.core.artifacts import Artifacts, Source
from audits.core.codec import decoded
from audits.core.observed.http import HTTP
from audits.models import Artifact, AuditRun
from audits.plan import estate_value
from portal.sprint.models import Engagement


class WithoutBodies(Func):
    """A visit without its pages' text, which is most of it."""

    template = "(%(expressions)s #- '{chain,body}' #- '{plain,body}' #- '{unverified,body}')"
    output_field = JSONField()


@dataclass(frozen=True)
class Newest:
    """The newest artifact of each source and subject; `seen_at` tells when a source's run was finished."""

    artifacts: Artifacts
    at: datetime | None
    number: int | None = None
    seen_at: Mapping[str, datetime | None] = field(default_factory=dict)


def newest_artifacts(engagement: Engagement, sources: Iterable[Source[Any]]) -> Newest:
    """What the last run of each of these sources recorded; pages are without their text. A stopped run cuts looks off."""
    names = {source.name: source for source in sources}
    runs = AuditRun.objects.filter(engagement=engagement, finished_at__isnull=False)
    newest = runs.aggregate(at=Max("finished_at"), number=Max("number"))
    looks = Artifact.objects.exclude(run__state=AuditRun.State.STOPPED)
    rows = looks.filter(run__engagement=engagement, gatherer__in=names)
    last = dict(rows.values_list("gatherer").annotate(last=Max("run__number")))
    gathered: dict[tuple[str, str], object] = {}
    seen_at: dict[str, datetime | None] = {}
    for row in _light(rows.filter(run__number__in=set(last.values())).select_related("run")):
        if row.run.number == last[row.gatherer]:
            with suppress(KeyError, TypeError, ValueError):  # stored in a form this version does not read
                gathered[row.gatherer, row.subject] = decoded(row.kept, names[row.gatherer].type)
                seen_at[row.gatherer] = row.run.finished_at or row.run.started_at
    artifacts = Artifacts(estate_value(engagement), newest["at"] or timezone.now(), gathered)
    return Newest(artifacts, newest["at"], newest["number"], seen_at)


def _light(rows: QuerySet[Artifact]) -> Iterator[Any]:
    """The rows with `kept`, their value as far as it is read here."""
    rows = rows.defer("value")
    yield from rows.filter(gatherer=HTTP.name).annotate(kept=WithoutBodies("value"))
    yield from rows.exclude(gatherer=HTTP.name).annotate(kept=F("value"))
