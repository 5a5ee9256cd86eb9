"""Child processes that never outlive their parent, and the exact pairs of process id and start time that name them."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Identity:
    """A process id and the moment it began: ids are used again, pairs are not."""

    pid: int
    began: str

    @property
    def is_alive(self) -> bool:
        return start_time(self.pid) == self.began


@dataclass(frozen=True)
class Program:
    """What to run, how it is told to end, and how it gives up root where it must."""

    name: str
    command: Sequence[str | Path]
    end_signal: signal.Signals = signal.SIGTERM
    # The worker, for one, would finish its tasks on SIGTERM; when the launcher is gone nobody waits for that.
    orphan_signal: signal.Signals | None = None
    give_up_root: Callable[[], None] | None = None
    cwd: Path | None = None


@dataclass
class Child:
    """A running program."""

    program: Program
    process: subprocess.Popen[bytes]
    born: float

    @property
    def identity(self) -> Identity:
        return Identity(self.process.pid, start_time(self.process.pid) or "gone")

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None


def start(program: Program, *, environment: Mapping[str, str], log: Path | None) -> Child:
    """Start a program in a session of its own; the kernel ends it when this process is gone.

    It writes to the log, or to our own terminal where there is none. Call it from the main thread:
    Linux ties a child to the thread that made it.
    """
    with (log or Path(os.devnull)).open("ab") as output:
        process = subprocess.Popen(
            [str(part) for part in program.command],
            stdin=subprocess.DEVNULL,
            stdout=output if log else None,
            stderr=subprocess.STDOUT if log else None,
            env=dict(environment),
            cwd=program.cwd,
            start_new_session=True,
            preexec_fn=_preparation(program, os.getpid()),  # noqa: PLW1509 - the launcher has one thread
        )
    return Child(program, process, time.monotonic())


def complete(program: Program, *, environment: Mapping[str, str], log: Path, told: str = "") -> int:
    """Run a program to its end, tied to this process as any other, and answer its exit status."""
    with log.open("ab") as output:
        return subprocess.run(
            [str(part) for part in program.command],
            input=told.encode(),
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            cwd=program.cwd,
            start_new_session=True,
            preexec_fn=_preparation(program, os.getpid()),
            check=False,
        ).returncode


def last_words(log: Path, count: int = 3) -> str:
    """The end of what a program wrote, in one line."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return " / ".join(lines[-count:])[-400:] or "it wrote nothing"


def _preparation(program: Program, parent: int) -> Callable[[], None]:
    orphan_signal = program.orphan_signal or program.end_signal

    def prepare() -> None:
        if program.give_up_root:
            program.give_up_root()
        # After every change of user: the kernel forgets the signal when the user changes.
        if sys.platform == "linux":
            LIBC.prctl(PR_SET_PDEATHSIG, int(orphan_signal), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


def end(children: Iterable[Child], *, grace: float) -> None:
    """Tell children to end, wait, and kill what is left of their sessions."""
    children = list(children)
    for child in children:
        if not child.has_ended:
            _signal(child.process.pid, child.program.end_signal)
    until = time.monotonic() + grace
    while time.monotonic() < until and not all(child.has_ended for child in children):
        time.sleep(0.02)
    for child in children:
        _signal_group(child.process.pid, signal.SIGKILL)
        child.process.wait()


def end_left_over(identities: Iterable[Identity], *, grace: float) -> None:
    """End processes that an earlier launcher left behind; only exact pairs are touched."""
    left = [identity for identity in identities if identity.is_alive]
    for identity in left:
        # PostgreSQL takes SIGQUIT as "stop at once", Celery as "leave the tasks"; for anything else it is the end.
        _signal(identity.pid, signal.SIGQUIT)
    until = time.monotonic() + grace
    while time.monotonic() < until and any(identity.is_alive for identity in left):
        time.sleep(0.02)
    for identity in left:
        if identity.is_alive:
            _signal_group(identity.pid, signal.SIGKILL)
            _signal(identity.pid, signal.SIGKILL)


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _signal_group(pid: int, number: signal.Signals) -> None:
    """Signal what is left of a child's session; on macOS a group of zombies answers EPERM."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def start_time(pid: int) -> str | None:
    """When a living process began, in the system's own words; None when it is gone or only waits to be reaped."""
    if sys.platform == "linux":
        try:
            # proc(5): the name in parentheses may hold anything; after it, state is field 3 and starttime field 22.
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return None if fields[0] in "ZX" else fields[19]
    answer = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return answer.stdout.strip() or None
