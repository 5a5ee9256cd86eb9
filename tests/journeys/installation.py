"""The whole product as a person starts it: `manage.py up` on a folder of its own, with the demo, and stopped again."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
SERVED_WITHIN, AUDITED_WITHIN, STOPPED_WITHIN = 120, 120, 30
CONSULTANCY = "northmark"


@dataclass(frozen=True)
class Account:
    """Somebody who can log in."""

    role: str
    email: str
    password: str


class Installation:
    """One running `manage.py up`."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._said = data.with_suffix(".log")
        command = [sys.executable, "manage.py", "up", "--port", "0", "--data", str(data)]
        with self._said.open("w") as said:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        self.address = ""

    def until_served(self) -> None:
        """Wait for the address it prints."""
        line = re.compile(r"Log in at (http://\S+?)/?$", re.MULTILINE)
        self._wait(lambda: line.search(self._said.read_text()), SERVED_WITHIN, "served nothing")
        self.address = line.search(self._said.read_text()).group(1)

    def until_audited(self) -> None:
        """Wait for the demo's first audit run, so that pages have findings to show."""
        url = json.loads((self.data / "settings.json").read_text())["DATABASE_URL"]

        def is_finished() -> bool:
            with psycopg.connect(url) as connection:
                count = connection.execute("SELECT count(*) FROM audits_auditrun WHERE state = 'finished'").fetchone()
            return count[0] > 0

        self._wait(is_finished, AUDITED_WITHIN, "did not finish the demo's audits")

    def account(self, role: str, house: str) -> Account:
        """The demo's account with this role at this company."""
        accounts = json.loads((self.data / "demo-accounts.json").read_text())["accounts"]
        return next(Account(**one) for one in accounts if one["role"] == f"{role}, {house}")

    def stop(self) -> None:
        """Interrupt it as a person would, and see that nothing of it is left."""
        record = self.data / "processes.json"
        started = [pid for pid, _ in json.loads(record.read_text())["processes"]] if record.exists() else []
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            status = self.process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        left = [pid for pid in started if _is_alive(pid)]
        assert (status, left) == (0, []), f"status {status}, still there: {left}\n{self._said.read_text()[-2000:]}"

    def _wait(self, condition, within: float, trouble: str) -> None:
        until = time.monotonic() + within
        while not condition():
            assert self.process.poll() is None, f"it ended early:\n{self._said.read_text()[-2000:]}"
            assert time.monotonic() < until, f"it {trouble} within {within} s:\n{self._said.read_text()[-2000:]}"
            time.sleep(0.2)


def _is_alive(pid: int) -> bool:
    """Whether the process is there and no zombie; Linux tells in /proc."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
