"""Which interpreter is trusted: only one that was run and has what set-up needs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from portal.embedded import pythons
from portal.embedded.terminal import Trouble

pytestmark = pytest.mark.processes
ROOT = Path(__file__).resolve().parents[2]
PARSED_BY_OLD_PYTHONS = [
    ("manage.py", (3, 4)),
    ("portal/embedded/entrance.py", (3, 7)),
    ("portal/embedded/pythons.py", (3, 7)),
    ("portal/embedded/terminal.py", (3, 7)),
]
PRETEND = """
import runpy, sys
sys.version_info = (3, 6, 8)
sys.argv = ["manage.py", "up"]
runpy.run_path("manage.py", run_name="__main__")
"""


def script(place, text):
    place.write_text(f"#!/bin/sh\n{text}\n")
    place.chmod(0o755)
    return str(place)


def test_running_interpreter_is_fit(monkeypatch):
    monkeypatch.delenv("LR_PYTHON", raising=False)
    found = pythons.fit_python()
    assert found.version == sys.version_info[:3]


@pytest.mark.parametrize("text", ["exit 127", "echo nonsense; exit 1", "kill -9 $$"])
def test_interpreter_that_does_not_do_its_proof_is_not_trusted(tmp_path, text):
    assert pythons.tried(script(tmp_path / "python3", text)) is None


def test_missing_interpreter_is_not_trusted(tmp_path):
    assert pythons.tried(str(tmp_path / "none")) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [("exit 1", "does not run"), ("echo 3.8.18 /old/python", "is Python 3.8.18, and 3.11 or newer is needed")],
)
def test_named_python_wins_even_when_it_is_wrong(tmp_path, monkeypatch, text, words):
    monkeypatch.setenv("LR_PYTHON", script(tmp_path / "python3", text))
    with pytest.raises(Trouble) as trouble:
        pythons.fit_python()
    assert words in trouble.value.line
    assert trouble.value.status == 2


def test_python_that_is_nowhere_is_said_in_one_line(tmp_path, monkeypatch):
    monkeypatch.delenv("LR_PYTHON", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(Trouble) as trouble:
        pythons.fit_python("9.9")
    assert "needs Python 9.9" in trouble.value.line
    assert "LR_PYTHON" in trouble.value.line


@pytest.mark.parametrize(("place", "version"), PARSED_BY_OLD_PYTHONS)
def test_file_parses_on_old_pythons(place, version):
    ast.parse((ROOT / place).read_text(), feature_version=version)


def test_very_old_python_says_what_is_needed():
    command = [sys.executable, "-c", PRETEND]
    answer = subprocess.run(command, cwd=ROOT, env={}, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr.startswith("Launch Ready needs Python 3.11 or newer and this is 3.6:")
    assert len(answer.stderr.splitlines()) == 1
