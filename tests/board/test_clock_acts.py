from datetime import timedelta

import pytest

from portal.sprint.models import Pause
from portal.tenancy.models import Activity
from tests.board.conftest import settle_everything


def text(response):
    return response.content.decode()


def test_the_start_is_named_first_and_then_runs(desk):
    page = text(desk.get("start_sprint"))
    assert "begins at once" in page
    assert desk.engagement().started_at is None
    assert "The 48 hours run" in text(desk.post("start_sprint"))
    assert desk.engagement().started_at is not None


def test_a_second_start_is_refused_in_words(started):
    before = started.engagement().started_at
    assert "The clock runs already." in text(started.post("start_sprint"))
    assert started.engagement().started_at == before


def test_a_pause_needs_a_reason(started):
    assert "One answer needs a change" in text(started.post("pause_sprint", {"reason": " "}))
    assert not Pause.objects.exists()


def test_a_pause_stands_the_clock_still_until_it_resumes(started):
    page = text(started.post("pause_sprint", {"reason": "The registrar is locked"}))
    assert "The registrar is locked" in page
    assert "Paused since" in page
    assert "Resume" in page
    started.post("resume_sprint")
    assert Pause.objects.get().ended_at is not None


def test_pausing_twice_is_refused(started):
    started.post("pause_sprint", {"reason": "first"})
    assert "does not run" in text(started.post("pause_sprint", {"reason": "second"}))
    assert Pause.objects.count() == 1


def test_an_overlong_reason_is_refused(started):
    started.post("pause_sprint", {"reason": "x" * 201})
    assert not Pause.objects.exists()


def test_resuming_a_running_clock_is_refused(started):
    assert "The clock is not paused." in text(started.post("resume_sprint"))


def test_finishing_needs_every_gate(started):
    assert "0 of 7 gates are open" in text(started.post("finish_sprint"))
    assert started.engagement().finished_at is None


def test_every_gate_opens_in_order_and_then_the_sprint_ends(started):
    settle_everything(started)
    assert "Gate 1 comes first" in text(started.post("open_gate", stage=2))
    for stage in range(1, 8):
        assert f"Gate {stage} is open." in text(started.post("open_gate", stage=stage))
    assert "Finish the sprint" in text(started.get("board"))
    assert "The sprint is finished." in text(started.post("finish_sprint"))
    assert "Finished at" in text(started.get("board"))
    assert "gates stay as they are" in text(started.post("shut_gate", stage=7))


def test_a_gate_with_open_conditions_stays_closed(started):
    assert "Gate 1 is closed. 0 of 7 conditions are met." in text(started.post("open_gate", stage=1))


def test_a_gate_is_shut_again_after_it_was_asked(started):
    settle_everything(started)
    started.post("open_gate", stage=1)
    assert "Shut gate 1 again?" in text(started.get("shut_gate", stage=1))
    started.post("shut_gate", stage=1)
    assert started.world.engagement.stages.get(number=1).closed_at is None


def test_an_opened_gate_whose_item_reopened_says_so(started):
    settle_everything(started)
    started.post("open_gate", stage=1)
    started.act("move_item", started.item(), state="doing")
    assert "1 condition no longer met" in text(started.get("board"))


@pytest.mark.parametrize("signal", ["absent", "seen"])
def test_a_failure_signal_is_judged_with_a_note(started, signal):
    started.post("judge_signal", {"signal": signal, "note": "Maya told the path in 90 s"}, stage=1)
    stage = started.world.engagement.stages.get(number=1)
    assert (stage.signal, stage.signal_note) == (signal, "Maya told the path in 90 s")


@pytest.mark.parametrize("data", [{}, {"signal": "absent"}, {"signal": "not-looked", "note": "x"}])
def test_a_signal_without_note_or_answer_is_asked_again(started, data):
    page = text(started.post("judge_signal", data, stage=1))
    assert "Does stage 1 show its failure signal?" in page
    assert "need" in page
    assert started.world.engagement.stages.get(number=1).signal == "not-looked"


@pytest.mark.parametrize("stage", [0, 8, 10**12, 10**30])
def test_a_stage_that_is_none_is_not_found(started, stage):
    assert started.get("judge_signal", stage=stage).status_code == 404


def test_the_log_lists_pauses_and_stage_times(started):
    engagement = started.engagement()
    Pause.objects.create(
        consultancy=started.world.consultancy,
        engagement=engagement,
        started_at=engagement.started_at + timedelta(minutes=30),
        ended_at=engagement.started_at + timedelta(minutes=75),
        reason="Waiting for the registrar",
        paused_by=started.world.owner,
    )
    page = text(started.get("clock_log"))
    assert "Waiting for the registrar" in page
    assert "0:30" in page
    assert "45 min" in page
    assert "0 to 4" in page


def test_the_log_before_the_start_says_so(desk):
    assert "The clock has not started" in text(desk.get("clock_log"))


def test_every_act_leaves_a_line_of_history(started):
    started.post("pause_sprint", {"reason": "r"})
    started.post("resume_sprint")
    verbs = set(Activity.objects.values_list("verb", flat=True))
    assert {"sprint.started", "sprint.paused", "sprint.resumed"} <= verbs
