"""Reads every version of every file once, on all processors, and puts together where each secret lies."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from audits.core.observed.repository import RepositoryHistory
from audits.core.observed.secret import SecretPlace
from audits.core.parsing.secrets.reading import MOST_SECRETS, Sighting, merged, sightings_in
from audits.gatherers.history.git import Git, GitFault
from audits.gatherers.history.walk import Walk, walked

LARGEST_FILE = 32_000_000
BATCH_BYTES = 8_000_000
BATCH_OBJECTS = 500
MOST_PROCESSES = 4
OBJECT_SECONDS = 20.0
NAMED = 3
"""Files named in a sentence on what was not read."""
MESSAGE_PATH = "commit message"
LFS = b"version https://git-lfs.github.com/spec/"
PACKED_MEDIA = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"wOFF", b"wOF2", b"OTTO", b"\x00\x01\x00\x00", b"ID3")
"""How files of pictures, sounds and fonts begin: compressed, so no text can be seen in them."""


@dataclass(frozen=True)
class Task:
    """Objects for one process to read: each with the path that tells what kind of text it is."""

    folder: Path
    deadline: float
    key: bytes = field(repr=False)
    objects: tuple[tuple[str, str], ...] = ()


@dataclass
class Read:
    """What one process found, by object; `left` counts what was not read, `stored_elsewhere` names pointers into LFS."""

    found: dict[str, tuple[Sighting, ...]] = field(default_factory=dict)
    count: int = 0
    left: int = 0
    stored_elsewhere: list[str] = field(default_factory=list)


def history_of(name: str, git: Git, key: bytes) -> RepositoryHistory:
    """Everything the repository of `git` holds."""
    walk = walked(git)
    paths = _paths(walk)
    sized, missing, large = _sizes(git, paths)
    read = _read(git, key, sized, paths)
    unread = [*walk.unread]
    if missing:
        unread.append(f"{len(missing):,} objects are missing (a partial clone): {_named(missing, paths)}")
    if large:
        unread.append(f"{len(large):,} files are over {LARGEST_FILE // 1_000_000} MB: {_named(large, paths)}")
    if read.stored_elsewhere:
        elsewhere = _named(read.stored_elsewhere, paths)
        unread.append(f"{len(read.stored_elsewhere):,} files lie in large file storage (LFS): {elsewhere}")
    if read.left:
        why = "in the time there was" if git.is_late else "by git"
        unread.append(f"{read.left:,} of {len(sized):,} file versions and messages could not be read {why}")
    secrets = merged(_places(walk, read.found))
    if len(secrets) > MOST_SECRETS:
        unread.append(f"of {len(secrets):,} secrets only the oldest {MOST_SECRETS} are kept")
    messages = len(walk.commits) + len(walk.tags)
    files = max(0, read.count - messages)
    return RepositoryHistory(name, len(walk.commits), files, secrets[:MOST_SECRETS], tuple(unread))


def _paths(walk: Walk) -> dict[str, str]:
    """Every object to read with its path: what the newest version holds first, then from new to old."""
    newest = {name: paths[0] for name, paths in walk.newest.items()}
    older = {name: path for name, (_, path) in reversed(walk.firsts.items()) if name not in newest}
    messages = dict.fromkeys((*walk.tags, *reversed(walk.commits)), "")
    return newest | older | messages


def _sizes(git: Git, paths: dict[str, str]) -> tuple[dict[str, int], list[str], list[str]]:
    """The size of each object that is there, and the names of those that are missing or too large."""
    sized: dict[str, int] = {}
    missing, large = [], []
    form = "--batch-check=%(objectname) %(objectsize)"
    try:
        with git.output("cat-file", form, "--buffer", told=paths) as output:
            for line in output:
                name, _, size = line.decode("ascii", "replace").strip().partition(" ")
                if not size.isdecimal():
                    missing.append(name)
                elif int(size) > LARGEST_FILE:
                    large.append(name)
                else:
                    sized[name] = int(size)
    except GitFault:
        missing.extend(name for name in paths if name not in sized)
    return sized, missing, large


def _read(git: Git, key: bytes, sized: dict[str, int], paths: dict[str, str]) -> Read:
    """All of it, in batches, on every processor we may use."""
    tasks = [
        Task(git.folder, git.deadline, key, tuple((name, paths[name]) for name in names)) for names in _batches(sized)
    ]
    whole = Read()
    with ProcessPoolExecutor(min(MOST_PROCESSES, os.cpu_count() or 1, len(tasks) or 1)) as pool:
        for part in pool.map(read_batch, tasks):
            whole.found |= part.found
            whole.count += part.count
            whole.left += part.left
            whole.stored_elsewhere += part.stored_elsewhere
    return whole


def _batches(sized: dict[str, int]) -> Iterator[list[str]]:
    batch: list[str] = []
    total = 0
    for name, size in sized.items():
        batch.append(name)
        total += size
        if total >= BATCH_BYTES or len(batch) >= BATCH_OBJECTS:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def read_batch(task: Task) -> Read:
    """One batch, in a process of its own; what takes too long is left, as is all past the deadline."""
    read = Read(left=len(task.objects))
    git = Git(task.folder, task.deadline, {})
    if git.is_late:
        return read
    signal.signal(signal.SIGALRM, _too_long)
    with suppress(GitFault), git.output("cat-file", "--batch", "--buffer", told=_names(task)) as output:
        for name, path in task.objects:
            content = _object(output)
            if git.is_late:
                break
            if content is not None and _looked(read, name, path, content, task.key):
                read.count += 1
    read.left -= read.count
    return read


def _names(task: Task) -> Iterator[str]:
    return (name for name, _ in task.objects)


def _too_long(_number: int, _frame: object) -> None:
    raise TimeoutError


def _object(output: BufferedReader) -> bytes | None:
    """The next object's content (a commit's or tag's: its message alone), None where git has none."""
    head = output.readline().split()
    if len(head) != len(("name", "type", "size")):
        return None
    content = output.read(int(head[2]))
    output.read(1)
    if head[1] == b"blob":
        return content
    return content.partition(b"\n\n")[2]


