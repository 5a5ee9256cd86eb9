"""The virtual environment: made from the hashed lock files, stamped when whole, rebuilt when half made."""

import fcntl
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from portal.embedded import pythons
from portal.embedded.terminal import Trouble, note

STAMP = "launchready-installed.json"
UNFINISHED = "launchready-unfinished"
NEEDED_BYTES = 1_200_000_000
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)\s*(;.*?)?\s*\\?$", re.MULTILINE)


class Environment:
    """One environment folder with the lock files it has to hold."""

    def __init__(self, root: Path, *, wanted: str | None, with_test_tools: bool) -> None:
        self.root = root
        self.wanted = wanted
        self.folder = root / (f".venv-{wanted}" if wanted else ".venv")
        self.python = self.folder / "bin" / "python"
        self.locks = [root / "requirements.txt"]
        if with_test_tools:
            self.locks.append(root / "tests" / "requirements.txt")

    def is_here(self) -> bool:
        """Tell whether the running interpreter already is what the command needs."""
        if Path(sys.prefix).resolve() == self.folder.resolve():
            return self.is_whole() or self._adopted()
        # A real installation brings its own environment; it counts when it holds exactly what the lock says.
        return self.wanted is None and all(_is_installed(lock) for lock in self.locks)

    def is_whole(self) -> bool:
        """Tell whether the stamp names every lock file as it is now, for this very folder."""
        stamp = self._stamp()
        return (
            stamp.get("root") == str(self.root.resolve())
            and all(stamp.get("locks", {}).get(name) == value for name, value in self._fingerprints().items())
            and self.python.exists()
        )

    def ready_python(self) -> Path:
        """Make the environment whole where it is not, and answer its interpreter."""
        if not self.is_whole():
            with self._one_at_a_time():
                if not self.is_whole():
                    self._make_whole()
        return self.python

    def _adopted(self) -> bool:
        """Take over an environment that somebody else filled with exactly what the lock says."""
        if self._stamp() or (self.folder / UNFINISHED).exists() or not all(_is_installed(lock) for lock in self.locks):
            return False
        self._write_stamp()
        return True

    def _write_stamp(self) -> None:
        locks = {**self._stamp().get("locks", {}), **self._fingerprints()}
        stamp = {"root": str(self.root.resolve()), "locks": locks}
        (self.folder / STAMP).write_text(json.dumps(stamp, indent=1) + "\n")

    def _make_whole(self) -> None:
        began = time.monotonic()
        fresh = self._must_be_built_anew()
        if fresh:
            python = pythons.fit_python(self.wanted)
            note(f"Setting up {self.folder.name} with Python {python.name}: once, about a minute.")
        else:
            note(f"Bringing {self.folder.name} up to date with the lock.")
        self._demand_room()
        try:
            if fresh:
                shutil.rmtree(self.folder, ignore_errors=True)
                self.folder.mkdir()
            (self.folder / UNFINISHED).touch()
            if fresh:
                self._run(python.path, "-m", "venv", str(self.folder))
            self._install()
            self._write_stamp()
            (self.folder / UNFINISHED).unlink()
        except OSError as error:
            raise Trouble(f"Set-up stopped: {error}. Make {self.folder} writable, then run this again.") from error
        note(f"{self.folder.name} is ready after {time.monotonic() - began:.0f} s.")

    def _must_be_built_anew(self) -> bool:
        moved = self._stamp().get("root", str(self.root.resolve())) != str(self.root.resolve())
        return moved or (self.folder / UNFINISHED).exists() or pythons.tried(str(self.python)) is None

    def _stamp(self) -> dict[str, Any]:
        if (self.folder / UNFINISHED).exists():
            return {}
        try:
            return dict(json.loads((self.folder / STAMP).read_text()))
        except (OSError, ValueError):
            return {}

    def _fingerprints(self) -> dict[str, str]:
        return {str(lock.relative_to(self.root)): hashlib.sha256(lock.read_bytes()).hexdigest() for lock in self.locks}

    def _install(self) -> None:
        """Install with uv where it is already there, and with pip where it is not or fails."""
        arguments = ["--require-hashes"]
        for lock in self.locks:
            arguments += ["-r", str(lock)]
        uv = shutil.which("uv")
        if uv and _succeeds([uv, "pip", "install", "--python", str(self.python), *arguments], self._log()):
            return
        self._run(str(self.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *arguments)

    def _run(self, *command: str) -> None:
        if not _succeeds(list(command), self._log()):
            raise Trouble(self._refusal())

    def _log(self) -> Path:
        folder = self.root / ".launchready" / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / "setup.log"

    def _refusal(self) -> str:
        """Say in one line why the installation failed, from what it wrote last."""
        said = self._log().read_text(errors="replace")
        where = f"Everything it said: {self._log().relative_to(self.root)}"
        if "No space left on device" in said:
            return f"The disk of {self.folder} is full: free 1.5 GB, then run this again. {where}"
        if "DO NOT MATCH THE HASHES" in said:
            return (
                f"A package is not the one the lock names (its hash differs): check the package index of pip. {where}"
            )
        errors = [line for line in said.splitlines() if line.lower().startswith("error")]
        last = (errors or said.splitlines() or ["it said nothing"])[-1][:300]
        return f"Packages could not be installed ({last}): mend the network or pip's index and run this again. {where}"

    def _demand_room(self) -> None:
        free = shutil.disk_usage(self.root).free
        if free < NEEDED_BYTES and not self.folder.exists():
            raise Trouble(
                f"The disk of {self.root} has {free // 1_000_000} MB free and set-up needs 1.5 GB: free some."
            )

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Let a second command wait for the first one's set-up instead of sharing it half made."""
        try:
            holder = (self._log().parent / f"{self.folder.name}.lock").open("w")
        except OSError as error:
            raise Trouble(
                f"Set-up cannot write to {self.root}: {error}. Make it writable, then run this again."
            ) from error
        with holder:
            fcntl.flock(holder, fcntl.LOCK_EX)
            yield


def _succeeds(command: list[str], log: Path) -> bool:
    settings = {
        name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
    }
    with log.open("w") as output:
        return (
            subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=settings, check=False
            ).returncode
            == 0
        )


def _is_installed(lock: Path) -> bool:
    """Tell whether the running interpreter has every distribution of a lock, in its version."""
    for name, version, condition in PIN.findall(lock.read_text()):
        if condition:
            continue
        try:
            if importlib.metadata.version(name) != version:
                return False
        except importlib.metadata.PackageNotFoundError:
            return False
    return True
