"""Git without anybody's settings: only ever inside a bare repository of our own, bounded in time and output."""

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import cast

SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.commitGraph=false",  # a forged graph would hide commits
    "core.multiPackIndex=false",
    "core.packedGitLimit=256m",
    "core.packedGitWindowSize=16m",
    "core.deltaBaseCacheLimit=64m",
    "fetch.unpackLimit=1",  # one pack file, whose size the kernel bounds
    "fetch.writeCommitGraph=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=30",
    "pack.threads=1",
    "submodule.recurse=false",
)
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
    "LC_ALL": "C.UTF-8",
    "HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",  # a replacement would hide what it replaces
    "GIT_ALLOW_PROTOCOL": "none",
}
LONGEST_REASON = 200
LIST_BYTES = 768 << 20


class GitFault(Exception):  # noqa: N818 - it reads as what happened
    """Git said no; the text is its own last word."""


@dataclass(frozen=True)
class Git:
    """One bare repository of our own; `deadline` is a reading of the monotonic clock."""

    folder: Path
    deadline: float
    environment: Mapping[str, str]

    def command(self, *arguments: str) -> list[str]:
        """The whole command line."""
        settings = (part for setting in SETTINGS for part in ("-c", setting))
        return ["git", "--no-pager", f"--git-dir={self.folder}", *settings, *arguments]

    @property
    def is_late(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self.deadline

    def told(self, *arguments: str) -> bytes:
        """All that a command with a short answer printed."""
        try:
            done = subprocess.run(
                self.command(*arguments),
                check=False,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                env={**ENVIRONMENT, **self.environment},
                timeout=max(1.0, self.deadline - time.monotonic()),
            )
        except subprocess.TimeoutExpired:
            raise GitFault("it took too long") from None
        if done.returncode:
            raise GitFault(reason_in(done.stderr) or f"git ended with status {done.returncode}")
        return done.stdout

    def records(self, *arguments: str, told: Iterable[str] = ()) -> Iterator[bytes]:
        """The NUL-terminated records a command prints, as it prints them; who stops early ends the command.

        Git holds the changes of one commit in memory before it prints them, and a tree that holds itself ten times
        over would fill it: it gets less than other commands.
        """
        with self.output(*arguments, told=told, memory=LIST_BYTES) as output:
            rest = b""
            while chunk := output.read1(1 << 16):
                *whole, rest = (rest + chunk).split(b"\0")
                yield from whole

    @contextmanager
    def output(self, *arguments: str, told: Iterable[str] = (), memory: int = 0) -> Iterator[BufferedReader]:
        """What a command prints when it is told these lines; raises `GitFault` at the end when it failed."""
        with tempfile.TemporaryFile() as lines, tempfile.TemporaryFile() as complaint:
            lines.writelines(line.encode() + b"\n" for line in told)
            lines.seek(0)
            process = subprocess.Popen(
                self.command(*arguments),
                stdin=lines,
                stdout=subprocess.PIPE,
                stderr=complaint,
                env={**ENVIRONMENT, **self.environment},
                preexec_fn=partial(_bound, memory) if memory else None,  # noqa: PLW1509 - no thread runs here
            )
            output = cast(BufferedReader, process.stdout)
            try:
                yield output
                if process.wait():
                    complaint.seek(0)
                    raise GitFault(reason_in(complaint.read()) or f"git ended with status {process.returncode}")
            finally:
                process.kill()
                output.close()
                process.wait()


def _bound(memory: int) -> None:
    """Bound the memory of this process; a system that knows no such bound has none."""
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def reason_in(complaint: bytes) -> str:
    """Git's last line of complaint without its prefix, printable and short."""
    lines = [line.strip() for line in complaint.decode("utf-8", "replace").splitlines() if line.strip()]
    chosen = next((line for line in reversed(lines) if line.startswith("fatal:")), lines[-1] if lines else "")
    return "".join(c for c in chosen.removeprefix("fatal:").strip() if c.isprintable())[:LONGEST_REASON]


def is_installed() -> bool:
    """Whether there is a git to run."""
    return any(os.access(Path(folder) / "git", os.X_OK) for folder in ENVIRONMENT["PATH"].split(":"))
