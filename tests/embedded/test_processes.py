"""Children tied to their parent, and exact pairs of id and start time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from portal.embedded import processes
from portal.embedded.processes import Identity, Program

pytestmark = pytest.mark.processes
ROOT = Path(__file__).resolve().parents[2]
PARENT = """
import os, pathlib, sys, time
from portal.embedded.processes import Program, start
child = start(Program("sleeper", ["sleep", "60"]), environment=os.environ, log=pathlib.Path(sys.argv[1]))
print(child.process.pid, child.identity.began, flush=True)
time.sleep(60)
"""


def sleeper(tmp_path, **program):
    return processes.start(Program("sleeper", ["sleep", "60"], **program), environment=os.environ, log=tmp_path / "log")


def wait_until_gone(identity):
    while identity.is_alive:
        os.sched_yield()


def test_child_dies_with_a_killed_parent(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, tmp_path / "log"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    pid, began = parent.stdout.readline().split()
    child = Identity(int(pid), began)
    assert child.is_alive
    parent.kill()
    parent.communicate()
    wait_until_gone(child)


def test_child_stands_in_a_session_of_its_own(tmp_path):
    child = sleeper(tmp_path)
    assert os.getsid(child.process.pid) == child.process.pid
    processes.end([child], grace=5)


def test_end_takes_the_whole_session_of_a_child_that_will_not(tmp_path):
    script = "trap '' TERM; sleep 61 & echo $!; wait"
    child = processes.start(Program("stubborn", ["sh", "-c", script]), environment=os.environ, log=tmp_path / "log")
    while not (tmp_path / "log").read_text():
        os.sched_yield()
    grandchild = int((tmp_path / "log").read_text())
    identity = Identity(grandchild, processes.start_time(grandchild))
    processes.end([child], grace=0.1)
    assert child.process.returncode == -signal.SIGKILL
    wait_until_gone(identity)


def test_left_over_pair_is_ended(tmp_path):
    child = sleeper(tmp_path)
    processes.end_left_over([child.identity], grace=5)
    assert child.process.wait() == -signal.SIGQUIT


def test_same_id_with_another_start_is_somebody_else(tmp_path):
    child = sleeper(tmp_path)
    processes.end_left_over([Identity(child.process.pid, "1")], grace=0)
    assert child.process.poll() is None
    processes.end([child], grace=5)


def test_process_that_waits_to_be_reaped_is_gone(tmp_path):
    child = sleeper(tmp_path)
    identity = child.identity
    os.kill(identity.pid, signal.SIGKILL)
    wait_until_gone(identity)
    assert processes.start_time(identity.pid) is None
    child.process.wait()


def test_program_run_to_its_end_answers_its_status_and_leaves_its_words(tmp_path):
    program = Program("speaker", ["sh", "-c", "read word; echo heard $word; exit 3"])
    assert processes.complete(program, environment=os.environ, log=tmp_path / "log", told="salt\n") == 3
    assert processes.last_words(tmp_path / "log") == "heard salt"