def _looked(read: Read, name: str, path: str, content: bytes, key: bytes) -> bool:
    """Search one object, a message as the note it is; False where it could not be searched in a bearable time."""
    if content.startswith(LFS):
        read.stored_elsewhere.append(name)
    if content.startswith(PACKED_MEDIA):
        return True
    signal.setitimer(signal.ITIMER_REAL, OBJECT_SECONDS)
    try:
        found = sightings_in(content, path or "message.txt", key)
    except (TimeoutError, MemoryError):
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if found:
        read.found[name] = found
    return True


def _places(walk: Walk, found: dict[str, tuple[Sighting, ...]]) -> Iterator[tuple[Sighting, SecretPlace]]:
    """Each sighting at its place: of every secret first the oldest, then all of the newest version."""
    held = {
        (sighting.digest, path)
        for name, paths in walk.newest.items()
        for sighting in found.get(name, ())
        for path in paths
    }
    oldest: dict[str, tuple[int, Sighting, SecretPlace]] = {}
    for index, name, path in _introductions(walk, found):
        for sighting in found[name]:
            if sighting.digest not in oldest or index < oldest[sighting.digest][0]:
                commit = walk.commits[index] if index >= 0 else name  # what no commit holds is named by itself
                place = SecretPlace(path, sighting.line, commit, in_head=(sighting.digest, path) in held)
                oldest[sighting.digest] = (index, sighting, place)
    for _, sighting, place in sorted(oldest.values(), key=lambda entry: entry[0]):
        yield sighting, place
    began = {(digest, place.path, place.line) for digest, (_, _, place) in oldest.items()}
    for name, paths in sorted(walk.newest.items(), key=lambda entry: entry[1]):
        for sighting in found.get(name, ()):
            for path in paths:
                if (sighting.digest, path, sighting.line) not in began:
                    yield sighting, SecretPlace(path, sighting.line, walk.head, in_head=True)


def _introductions(walk: Walk, found: dict[str, tuple[Sighting, ...]]) -> Iterator[tuple[int, str, str]]:
    """The commit's index, object and path by which each object with a secret came in."""
    numbers = {commit: number for number, commit in enumerate(walk.commits)}
    for name in found:
        if name in numbers:
            yield numbers[name], name, MESSAGE_PATH
        elif name in walk.tags:
            yield len(walk.commits) - 1, name, f"message of {walk.tags[name]}"
        elif name in walk.firsts:
            index, path = walk.firsts[name]
            yield index, name, path
        else:
            yield len(walk.commits) - 1, name, walk.newest[name][0]


def _named(names: list[str], paths: dict[str, str]) -> str:
    """A few of them by path, for a sentence."""
    told = list(dict.fromkeys(paths.get(name) or "a commit" for name in names))
    return ", ".join(told[:NAMED]) + (" …" if len(told) > NAMED else "")
