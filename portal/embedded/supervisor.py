"""Keeps a set of programs running until it is told to stop, and ends them all in order."""

import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from portal.embedded import processes
from portal.embedded.folder import DataFolder
from portal.embedded.processes import Child, Program
from portal.embedded.terminal import Trouble, note

STEP = 0.02
LONGEST_SLEEP = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
STEADY_AFTER = 60.0
GRACE = 6.0


class Asked(Exception):  # noqa: N818 - no error: somebody asked
    """Somebody pressed Ctrl-C or ended the launcher."""


class Care(Enum):
    """What happens when a program ends by itself."""

    ALL_STOPS = "everything stops"
    STARTED_AGAIN = "it is started again"
    NOTHING = "it was meant to end"


@dataclass
class Service:
    """A program under care."""

    program: Program
    environment: Mapping[str, str]
    care: Care
    child: Child
    pause: float = FIRST_PAUSE
    again_at: float | None = None


class Supervisor:
    """Runs in the main thread alone: the kernel ties children to the thread that made them."""

    def __init__(self, folder: DataFolder, address: str = "") -> None:
        self.folder = folder
        self.address = address
        self.services: list[Service] = []
        self._asked = False
        self._awake, self._alarm = socket.socketpair()
        self._old_handlers: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        for end in (self._awake, self._alarm):
            end.setblocking(False)
        signal.set_wakeup_fd(self._alarm.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._old_handlers[number] = signal.signal(number, self._ask)
        # With a handler, however empty, the end of a child wakes the watch.
        self._old_handlers[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        self.folder.record_processes(self.address, [])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        signal.set_wakeup_fd(-1)
        for number, handler in self._old_handlers.items():
            signal.signal(number, handler)  # type: ignore[arg-type] # what signal.signal itself answered
        self._awake.close()
        self._alarm.close()

    def start(self, program: Program, environment: Mapping[str, str], care: Care) -> Service:
        child = processes.start(program, environment=environment, log=self.folder.log(program.name))
        service = Service(program, environment, care, child)
        self.services.append(service)
        self._record()
        return service

    def complete(self, program: Program, environment: Mapping[str, str], limit: float = 300) -> None:
        """Run a program to its end, with an eye on everything else; its failure is ours."""
        status, log = self.complete_quietly(program, environment, limit)
        if status != 0:
            raise Trouble(f"{program.name} failed: exit {status}, {processes.last_words(log)} (all of it: {log})")

    def complete_quietly(
        self, program: Program, environment: Mapping[str, str], limit: float = 1800
    ) -> tuple[int, Path]:
        """Run a program to its end and answer its exit status and where it wrote."""
        log = self.folder.log(program.name)
        return self._run(program, environment, log, limit), log

    def show(self, program: Program, environment: Mapping[str, str]) -> int:
        """Run a program to its end on our own terminal, for as long as it takes."""
        return self._run(program, environment, None, float("inf"))

    def _run(self, program: Program, environment: Mapping[str, str], log: Path | None, limit: float) -> int:
        child = processes.start(program, environment=environment, log=log)
        service = Service(program, environment, Care.NOTHING, child)
        self.services.append(service)
        self._record()
        self.wait_for(lambda: child.has_ended, program.name, limit)
        processes.end([child], grace=0)
        self.services.remove(service)
        return child.process.returncode

    def wait_for(self, condition: Callable[[], bool], name: str, limit: float, by: Service | None = None) -> None:
        """Wait until a condition holds, or say which program kept it from holding.

        A program that is to bring it about and ends first is not started again: it would only fail again.
        """
        until = time.monotonic() + limit
        while not condition():
            if by and by.child.has_ended and not self._asked:
                raise Trouble(f"{name} did not start: {self._why(by)}")
            self._look_after()
            if time.monotonic() > until:
                raise Trouble(f"{name} was not ready within {limit:.0f} s: see {self.folder.log(name)}")
            self._sleep(STEP)

    def watch(self) -> None:
        """Look after the programs until somebody asks to stop."""
        while True:
            self._look_after()
            due = [service.again_at - time.monotonic() for service in self.services if service.again_at]
            self._sleep(max(STEP, min([LONGEST_SLEEP, *due])))

    def stop(self) -> None:
        """End what uses the data servers first, then these."""
        serving = [service for service in self.services if service.care is Care.ALL_STOPS]
        using = [service for service in self.services if service.care is not Care.ALL_STOPS]
        for wave in (using, serving):
            processes.end((service.child for service in wave), grace=GRACE)
        self.services.clear()

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    def _sleep(self, seconds: float) -> None:
        """Sleep until a signal, the end of a child, or the time."""
        if select.select([self._awake], [], [], seconds)[0]:
            self._awake.recv(4096)

    def _look_after(self) -> None:
        if self._asked:
            raise Asked
        for service in self.services:
            if service.again_at is not None:
                self._start_again(service)
            elif service.child.has_ended and service.care is Care.ALL_STOPS:
                raise Trouble(f"{service.program.name} stopped by itself, so everything stops: {self._why(service)}")
            elif service.child.has_ended and service.care is Care.STARTED_AGAIN:
                self._plan_another_start(service)

    def _plan_another_start(self, service: Service) -> None:
        processes.end([service.child], grace=0)
        steady = time.monotonic() - service.child.born > STEADY_AFTER
        service.pause = FIRST_PAUSE if steady else min(service.pause * 2, LONGEST_PAUSE)
        service.again_at = time.monotonic() + service.pause
        note(
            f"{service.program.name} stopped by itself; it starts again in {service.pause:.0f} s: {self._why(service)}"
        )

    def _start_again(self, service: Service) -> None:
        if service.again_at is None or time.monotonic() < service.again_at:
            return
        service.again_at = None
        name = service.program.name
        service.child = processes.start(service.program, environment=service.environment, log=self.folder.log(name))
        self._record()

    def _why(self, service: Service) -> str:
        log = self.folder.log(service.program.name)
        return f"exit {service.child.process.returncode}, {processes.last_words(log)} (all of it: {log})"

    def _record(self) -> None:
        self.folder.record_processes(self.address, identities(self.services))


def identities(services: Iterable[Service]) -> list[processes.Identity]:
    """The exact pairs of what runs."""
    return [service.child.identity for service in services if not service.child.has_ended]


def plain_environment() -> dict[str, str]:
    """What every child inherits: the terminal's environment without another installation's servers and secrets."""
    foreign = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "VAULT_KEYS", "PYTHONHOME", "PYTHONPATH"}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    # Django's default time zone would leak into the logs of PostgreSQL and Celery through TZ.
    return {**kept, "TZ": "UTC", "PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "portal.settings"}
