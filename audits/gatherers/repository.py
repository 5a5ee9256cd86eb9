"""Reads the whole history of each repository: an https URL through the guarded proxy, or a place on this machine."""

import asyncio
import json
import logging
import os
import shutil
import signal
import sys
import tempfile
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

from audits.core.artifacts import Artifact
from audits.core.codec import decoded
from audits.core.estate import Estate
from audits.core.observed.repository import REPOSITORY, RepositoryHistory
from audits.core.subject import Repository
from audits.core.unavailable import Unavailable
from audits.gatherers.digest_key import digest_key
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.history.git import is_installed
from portal.outbound.door import Door

logger = logging.getLogger(__name__)

SECONDS = 900.0
"""For all repositories of an estate together, one after the other."""
SPARE_SECONDS = 30.0
"""Left of them for what was read to be told before the whole gatherer is given up."""
SHORTEST_SECONDS = 5.0
ROOT = Path(__file__).parents[2]


async def gather(estate: Estate, door: Door, _gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a repository."""
    end = asyncio.get_running_loop().time() + SECONDS - SPARE_SECONDS
    artifacts = []
    for repository in estate.subjects(Repository):
        left = end - asyncio.get_running_loop().time()
        artifacts.append(Artifact(REPOSITORY, repository.label, await history_of(repository, door, left)))
    return tuple(artifacts)


async def history_of(repository: Repository, door: Door, seconds: float) -> RepositoryHistory | Unavailable:
    """The repository's history, or why it cannot be read."""
    why_not = _refusal(repository, door, seconds)
    if why_not:
        return why_not
    async with AsyncExitStack() as stack:
        environment: dict[str, str] = {}
        if repository.location.startswith("https://"):
            host = urlsplit(repository.location).hostname or ""
            environment = await stack.enter_async_context(door.git_environment(host))
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="history-", ignore_cleanup_errors=True))
        request = {
            "name": repository.name,
            "location": repository.location,
            "within": door.rules.repository_root,
            "folder": folder,
            "environment": environment,
            "key": digest_key().hex(),
            "seconds": seconds,
        }
        return await _answered(repository, folder, json.dumps(request).encode(), seconds + SPARE_SECONDS / 2)


def _refusal(repository: Repository, door: Door, seconds: float) -> Unavailable | None:
    """Why nothing is read at all."""
    name, location = repository.name, repository.location
    if seconds < SHORTEST_SECONDS:
        return Unavailable(
            f"time was up before the repository {name} could be read", (location,), "in a run of its own"
        )
    if not is_installed() or shutil.which("git") is None:
        return Unavailable("git is not installed on this machine", (location,), "after it is installed")
    if location.startswith("https://"):
        return None
    if "://" in location or not location.startswith("/"):
        return Unavailable(
            f"the repository {name} has no https URL", (location,), "with the https URL it is cloned from"
        )
    if not door.rules.repository_root:
        return Unavailable(
            f"the repository {name} is given as a path of this machine, which this installation does not read",
            (location,),
            "with an https URL, or after the operator allows the folder (LAUNCHREADY_REPOSITORY_ROOT)",
        )
    return None


async def _answered(
    repository: Repository, folder: str, request: bytes, seconds: float
) -> RepositoryHistory | Unavailable:
    """What the reading process says; it and all it started are gone when this returns, however it returns."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "audits.gatherers.history",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            "TMPDIR": folder,
        },
        start_new_session=True,
    )
    try:
        answer, complaint = await asyncio.wait_for(process.communicate(request), seconds)
    except TimeoutError:
        return Unavailable(f"the repository {repository.name} took too long to read", (repository.location,))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
    if process.returncode:
        told = complaint.decode("utf-8", "replace")[-2000:]
        logger.error("reading %s ended with %s: %s", repository.name, process.returncode, told)
        return Unavailable(
            f"our own fault while reading the repository {repository.name}, not the client's", retry="after an update"
        )
    history = decoded(json.loads(answer), RepositoryHistory)
    return history if isinstance(history, RepositoryHistory | Unavailable) else Unavailable("its history is unreadable")


REPOSITORY_GATHERER = Gatherer(source=REPOSITORY, title="Repository", gather=gather, seconds=SECONDS)
