"""A launcher of its own for each test, and what it left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Launched:
    """One `manage.py up` on a data folder."""

    def __init__(self, data: Path, *arguments: str) -> None:
        command = [sys.executable, "manage.py", "up", "--data", str(data), *arguments]
        self.data = data
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def until(self, words: str) -> str:
        """Read on to the line with these words."""
        for line in self.process.stdout:
            if words in line:
                return line
        raise AssertionError(f"it never said {words!r}")

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """Signal the launcher alone; its exit status and its last words."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> tuple[int, str]:
        rest = self.process.communicate(timeout=30)[0]
        return self.process.returncode, rest

    def recorded(self) -> list[int]:
        return [pid for pid, _ in json.loads((self.data / "processes.json").read_text())["processes"]]


@pytest.fixture
def launch(tmp_path):
    launched = []

    def start(*arguments, data=None):
        launched.append(Launched(data or tmp_path / "data", *arguments))
        return launched[-1]

    yield start
    for one in launched:
        if one.process.poll() is None:
            one.end(signal.SIGTERM)


def users_of(place: Path) -> list[str]:
    """Every living process that works in a folder or names it in its command."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state = (process / "stat").read_text().rpartition(")")[2].split()[0]
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            folder = str((process / "cwd").readlink())
        except OSError:
            continue
        if state not in "ZX" and (str(place) in command or folder.startswith(str(place))):
            found.append(f"{process.name} {command}")
    return found


def none_uses(place: Path, within: float) -> list[str]:
    """What still uses a folder when nothing does, or when the time is over."""
    until = time.monotonic() + within
    while (left := users_of(place)) and time.monotonic() < until:
        os.sched_yield()
    return left


@pytest.fixture
def left_behind():
    return none_uses
