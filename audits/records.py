"""The rows of a run as they come in: progress, artifacts, and the judgements that became possible."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from audits.core.artifacts import Artifact, Source
from audits.core.check import Check
from audits.core.codec import decoded, encoded, storable
from audits.core.unavailable import Unavailable
from audits.engine import Answer, judge
from audits.gatherers import GATHERERS
from audits.gatherers.gatherer import Gatherer
from audits.models import Artifact as ArtifactRow
from audits.models import AuditRun, GathererProgress, Judgement, RankOverride
from audits.plan import Plan

Progress = GathererProgress.State

SOURCES: dict[str, Source[Any]] = {source.name: source for gatherer in GATHERERS for source in gatherer.sources}


def begin_run(run_id: str) -> AuditRun | None:
    """The run, marked as running; None when it is over or gone."""
    run = AuditRun.objects.select_for_update(of=("self",)).select_related("engagement").filter(pk=run_id).first()
    if run is None or run.state not in {AuditRun.State.QUEUED, AuditRun.State.RUNNING}:
        return None
    run.state = AuditRun.State.RUNNING
    run.started_at = run.started_at or timezone.now()
    run.save(update_fields=["state", "started_at"])
    return run


MOST_KEPT = 8_000_000
"""Characters of JSON one artifact may take; what hostile hosts send beyond that is not kept."""


def known_artifacts(run: AuditRun) -> tuple[Artifact, ...]:
    """What gatherers that finished recorded, in this attempt or an earlier one."""
    rows = ArtifactRow.objects.filter(run=run, gatherer__in=SOURCES)
    return tuple(Artifact(SOURCES[row.gatherer], row.subject, _value(row)) for row in rows)


def _value(row: ArtifactRow) -> object:
    """The stored value; one whose form this version no longer knows counts as an answer we do not have."""
    try:
        return decoded(row.value, SOURCES[row.gatherer].type)
    except (KeyError, TypeError, ValueError):
        return Unavailable("it was stored in a form this version does not read", retry="with a new audit")


def _kept(value: object) -> Any:
    """The value's JSON form, or the reason why it is too large to keep."""
    stored = encoded(value)
    if len(json.dumps(stored)) <= MOST_KEPT:
        return stored
    return encoded(Unavailable(f"the answer was larger than {MOST_KEPT // 1_000_000} MB", retry="once it is smaller"))


def unfinished_gatherers(run: AuditRun, plan: Plan) -> tuple[Gatherer, ...]:
    """The gatherers of the plan that no attempt has finished."""
    done = set(run.progress.filter(state=Progress.DONE).values_list("gatherer", flat=True))
    return tuple(gatherer for gatherer in plan.gatherers if gatherer.source.name not in done)


def begin_gatherer(run: AuditRun, gatherer: Gatherer) -> None:
    """Mark a gatherer as running."""
    rows = GathererProgress.objects.filter(run=run, gatherer=gatherer.source.name)
    rows.update(state=Progress.RUNNING, started_at=timezone.now())


def end_gatherer(run: AuditRun, plan: Plan, gatherer: Gatherer, artifacts: tuple[Artifact, ...], now: datetime) -> None:
    """Keep what a gatherer saw, judge every check whose sources are all there now, and count them."""
    ArtifactRow.objects.bulk_create(
        ArtifactRow(
            consultancy_id=run.consultancy_id,
            run=run,
            gatherer=artifact.source.name,
            subject=artifact.subject,
            value=_kept(artifact.value),
        )
        for artifact in artifacts
    )
    before = _done_sources(run, plan)
    after = before | set(gatherer.records)
    needs = {check.id: plan.sources_of(check) for check in plan.checks}
    ready = [check for check in plan.checks if needs[check.id] <= after and not needs[check.id] <= before]
    answers = judge(plan.estate, known_artifacts(run), ready, now)
    keep_judgements(run, answers)
    rows = GathererProgress.objects.filter(run=run)
    rows.filter(gatherer=gatherer.source.name).update(state=Progress.DONE, finished_at=timezone.now())
    for check in ready:
        last = plan.last_gatherer(check)
        if last:
            rows.filter(gatherer=last.source.name).update(checks_done=F("checks_done") + 1)


def ready_checks(run: AuditRun, plan: Plan) -> tuple[Check[Any], ...]:
    """The checks of the plan whose sources were all gathered."""
    done = _done_sources(run, plan)
    return tuple(check for check in plan.checks if check.sources and plan.sources_of(check) <= done)


def _done_sources(run: AuditRun, plan: Plan) -> set[str]:
    done = set(run.progress.filter(state=Progress.DONE).values_list("gatherer", flat=True))
    return {name for gatherer in plan.gatherers if gatherer.source.name in done for name in gatherer.records}


def keep_judgements(run: AuditRun, answers: tuple[Answer, ...]) -> None:
    """Write answers down for good; the consultancy's own ranks replace the checks'."""
    overrides = {(row.check_id, row.verdict): row.rank for row in RankOverride.objects.all()}
    Judgement.objects.bulk_create(
        Judgement(
            consultancy_id=run.consultancy_id,
            run=run,
            check_id=answer.check.id,
            check_version=answer.check.version,
            subject=answer.subject[:600],
            whole=answer.whole[:600],
            outcome=answer.judgement.outcome.value,
            verdict=answer.judgement.verdict.id,
            rank=overrides.get((answer.check.id, answer.judgement.verdict.id)) or _rank(answer),
            headline=answer.judgement.headline[:600],
            fix=answer.judgement.fix,
            facts=dict(answer.judgement.facts),
            evidence=[encoded_evidence(one) for one in answer.judgement.evidence],
        )
        for answer in answers
    )


def _rank(answer: Answer) -> str:
    impact = answer.judgement.verdict.impact
    return impact.rank if impact else ""


def encoded_evidence(evidence: Any) -> dict[str, Any]:
    """One piece of evidence as JSON; NUL, which PostgreSQL refuses, is shown by its symbol."""
    return {key: storable(value) if isinstance(value, str) else value for key, value in asdict(evidence).items()}
