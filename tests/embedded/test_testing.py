"""The test command's gates and what it asks of the machine."""

import os
import sys
from pathlib import Path

import pytest

from portal.embedded import apt, testing
from portal.embedded.apt import Native
from portal.embedded.folder import DataFolder
from portal.embedded.supervisor import Supervisor
from portal.embedded.terminal import Trouble
from portal.embedded.testing import Gate

SALT = Native("Salt", ("salt", "salt-data"), lambda: False)


@pytest.fixture
def supervisor(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.open()
    with Supervisor(folder) as supervisor:
        yield supervisor
    folder.close()


@pytest.mark.processes
def test_passed_gate_says_its_name_and_time(supervisor, tmp_path, capsys):
    testing._pass(Gate("shape", ("true",)), tmp_path, supervisor, os.environ)
    assert capsys.readouterr().out.split()[0::2] == ["shape", "s"]


@pytest.mark.processes
def test_failed_gate_shows_what_it_said_and_the_command(supervisor, tmp_path, capsys):
    with pytest.raises(Trouble) as trouble:
        testing._pass(Gate("shape", ("sh", "-c", "echo crooked; false")), tmp_path, supervisor, os.environ)
    assert capsys.readouterr().out == "crooked\n"
    assert "shape failed" in trouble.value.line
    assert trouble.value.line.endswith("Run it alone: sh -c echo crooked; false")


def test_gates_run_with_the_interpreter_of_the_tests():
    assert {gate.command[0] for gate in testing.gates()} == {
        sys.executable,
        str(Path(sys.executable).parent / "lint-imports"),
    }


def test_missing_thing_is_named_with_its_mend(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert apt.missing([SALT], {}, tmp_path / "log") == [SALT]
    assert apt.mend([SALT]).startswith("Salt missing: apt-get install salt salt-data ")


def test_present_thing_is_not_installed_again(tmp_path):
    here = Native("Sugar", ("sugar",), lambda: True)
    assert apt.missing([here], {}, tmp_path / "log") == []
    assert not (tmp_path / "log").exists()


def test_unknown_benchmark_is_answered_with_the_names(tmp_path):
    (tmp_path / "tests" / "benchmarks").mkdir(parents=True)
    (tmp_path / "tests" / "benchmarks" / "board.py").write_text("")
    with pytest.raises(Trouble) as trouble:
        testing.run_script(tmp_path, "benchmarks", [])
    assert trouble.value.line == "Name one of: board."
