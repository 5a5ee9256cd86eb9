"""Makes a bare repository of our own from an https URL, a bundle or a folder; a folder's settings are never read.

Git started inside somebody's repository obeys its configuration: `core.fsmonitor`, `diff.*.textconv` and a promisor
remote all run commands. So a folder is not cloned either: its object store is borrowed as an alternate of ours, and its
references are read as text.
"""

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from audits.gatherers.history.git import Git, GitFault

OBJECT_NAME = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
PLAIN_NAME = re.compile(r"refs(?:/(?!\.)(?![\w.@+-]*\.lock(?:/|$))[\w.@+-]*[\w@+-])+", re.ASCII)
GIT_FILE = re.compile(r"gitdir: (?P<place>[^\n\0]+)\n?")
MOST_REFERENCES = 100_000
LONGEST_LIST = 20_000_000
"""Bytes of a packed list of references that are read."""
LONGEST_REFERENCE = 1_000
DEEPEST_ALTERNATE = 5
BUNDLE = b"# v"
SHA256_DIGITS = 64


class Unreadable(Exception):  # noqa: N818 - it reads as what happened
    """This place gives no repository; the text says why in one clause, `retry` when another try makes sense."""

    def __init__(self, reason: str, retry: str = "after that is mended") -> None:
        super().__init__(reason)
        self.retry = retry


def clone(location: str, git: Git) -> None:
    """Fetch every reference of an https URL or a bundle into `git.folder`, which must not exist."""
    options = ("--quiet", "--mirror", "--template=", "--no-local", "--no-recurse-submodules")
    try:
        git.told("clone", *options, "--", location, str(git.folder))
    except GitFault as fault:
        raise _told(str(fault)) from None


def _told(complaint: str) -> Unreadable:
    """Git's complaint in words that help; its own where none of ours fits."""
    lower = complaint.lower()
    if "could not read username" in lower or "authentication failed" in lower or "error: 403" in lower:
        return Unreadable("its host asks for a log-in", "with a clone on this machine or a bundle (git bundle create)")
    if "not found" in lower:
        return Unreadable("its host knows no such repository, or shows it to nobody who is not logged in")
    if "tunnel failed" in lower:
        return Unreadable(f"its host could not be reached ({complaint})", "in ten minutes")
    if "signal 25" in lower or "invalid index-pack" in lower:
        return Unreadable("it is broken or larger than we take", "with a bundle of its main branch")
    return Unreadable(f"git could not copy it ({complaint})", "in ten minutes")


def is_bundle(place: Path) -> bool:
    """Whether a file begins as a git bundle does (gitformat-bundle)."""
    with place.open("rb") as opened:
        return opened.read(len(BUNDLE)) == BUNDLE


def borrow(folder: Path, within: Path, git: Git) -> None:
    """Make `git.folder` a repository with the objects and references of `folder`, all of which lies below `within`."""
    own = _own_folder(folder, within)
    shared = _shared_folder(own, within)
    if (shared / "reftable").is_dir():
        raise Unreadable("it keeps its references in a form that is not read here", "with a bundle (git bundle create)")
    stores = tuple(dict.fromkeys(_stores(shared / "objects", within)))
    references = dict(islice(_references(shared), MOST_REFERENCES + 1))
    if len(references) > MOST_REFERENCES:
        raise Unreadable(f"it has more than {MOST_REFERENCES:,} references")
    head = _head(own, references)
    names = {name for name in (*references.values(), head) if name}
    form = "sha256" if any(len(name) == SHA256_DIGITS for name in names) else "sha1"
    git.told("init", "--quiet", "--bare", "--template=", f"--object-format={form}", str(git.folder))
    (git.folder / "objects" / "info").mkdir(exist_ok=True)
    (git.folder / "objects" / "info" / "alternates").write_text("".join(f"{store}\n" for store in stores))
    listed = (f"{name} {_plain(reference, number)}\n" for number, (reference, name) in enumerate(references.items()))
    (git.folder / "packed-refs").write_text("".join(listed))
    if head:
        (git.folder / "HEAD").write_text(f"{head}\n")
    cut = [line for line in _text(shared / "shallow", LONGEST_LIST).split() if OBJECT_NAME.fullmatch(line)]
    if cut:
        (git.folder / "shallow").write_text("".join(f"{name}\n" for name in cut))


def _own_folder(folder: Path, within: Path) -> Path:
    """The git folder of a work tree, of a linked one, or the bare repository itself."""
    place = folder / ".git"
    if place.is_file():
        named = GIT_FILE.fullmatch(_text(place, LONGEST_REFERENCE))
        if named is None:
            raise Unreadable("its .git file names no folder")
        place = folder / named["place"]
    own = place if place.exists() else folder
    if not (own / "HEAD").is_file():
        raise Unreadable("no git repository is there", "with the folder that holds .git")
    return _below(own, within)


def _shared_folder(own: Path, within: Path) -> Path:
    """Where objects and references lie: elsewhere for a linked work tree."""
    told = _text(own / "commondir", LONGEST_REFERENCE).strip()
    return _below(own / told, within) if told else own


def _stores(objects: Path, within: Path, depth: int = 0) -> Iterator[Path]:
    """The object store and those it borrows from, as git would follow them."""
    store = _below(objects, within)
    if depth > DEEPEST_ALTERNATE or "\n" in str(store):
        raise Unreadable("it borrows its objects in a way that is not followed here", "with a bundle")
    for entry in (*os.scandir(store), *(os.scandir(store / "pack") if (store / "pack").is_dir() else ())):
        if entry.is_symlink():
            _below(Path(entry.path), within)
    yield store
    for line in _text(store / "info" / "alternates", LONGEST_LIST).splitlines():
        if line and not line.startswith(("#", '"')):
            yield from _stores(store / line, within, depth + 1)


def _below(place: Path, within: Path) -> Path:
    """The real path of a folder that lies where it may."""
    real = place.resolve()
    if not real.is_relative_to(within):
        raise Unreadable("part of it lies outside the folder this installation may read repositories from")
    if not real.exists():
        raise Unreadable("no git repository is there: a folder it needs is missing")
    return real


def _references(shared: Path) -> Iterator[tuple[str, str]]:
    """Every reference with its object, packed ones first, so that loose ones replace them."""
    for line in _text(shared / "packed-refs", LONGEST_LIST).splitlines():
        name, _, reference = line.partition(" ")
        if OBJECT_NAME.fullmatch(name) and reference.startswith("refs/"):
            yield reference, name
    for folder, _, files in os.walk(shared / "refs"):
        for file in files:
            place = Path(folder) / file
            name = _text(place, LONGEST_REFERENCE).strip()
            if OBJECT_NAME.fullmatch(name):
                yield str(place.relative_to(shared)), name


def _plain(reference: str, number: int) -> str:
    """The reference's name where it is an ordinary one, else a name of ours."""
    return reference if PLAIN_NAME.fullmatch(reference) and ".." not in reference else f"refs/unnamed/{number}"


def _head(own: Path, references: dict[str, str]) -> str:
    """The object of the newest version: what HEAD names; empty where that has no commit yet."""
    told = _text(own / "HEAD", LONGEST_REFERENCE).strip()
    if OBJECT_NAME.fullmatch(told):
        return told
    return references.get(told.removeprefix("ref:").strip(), "")


def _text(place: Path, longest: int) -> str:
    """A regular file's text up to a length, empty where there is none; links are not followed."""
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return ""
    with os.fdopen(descriptor, "rb") as opened:
        return opened.read(longest).decode("utf-8", "surrogateescape") if place.is_file() else ""
