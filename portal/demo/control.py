"""The switch: what the estate is wanted to show, what it shows, and whether it runs at all."""

import fcntl
import os
import time
from typing import IO

from portal.demo import places
from portal.demo.written import write_whole

REPAIRED, BROKEN = "repaired", "broken"
PATIENCE_SECONDS = 10.0
PAUSE_SECONDS = 0.05


class EstateRunsError(Exception):
    """Another process serves the estate of this folder."""


def hold(folder: places.Folder) -> IO[str]:
    """The lock of the one process that serves this folder; it ends with the process, however that ends."""
    folder.root.mkdir(parents=True, exist_ok=True)
    # Never closed by us: it lives as long as the process.
    lock = folder.lock.open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise EstateRunsError(str(folder.root)) from error
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def is_running(folder: places.Folder) -> bool:
    """Whether some process holds the lock."""
    try:
        hold(folder).close()
    except EstateRunsError:
        return True
    return False


def is_wanted_repaired(folder: places.Folder) -> bool:
    """The last wish; without one the estate shows its defects."""
    return folder.wanted.exists() and folder.wanted.read_text() == REPAIRED


def want(folder: places.Folder, *, repaired: bool) -> None:
    """Leave the wish where the estate looks for it."""
    write_whole(folder.wanted, REPAIRED if repaired else BROKEN)


def wait_until_shown(folder: places.Folder) -> bool:
    """Whether the running estate followed the wish within the patience."""
    end = time.monotonic() + PATIENCE_SECONDS
    wanted = folder.wanted.read_text()
    while time.monotonic() < end:
        if folder.shown.exists() and folder.shown.read_text() == wanted:
            return True
        time.sleep(PAUSE_SECONDS)
    return False
