"""The client's repository: a history laid down commit by commit, the same one for the same seed."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from portal.demo import places
from portal.demo.credentials import REMOVED, Draw, harmless, integrity, secrets
from portal.demo.written import write_whole

SOURCE = Path(__file__).parent / "source"
TOMAS = "Tomas Berg <tomas@tidelinefreight.example>"
MAYA = "Maya Lindqvist <maya@tidelinefreight.example>"
# Monday 7 September 2026, 08:00 UTC, and nineteen hours between commits.
FIRST_COMMIT, BETWEEN_COMMITS = 1788768000, 68400
PLACEHOLDER = re.compile(r"@@([A-Z_]+)(?::([^@]+(?:@[^@]+)?))?@@")


class NoGitError(Exception):
    """Git is missing, so there can be no repository."""


class Commit(NamedTuple):
    """One step: who, what was said, the folder of files it brings, the files it takes away."""

    author: str
    message: str
    folder: str
    removed: tuple[str, ...] = ()
    only_repaired: bool = False


HISTORY = (
    Commit(TOMAS, "Start the desk from the prototype", "01-prototype"),
    Commit(TOMAS, "Connect the hosted database", "02-database"),
    Commit(TOMAS, "Add payments and storage", "03-payments"),
    Commit(MAYA, "Write down how to set it up", "04-setup-guide"),
    Commit(TOMAS, "Add the rate assistant", "05-assistant"),
    Commit(TOMAS, "Read the database address from the environment", "06-environment"),
    Commit(TOMAS, "Remove .env, sorry", "07-no-env-file", removed=(".env",)),
    Commit(TOMAS, "Deploy from CI", "08-release"),
    Commit(MAYA, "Drop the deploy key", "09-no-deploy-key", removed=("deploy/id_harbour",)),
    Commit(TOMAS, "List lanes with their last rate", "10-lanes"),
    Commit(TOMAS, "Take the release token from the vault", "11-vault", only_repaired=True),
)


def build_repository(folder: places.Folder, seed: bytes, *, repaired: bool) -> None:
    """Lay the bare repository down, unless it is there already; repaired, its history was rewritten without secrets."""
    stream = b"".join(_stream(seed, repaired=repaired))
    digest = hashlib.sha256(stream).hexdigest()
    mark = folder.repository.parent / "built"
    if folder.repository.exists() and mark.exists() and mark.read_text() == digest:
        return
    fresh = folder.repository.with_name("fresh.git")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.parent.mkdir(parents=True, exist_ok=True)
    _git("init", "--quiet", "--bare", "--template=", "--initial-branch=main", str(fresh))
    _git("--git-dir", str(fresh), "fast-import", "--quiet", "--done", stdin=stream)
    _replace(folder.repository, fresh)
    write_whole(mark, digest)


def _replace(place: Path, fresh: Path) -> None:
    """Swap folders by renaming, so that a reader finds the old repository or the new one."""
    gone = place.with_name("gone.git")
    shutil.rmtree(gone, ignore_errors=True)
    if place.exists():
        place.replace(gone)
    fresh.replace(place)
    shutil.rmtree(gone, ignore_errors=True)


def _stream(seed: bytes, *, repaired: bool) -> Iterator[bytes]:
    """Input for git fast-import: commits in order, each with whole files."""
    draw = Draw(seed)
    # Rewritten the way `git filter-repo --replace-text` does it: the value goes, its line stays.
    hidden = secrets(draw)
    values = harmless(draw) | (dict.fromkeys(hidden, REMOVED) if repaired else hidden)
    commits = [commit for commit in HISTORY if repaired or not commit.only_repaired]
    for number, commit in enumerate(commits, start=1):
        when = FIRST_COMMIT + number * BETWEEN_COMMITS
        yield f"commit refs/heads/main\nmark :{number}\n".encode()
        yield f"author {commit.author} {when} +0200\ncommitter {commit.author} {when} +0200\n".encode()
        yield _data(commit.message + "\n")
        if number > 1:
            yield f"from :{number - 1}\n".encode()
        for name in commit.removed:
            yield f"D {name}\n".encode()
        for name, text in _files(SOURCE / commit.folder):
            mode = "100755" if name.endswith(".sh") else "100644"
            yield f"M {mode} inline {name}\n".encode() + _data(_filled(text, values))
    yield f"tag release-117\nfrom :{len(commits)}\ntagger {TOMAS} {FIRST_COMMIT} +0200\n".encode() + _data(
        "Release 117\n"
    )
    yield b"done\n"


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of one commit; a part that begins with `dot.` begins with a dot in the repository."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            parts = path.relative_to(folder).parts
            yield "/".join(re.sub(r"^dot\.", ".", part) for part in parts), path.read_text(encoding="utf-8")


def _filled(text: str, values: dict[str, str]) -> str:
    """The text with its placeholders filled; an integrity value names its package after a colon."""

    def value(found: re.Match[str]) -> str:
        name, argument = found.groups()
        return integrity(argument) if name == "INTEGRITY" else values[name]

    return PLACEHOLDER.sub(value, text)


def _data(text: str) -> bytes:
    raw = text.encode()
    return b"data %d\n" % len(raw) + raw + b"\n"


def _git(*arguments: str, stdin: bytes = b"") -> None:
    """Git without anybody's settings; raises CalledProcessError."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "HOME": os.devnull,
    }
    try:
        subprocess.run(["git", *arguments], input=stdin, check=True, capture_output=True, env=environment)
    except FileNotFoundError as error:
        raise NoGitError("Install git, the client's repository is made with it.") from error
