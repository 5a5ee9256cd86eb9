"""From answers to the board: what settles by itself, what reopens, and what a person's word still carries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audits.actions import accept_risk, withdraw_acceptance
from audits.proofs import record_proofs
from portal.playbooks import BY_CHECKS, BY_CHECKS_AND_PERSON
from portal.sprint.actions import judge_signal
from portal.sprint.item_actions import ask_client, grant_waiver, leave_evidence, move_item
from portal.sprint.models import Item
from portal.sprint.queries import playbook_of
from portal.tenancy.models import Activity
from tests.audits.findings_of import finding_of, judged, run_of

SUBJECT = "client.test"


def first_line(world, settled):
    return next(line for line in playbook_of(world.engagement).items if line.settled is settled)


@pytest.fixture
def auto(inside):
    """A line that checks alone settle."""
    return first_line(inside, BY_CHECKS)


@pytest.fixture
def assisted(inside):
    """A line that checks and a person settle."""
    return first_line(inside, BY_CHECKS_AND_PERSON)


def answered(world, line, outcome, **of_check):
    """A run in which every check of the line gave one answer, told to the board."""
    run = run_of(world)
    for check in line.proven_by:
        judged(run, check, SUBJECT, of_check.get(check.replace("-", "_"), outcome))
    record_proofs(world.engagement, line.proven_by, run.started_at)
    return item_of(world, line)


def item_of(world, line):
    return Item.objects.select_related("stage__engagement").get(stage__engagement=world.engagement, line=line.line)


def settle(world, line):
    """Settled by a person, with evidence where that is asked for."""
    item = item_of(world, line)
    leave_evidence(item=item, kind="text", text="Looked at it.", acting_user=world.owner)
    return move_item(item=item, state="settled", revision=item.revision, acting_user=world.owner)


def waive(world, line):
    until = timezone.now().date() + timedelta(days=7)
    words = {"owner": "Olive", "reason": "Agreed with the client."}
    return grant_waiver(item=item_of(world, line), until=until, acting_user=world.owner, **words)


def told(world):
    return Activity.objects.filter(engagement_id=world.engagement.pk, verb="item.proven").count()


AUTO = [("pass", "settled", "proven"), ("not-applicable", "settled", "not-applicable"), ("warn", "settled", "proven")]


@pytest.mark.parametrize(("outcome", "state", "proof"), AUTO)
def test_auto_item_settles_by_itself(inside, auto, outcome, state, proof):
    item = answered(inside, auto, outcome)
    assert (item.state, item.proof, item.settled_by) == (state, proof, None)
    assert item.settled_at == item.proof_at
    assert (item.revision, told(inside)) == (1, 1)
    assert item.has_warning is (outcome == "warn")


@pytest.mark.parametrize(("outcome", "proof"), [("fail", "refuted"), ("could-not-check", "unknown")])
def test_auto_item_reopens_by_itself(inside, auto, outcome, proof):
    answered(inside, auto, "pass")
    item = answered(inside, auto, outcome)
    assert (item.state, item.proof, item.settled_at) == ("doing", proof, None)
    assert told(inside) == 2


def test_auto_item_that_was_never_settled_stays_where_it_is(inside, auto):
    item = answered(inside, auto, "fail")
    assert (item.state, item.revision, told(inside)) == ("to-do", 0, 0)


def test_question_to_the_client_is_over_once_checks_settle(inside, auto):
    item = item_of(inside, auto)
    ask_client(item=item, question="Which one?", until=None, revision=0, acting_user=inside.owner)
    item = answered(inside, auto, "pass")
    assert (item.state, item.waiting_for, item.waiting_until) == ("settled", "", None)


def test_evidence_carries_an_auto_item_that_nobody_could_check(inside, auto):
    settle(inside, auto)
    assert answered(inside, auto, "could-not-check").state == "settled"
    assert answered(inside, auto, "fail").state == "doing"


@pytest.mark.parametrize("outcome", ["fail", "could-not-check"])
def test_waiver_carries_an_item(inside, auto, outcome):
    answered(inside, auto, "pass")
    waive(inside, auto)
    assert answered(inside, auto, outcome).state == "settled"


def test_assisted_item_waits_for_its_person(inside, assisted):
    item = answered(inside, assisted, "pass")
    assert (item.state, item.proof, told(inside)) == ("to-do", "proven", 0)


@pytest.mark.parametrize(("outcome", "state"), [("fail", "doing"), ("could-not-check", "settled"), ("warn", "settled")])
def test_assisted_item_reopens_only_when_refuted(inside, assisted, outcome, state):
    settle(inside, assisted)
    assert answered(inside, assisted, outcome).state == state


def test_waiver_carries_an_assisted_item_against_a_refutation(inside, assisted):
    settle(inside, assisted)
    waive(inside, assisted)
    assert answered(inside, assisted, "fail").state == "settled"


def test_board_learns_the_worst_news(inside, assisted):
    first, *_ = assisted.proven_by
    item = answered(inside, assisted, "pass", **{first.replace("-", "_"): "fail"})
    assert item.proof_note == f"{SUBJECT} is not fine"


def test_only_the_newest_answer_of_a_check_counts(inside, auto):
    answered(inside, auto, "fail")
    assert answered(inside, auto, "pass").proof == "proven"


def test_line_is_unknown_until_all_its_checks_looked(inside, assisted):
    run = run_of(inside)
    judged(run, assisted.proven_by[0], SUBJECT, "pass")
    record_proofs(inside.engagement, assisted.proven_by[:1], run.started_at)
    assert item_of(inside, assisted).proof == ("unknown" if len(assisted.proven_by) > 1 else "proven")


def test_accepted_risk_proves_the_line_until_it_ends(inside, auto):
    run = run_of(inside)
    for check in auto.proven_by[1:]:
        judged(run, check, SUBJECT, "pass")
    finding = finding_of(run, auto.proven_by[0], SUBJECT)
    record_proofs(inside.engagement, auto.proven_by, run.started_at)
    assert item_of(inside, auto).proof == "refuted"
    until = timezone.now().date()
    accept_risk(target=finding, owner="Olive", reason="Until Monday.", until=until, acting_user=inside.owner)
    assert item_of(inside, auto).state == "settled"
    withdraw_acceptance(target=finding, acting_user=inside.owner)
    assert (item_of(inside, auto).state, item_of(inside, auto).proof) == ("doing", "refuted")


def signal_of(world, settled, *outcomes):
    """The stage whose failure signal is settled so, after runs that gave these answers one after another."""
    plan = next(plan for plan in playbook_of(world.engagement).stages if plan.failure_signal.settled is settled)
    for outcome in outcomes:
        run = run_of(world)
        for check in plan.failure_signal.proven_by:
            judged(run, check, SUBJECT, outcome)
        record_proofs(world.engagement, plan.failure_signal.proven_by, run.started_at)
    return world.engagement.stages.get(number=plan.number)


SIGNALS = [
    (BY_CHECKS, ["pass"], "absent"),
    (BY_CHECKS, ["fail"], "seen"),
    (BY_CHECKS, ["fail", "pass"], "absent"),
    (BY_CHECKS, ["could-not-check"], "not-looked"),
    (BY_CHECKS, ["fail", "could-not-check"], "seen"),
    (BY_CHECKS_AND_PERSON, ["pass"], "not-looked"),
    (BY_CHECKS_AND_PERSON, ["fail"], "seen"),
    (BY_CHECKS_AND_PERSON, ["fail", "pass"], "not-looked"),
]


@pytest.mark.parametrize(("settled", "outcomes", "signal"), SIGNALS)
def test_failure_signal_follows_its_checks(inside, settled, outcomes, signal):
    assert signal_of(inside, settled, *outcomes).signal == signal


def test_persons_word_on_a_signal_outlives_a_pass_and_ends_with_a_fail(inside):
    stage = signal_of(inside, BY_CHECKS_AND_PERSON)
    judge_signal(stage=stage, signal="absent", note="Read the settings with Tom.", acting_user=inside.owner)
    stage = signal_of(inside, BY_CHECKS_AND_PERSON, "pass")
    assert (stage.signal, stage.signal_note) == ("absent", "Read the settings with Tom.")
    assert signal_of(inside, BY_CHECKS_AND_PERSON, "fail").signal == "seen"


def test_other_engagement_is_not_told(inside, auto):
    answered(inside, auto, "pass")
    others = Item.objects.filter(stage__engagement=inside.other_engagement)
    assert set(others.values_list("proof", flat=True)) == {"unknown"}
