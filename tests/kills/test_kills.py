"""Workers and the broker are killed in the middle of the work: nothing is lost, nothing is doubled."""

from pathlib import Path

import pytest

from .conftest import until

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300)]

ASK_FOR_RUNS = (Path(__file__).parent / "ask_for_runs.py").read_text()
ASK_TO_SEND = (Path(__file__).parent / "ask_to_send.py").read_text()
FINISHED = "SELECT count(*) FROM audits_auditrun WHERE state = 'finished'"
RUNS = 50


def doubled(install):
    """Everything that may be there once a run and is there more often."""
    return {
        "judgements": install.rows(
            "SELECT run_id, check_id, subject FROM audits_judgement GROUP BY 1, 2, 3 HAVING count(*) > 1"
        ),
        "artifacts": install.rows(
            "SELECT run_id, gatherer, subject FROM audits_artifact GROUP BY 1, 2, 3 HAVING count(*) > 1"
        ),
        "findings": install.rows(
            "SELECT engagement_id, check_id, subject FROM audits_finding GROUP BY 1, 2, 3 HAVING count(*) > 1"
        ),
        "endings": install.rows(
            "SELECT object_id FROM tenancy_activity WHERE verb = 'audit.finished' GROUP BY 1 HAVING count(*) > 1"
        ),
    }


NOTHING = {"judgements": [], "artifacts": [], "findings": [], "endings": []}


def test_worker_killed_in_the_middle_of_a_run_loses_and_doubles_nothing(install):
    install.manage("run_demo_audits")
    install.start_scheduler()
    install.start_worker()
    in_the_middle = (
        "SELECT count(*) FILTER (WHERE state = 'done') BETWEEN 1 AND count(*) - 1 FROM audits_gathererprogress"
    )
    kept = "SELECT count(*) FROM audits_artifact"  # a gatherer without anything to look at ends with none
    until(lambda: install.one(in_the_middle) and install.one(kept), 60, "some gatherers are through and some are not")
    install.kill("worker")
    seen = set(install.rows("SELECT gatherer, finished_at FROM audits_gathererprogress WHERE state = 'done'"))
    assert install.one(FINISHED) == 0

    install.start_worker("second")
    until(lambda: install.one(FINISHED) == 1, 90, "another worker finishes the run")
    after = set(install.rows("SELECT gatherer, finished_at FROM audits_gathererprogress"))
    assert seen <= after  # what was gathered before the kill was not asked again
    of_runs = "SELECT state, attempts FROM jobs_job WHERE task LIKE '%%perform_audit'"
    assert install.rows(of_runs) == [("done", 2)]
    assert install.one("SELECT sum(checks_total) - sum(checks_done) FROM audits_gathererprogress") == 0
    assert install.one("SELECT count(*) FROM tenancy_activity WHERE verb = 'audit.finished'") == 1
    assert doubled(install) == NOTHING


def test_broker_killed_and_wiped_with_fifty_runs_queued_loses_and_doubles_nothing(install):
    install.settings["RUNS"] = str(RUNS)
    install.manage("shell", "--no-imports", "-c", ASK_FOR_RUNS)
    assert install.one("SELECT count(*) FROM jobs_job WHERE state = 'queued'") == RUNS
    install.wipe_broker()
    install.start_worker()
    install.start_scheduler()
    until(lambda: install.one(FINISHED) >= RUNS // 5, 120, "the sweep rings for what the broker forgot")
    install.wipe_broker()
    until(lambda: install.one(FINISHED) == RUNS, 180, "all runs finish")
    until(lambda: install.one("SELECT count(*) FROM jobs_job WHERE state = 'done'") == RUNS, 10, "all jobs are done")
    assert install.one("SELECT max(attempts) FROM jobs_job") == 1
    assert install.one("SELECT count(*) FROM tenancy_activity WHERE verb = 'audit.finished'") == RUNS
    assert len(install.rows("SELECT DISTINCT count(*) FROM audits_judgement GROUP BY run_id")) == 1
    assert doubled(install) == NOTHING


def test_worker_killed_in_the_middle_of_a_burst_never_sends_it_again(install):
    """The click was for twenty log-ins: another worker takes the run over, but not what was begun."""
    install.manage("run_demo_audits")
    install.start_scheduler()
    install.start_worker()
    until(lambda: install.rows("SELECT 1 FROM estate_controlproof WHERE way = 'dns'"), 60, "control is proven")
    until(lambda: install.one(FINISHED) == 1, 90, "the passive run is through")
    install.manage("shell", "--no-imports", "-c", ASK_TO_SEND)
    sending = "SELECT 1 FROM audits_gathererprogress WHERE gatherer = 'log-ins' AND state = 'running'"
    until(lambda: install.rows(sending), 60, "log-ins are sent")
    install.kill("worker")

    install.start_worker("second")
    until(lambda: install.one(FINISHED) == 2, 90, "another worker ends the run")
    seen = "SELECT value->>'reason' FROM audits_artifact WHERE gatherer = 'log-ins'"
    assert install.rows(seen) == [("the worker ended in the middle, and what was sent is not sent twice",)]
    verdicts = "SELECT DISTINCT j.verdict FROM audits_judgement j JOIN audits_auditrun r ON r.id = j.run_id"
    found = install.rows(
        f"{verdicts} WHERE r.is_active AND j.check_id = 'login-rate-limit' AND j.outcome <> 'not-applicable'"
    )
    assert found == [("could-not-check",)]
    assert doubled(install) == NOTHING
