"""What happens when a program under care ends, and when somebody asks to stop."""

import os
import signal

import pytest

from portal.embedded.folder import DataFolder
from portal.embedded.processes import Program
from portal.embedded.supervisor import Asked, Care, Supervisor
from portal.embedded.terminal import Trouble

pytestmark = pytest.mark.processes


@pytest.fixture
def folder(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.open()
    yield folder
    folder.close()


def test_dead_worker_is_started_again_after_a_pause(folder):
    with Supervisor(folder) as care:
        service = care.start(Program("worker", ["sleep", "60"]), os.environ, Care.STARTED_AGAIN)
        service.pause = 0.05
        first = service.child.process.pid
        os.kill(first, signal.SIGKILL)
        care.wait_for(lambda: service.child.process.pid != first, "worker", limit=10)
        assert not service.child.has_ended
        assert service.pause == 0.1


def test_program_that_was_meant_to_end_answers_its_status(folder):
    with Supervisor(folder) as care:
        status, log = care.complete_quietly(Program("gate", ["sh", "-c", "echo no; exit 4"]), os.environ)
    assert (status, log.read_text()) == (4, "no\n")


def test_failed_step_says_its_last_words_and_where_the_rest_is(folder):
    with Supervisor(folder) as care, pytest.raises(Trouble) as trouble:
        care.complete(Program("migrate", ["sh", "-c", "echo broken; exit 1"]), os.environ)
    assert "migrate failed: exit 1, broken (all of it:" in trouble.value.line


def test_server_that_ends_stops_everything(folder):
    with Supervisor(folder) as care:
        other = care.start(Program("web", ["sleep", "60"]), os.environ, Care.STARTED_AGAIN)
        care.start(Program("postgres", ["false"]), os.environ, Care.ALL_STOPS)
        with pytest.raises(Trouble) as trouble:
            care.watch()
    assert trouble.value.line.startswith("postgres stopped by itself")
    assert other.child.has_ended


def test_watch_ends_at_once_when_somebody_asks(folder):
    with Supervisor(folder) as care:
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(Asked):
            care.watch()


def test_handlers_of_before_stand_again_afterwards(folder):
    before = signal.getsignal(signal.SIGINT)
    with Supervisor(folder):
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_program_that_fails_at_its_start_is_not_tried_again(folder):
    with Supervisor(folder) as care:
        web = care.start(Program("web", ["sh", "-c", "echo no such module; exit 1"]), os.environ, Care.STARTED_AGAIN)
        with pytest.raises(Trouble) as trouble:
            care.wait_for(lambda: False, "web", limit=10, by=web)
    assert trouble.value.line.startswith("web did not start: exit 1, no such module")


def test_late_program_is_named(folder):
    with Supervisor(folder) as care, pytest.raises(Trouble) as trouble:
        care.wait_for(lambda: False, "web", limit=0)
    assert trouble.value.line.startswith("web was not ready within")
