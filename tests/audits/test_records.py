"""What a run keeps while it goes on, and what can never be changed afterwards."""

import pytest
from django.db import connection

from audits.core.artifacts import Artifact
from audits.core.observed.http import HTTP, Visit
from audits.core.verdict import Observation
from audits.models import Artifact as ArtifactRow
from audits.models import GathererProgress, Judgement, RankOverride
from audits.records import (
    MOST_KEPT,
    begin_run,
    encoded_evidence,
    end_gatherer,
    known_artifacts,
    unfinished_gatherers,
)
from tests.audits.performed import DOMAIN, HSTS, begun, end_gatherers, performed, serving, with_domain
from tests.audits.seen import chain, hop


@pytest.fixture
def world(inside):
    with_domain(inside)
    return inside


@pytest.mark.parametrize("change", ["UPDATE audits_judgement SET outcome = 'pass'", "DELETE FROM audits_judgement"])
def test_judgement_is_never_changed(world, change):
    run = performed(world, serving())
    before = list(Judgement.objects.filter(run=run).values_list("pk", "outcome"))
    with connection.cursor() as cursor:
        cursor.execute(change)
        assert cursor.rowcount == 0
    assert list(Judgement.objects.filter(run=run).values_list("pk", "outcome")) == before
    assert "fail" in dict(before).values()


def test_check_is_judged_once_its_sources_are_there(world):
    run, plan = begun(world)
    artifacts = serving(HSTS)
    judged_at = {}
    for gatherer in plan.gatherers:
        end_gatherer(run, plan, gatherer, tuple(a for a in artifacts if a.source in gatherer.sources), run.started_at)
        for check in Judgement.objects.filter(run=run).values_list("check_id", flat=True):
            judged_at.setdefault(check, gatherer.source.name)
    for check in plan.checks:
        if check.id in judged_at:
            assert judged_at[check.id] == plan.last_gatherer(check).source.name
    assert {"hsts", "host-addresses", "delegation"} <= judged_at.keys()


def test_progress_counts_every_check_once(world):
    run, plan = begun(world)
    end_gatherers(run, plan, serving())
    rows = GathererProgress.objects.filter(run=run)
    assert sum(row.checks_total for row in rows) == len(plan.checks)
    assert all((row.state, row.checks_done) == ("done", row.checks_total) for row in rows)
    assert unfinished_gatherers(run, plan) == ()


def test_second_attempt_goes_on_with_what_was_kept(world):
    run, plan = begun(world)
    first, *rest = plan.gatherers
    artifacts = serving(HSTS)
    end_gatherer(run, plan, first, tuple(a for a in artifacts if a.source in first.sources), run.started_at)
    again = begin_run(str(run.pk))
    assert again.started_at == run.started_at
    assert unfinished_gatherers(again, plan) == tuple(rest)
    kept = {(artifact.source.name, artifact.subject): artifact.value for artifact in known_artifacts(again)}
    assert kept == {(a.source.name, a.subject): a.value for a in artifacts if a.source in first.sources}


def test_finished_run_is_not_begun_again(world):
    assert begin_run(str(performed(world, serving()).pk)) is None


def test_own_rank_replaces_the_checks(world):
    RankOverride.objects.create(consultancy=world.consultancy, check_id="hsts", verdict="missing", rank="blocker")
    run = performed(world, serving())
    assert Judgement.objects.get(run=run, check_id="hsts").rank == "blocker"


def test_hostile_text_is_kept_and_shown(world):
    hostile = f"{HSTS}\x00\ud800<script>\u202e"
    run = performed(world, serving(hostile))
    row = Judgement.objects.get(run=run, check_id="hsts")
    assert row.verdict == "ignored"
    assert "␀\ufffd<script>\u202e" in row.evidence[0]["observed"]


def test_evidence_is_storable():
    seen = Observation("a\x00", "b\udc80")
    assert encoded_evidence(seen) == {"source": "a␀", "observed": "b\ufffd"}


def test_answer_beyond_the_bound_is_not_kept(world):
    run, plan = begun(world)
    large = chain(hop(f"https://{DOMAIN}/", 200, f"X: {'x' * MOST_KEPT}"))
    others = tuple(artifact for artifact in serving() if artifact.source is not HTTP)
    end_gatherers(run, plan, (*others, Artifact(HTTP, DOMAIN, Visit(DOMAIN, large))))
    row = ArtifactRow.objects.get(run=run, gatherer="http")
    assert row.value["is"] == "Unavailable"
    judgement = Judgement.objects.get(run=run, check_id="hsts")
    assert (judgement.outcome, "larger than 8 MB" in judgement.headline) == ("could-not-check", True)
