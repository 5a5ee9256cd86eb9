"""A whole installation as separate processes, each of which a test may kill: servers, worker, scheduler, demo estate."""

import os
import secrets
import shutil
import signal
import sys
import time
from pathlib import Path

import psycopg
import pytest

from portal.embedded import processes
from portal.embedded.folder import DataFolder, read_json
from portal.embedded.postgres import APP, OWNER, Postgres
from portal.embedded.processes import Program
from portal.embedded.supervisor import plain_environment
from portal.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parents[2]
LEASE_SECONDS = 3


def until(condition, seconds, what):
    """Wait for a condition of the outside world."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {what}")


class Installation:
    """What `up` starts, held one by one."""

    def __init__(self, place):
        self.folder = DataFolder(place)
        self.folder.open()
        self.postgres, self.valkey = Postgres(self.folder), Valkey(self.folder)
        self.children = {}
        plain = plain_environment()
        self.settings = {
            **plain,
            "SECRET_KEY": secrets.token_urlsafe(64),
            "LAUNCHREADY_DATA": str(place),
            "LAUNCHREADY_EMBEDDED": "1",
            "LAUNCHREADY_JOB_LEASE": str(LEASE_SECONDS),
            "REDIS_URL": self.valkey.url,
            "DATABASE_URL": self.postgres.url(APP),
        }

    def start(self):
        self.postgres.make(plain_environment())
        self.run(self.postgres.program())
        self.start_broker()
        until(self.postgres.is_ready, 30, "PostgreSQL answers")
        self.manage("migrate")
        self.manage("seed_demo")
        demo = self.folder.demo
        self.run(self._python("demo", "-m", "portal.demo.estate", "--data", demo))
        until(lambda: read_json(demo / "settings.json"), 30, "the demo estate answers")
        self.settings.update(read_json(demo / "settings.json"))

    def _python(self, name, *arguments):
        return Program(name, [sys.executable, *arguments], cwd=ROOT)

    def run(self, program):
        child = processes.start(program, environment=self.settings, log=self.folder.log(program.name))
        self.children[program.name] = child
        return child

    def manage(self, *arguments):
        """One command as the role that owns the tables; its failure is the test's."""
        program = self._python(arguments[0], "manage.py", *arguments)
        log = self.folder.log(program.name)
        environment = {**self.settings, "DATABASE_URL": self.postgres.url(OWNER)}
        assert processes.complete(program, environment=environment, log=log) == 0, processes.last_words(log)

    def start_broker(self):
        self.valkey.make()
        self.run(self.valkey.program())
        until(self.valkey.is_ready, 30, "Valkey answers")

    def wipe_broker(self):
        """The broker dies and its disk with it; an empty one takes its place."""
        self.kill("valkey")
        shutil.rmtree(self.valkey.place)
        self.valkey.socket.unlink(missing_ok=True)
        self.start_broker()

    def start_worker(self, name="worker"):
        queues = ["-Q", "audits,documents,mail,default", "--concurrency", "2"]
        quiet = ["--without-gossip", "--without-mingle", "--loglevel", "WARNING", "-n", f"{name}@%h"]
        self.run(self._python(name, "-m", "celery", "-A", "portal.celery", "worker", *queues, *quiet))

    def start_scheduler(self):
        schedule = self.folder.path / "beat-schedule"
        self.run(self._python("scheduler", "-m", "celery", "-A", "portal.celery", "beat", "--schedule", str(schedule)))

    def kill(self, name):
        """SIGKILL to the whole session of a program: its pool dies with it."""
        child = self.children.pop(name)
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()

    def rows(self, query, *values):
        """What the tables really hold, read as their owner."""
        with psycopg.connect(self.postgres.url(OWNER)) as connection:
            return connection.execute(query, values).fetchall()

    def one(self, query, *values):
        return self.rows(query, *values)[0][0]

    def stop(self):
        using = [child for name, child in self.children.items() if name not in {"postgres", "valkey"}]
        serving = [child for name, child in self.children.items() if name in {"postgres", "valkey"}]
        processes.end(using, grace=3)
        processes.end(serving, grace=5)
        self.folder.close()
        self.folder.forget_everything()


@pytest.fixture
def install(tmp_path):
    """The installation of one test."""
    installation = Installation(tmp_path / "data")
    try:
        installation.start()
        yield installation
    finally:
        installation.stop()
