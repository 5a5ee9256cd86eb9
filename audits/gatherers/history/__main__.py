"""The process that reads one repository: a request on standard input, a history or why there is none on output."""

import contextlib
import json
import os
import resource
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

from audits.core.codec import encoded
from audits.core.observed.repository import RepositoryHistory
from audits.core.unavailable import Unavailable
from audits.gatherers.history.git import Git, GitFault
from audits.gatherers.history.own_copy import Unreadable, borrow, clone, is_bundle
from audits.gatherers.history.reading import history_of

MEMORY_BYTES = 4 << 30
LARGEST_PACK = 2 << 30
LOOK_EVERY_SECONDS = 1.0
POLITENESS = 5
"""How much a reading stands back behind audits that measure time."""


def main() -> None:
    """Answer the one request; the folder it names is ours, and its owner removes it."""
    request = json.load(sys.stdin)
    folder = Path(request["folder"])
    _limit(folder)
    json.dump(encoded(_answer(request, folder)), sys.stdout)
    signal.setitimer(signal.ITIMER_REAL, 0)  # an ending interpreter handles no signal any more


def _answer(request: dict[str, Any], folder: Path) -> RepositoryHistory | Unavailable:
    name, location = request["name"], request["location"]
    deadline = time.monotonic() + request["seconds"]
    try:
        _copy(location, Path(request["within"]).resolve(), Git(folder / "copy.git", deadline, request["environment"]))
        # From here on nothing may leave this machine: the copy is whole, or what it lacks is told.
        return history_of(name, Git(folder / "copy.git", deadline, {}), bytes.fromhex(request["key"]))
    except Unreadable as reason:
        return Unavailable(f"the repository {name} cannot be read: {reason}", (location,), reason.retry)
    except GitFault as fault:
        return Unavailable(f"the repository {name} cannot be read: {fault}", (location,))


def _copy(location: str, within: Path, git: Git) -> None:
    if location.startswith("https://"):
        clone(location, git)
        return
    place = Path(location).resolve()
    if not place.is_relative_to(within):
        raise Unreadable("it lies outside the folder this installation may read repositories from")
    if place.is_file() and is_bundle(place):
        clone(str(place), Git(git.folder, git.deadline, {"GIT_ALLOW_PROTOCOL": "file"}))
    elif place.is_dir():
        borrow(place, within, git)
    else:
        raise Unreadable("no git repository and no bundle is there")


def _limit(folder: Path) -> None:
    """Bounds that hold for every process started from here; an end of our parent ends us all."""
    with contextlib.suppress(OSError):
        os.nice(POLITENESS)
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, LARGEST_PACK),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):  # some systems do not know every bound
            resource.setrlimit(kind, (most, most))
    parent = os.getppid()

    def look(_number: int, _frame: object) -> None:
        if os.getppid() != parent:
            shutil.rmtree(folder, ignore_errors=True)
            os.killpg(os.getpgrp(), signal.SIGKILL)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS)


if __name__ == "__main__":
    main()
