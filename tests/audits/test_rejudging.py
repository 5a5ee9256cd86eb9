"""A finished run judged again: from what it stored, by today's checks, without asking anybody."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audits import plan as plans
from audits.actions import rejudge_run, request_audit
from audits.checks import CHECKS, hsts
from audits.models import Artifact, AuditRun, Finding, Judgement
from audits.queries import changed_answers
from portal.sprint.faults import RefusedError
from portal.sprint.models import Item
from tests.audits.performed import DOMAIN, HSTS, performed, serving, with_domain


@pytest.fixture
def world(inside):
    with_domain(inside)
    return inside


@pytest.fixture
def next_version(monkeypatch):
    """Take up a new version of the HSTS check, with its own judge."""

    def take(judge):
        newer = replace(hsts.CHECK, version=NEXT, judge=judge)
        monkeypatch.setattr(plans, "CHECKS", tuple(newer if check.id == "hsts" else check for check in CHECKS))

    return take


NEXT = hsts.CHECK.version + 1


def missing(sent):
    return hsts.MISSING.given(name=sent.host)


def remembered(sent):
    return hsts.REMEMBERED.given(name=sent.host, days=365)


def answers(run):
    """The answers of a run, without those of checks that only active runs settle."""
    passive = [check.id for check in CHECKS if not check.is_active]
    rows = Judgement.objects.filter(run=run, check_id__in=passive).values_list(
        "check_id", "subject", "verdict", "facts", "evidence"
    )
    return sorted(rows, key=str)


def test_same_checks_give_the_same_answers(world):
    run = performed(world, serving(HSTS))
    again = rejudge_run(run=run, acting_user=world.owner)
    assert again.number == run.number + 1
    assert len(answers(run)) > 5
    assert answers(again) == answers(run)
    assert changed_answers(run, again) == ()
    assert not Artifact.objects.filter(run=again).exists()
    assert (again.started_at, again.finished_at) == (run.started_at, run.finished_at)


def test_new_version_rejudges_what_was_seen(world, next_version):
    run = performed(world, serving(HSTS))
    next_version(missing)
    again = rejudge_run(run=run, acting_user=None)
    (change,) = changed_answers(run, again)
    assert (change.check_id, change.subject, change.before, change.after) == ("hsts", DOMAIN, "remembered", "missing")
    assert Judgement.objects.get(run=run, check_id="hsts").verdict == "remembered"
    found = Finding.objects.get(check_id="hsts")
    assert (found.state, found.check_version, found.confirmed_at) == ("open", NEXT, run.started_at)


def test_pass_of_a_new_version_is_not_a_fix(world, next_version):
    run = performed(world, serving())
    assert Finding.objects.get(check_id="hsts").state == "open"
    next_version(remembered)
    rejudge_run(run=run, acting_user=None)
    found = Finding.objects.get(check_id="hsts")
    assert (found.state, found.was_rejudged) == ("retired", True)


def test_board_follows_the_new_answer(world, next_version):
    run = performed(world, serving(HSTS))
    next_version(missing)
    rejudge_run(run=run, acting_user=None)
    refuted = Item.objects.filter(stage__engagement=world.engagement, proof="refuted")
    assert any("HSTS" in item.proof_note for item in refuted)


def test_older_look_never_overrules_a_newer_one(world):
    first = performed(world, serving())
    performed(world, serving(HSTS))
    with pytest.raises(RefusedError, match="later run looked again"):
        rejudge_run(run=first, acting_user=world.owner)


def test_run_may_be_judged_again_and_again(world, next_version):
    run = performed(world, serving(HSTS))
    again = rejudge_run(run=run, acting_user=None)
    next_version(missing)
    assert len(changed_answers(again, rejudge_run(run=run, acting_user=None))) == 1
    assert len(changed_answers(run, rejudge_run(run=again, acting_user=None))) == 1


def test_running_audits_come_first(world):
    run = performed(world, serving())
    request_audit(engagement=world.engagement, stage_number=None, acting_user=world.owner)
    with pytest.raises(RefusedError, match="running"):
        rejudge_run(run=run, acting_user=world.owner)


@pytest.mark.parametrize("state", ["queued", "running", "failed"])
def test_unfinished_run_is_refused(world, state):
    run = performed(world, serving())
    AuditRun.objects.filter(pk=run.pk).update(state=state)
    with pytest.raises(RefusedError, match="has not finished"):
        rejudge_run(run=run, acting_user=world.owner)


def test_artifact_in_an_unknown_form_counts_as_missing(world):
    run = performed(world, serving(HSTS))
    Artifact.objects.filter(run=run, gatherer="http").update(value={"is": "Elsewhere"})
    again = rejudge_run(run=run, acting_user=None)
    row = Judgement.objects.get(run=again, check_id="hsts")
    assert row.outcome == "could-not-check"
    assert "a form this version does not read" in row.headline


def test_command_tells_what_changed(world, next_version):
    run = performed(world, serving(HSTS))
    next_version(missing)
    said = StringIO()
    call_command("rejudge", str(run.pk), stdout=said)
    first, second = said.getvalue().splitlines()
    assert first.startswith(f"Run {run.number} was judged again: 1 of ")
    assert second == f"  hsts {DOMAIN}: remembered -> missing"


@pytest.mark.parametrize("run", ["nonsense", "5b0f2f0a-5d37-4a8f-9a55-0b6a8f2f3c11"])
def test_command_refuses_what_was_no_run(world, run):
    with pytest.raises(CommandError):
        call_command("rejudge", run)
