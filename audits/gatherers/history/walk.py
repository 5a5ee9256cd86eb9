"""Every object of a history that may hold a secret, with the commit it came in by, and what the newest version holds."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from audits.gatherers.history.git import Git, GitFault

MOST_COMMITS = 200_000
MOST_VERSIONS = 1_000_000
"""Changes that are listed, and files of one version; also stops trees that hold themselves ten times over."""
MOST_PATHS = 20
"""Paths kept of one file version."""
FILE_MODES = (b"100", b"120")
"""Files and symbolic links; what else a tree holds are trees and other repositories (submodules)."""
DEEPEST_TAG = 8


@dataclass
class Walk:
    """`commits` are oldest first; `firsts` tells of each file version the index of its commit and its path there.

    `newest` are the paths of each file version in the newest version, `head`; `tags` are annotated tags, whose
    messages are read as well. `unread` says what could not be listed.
    """

    head: str = ""
    commits: tuple[str, ...] = ()
    firsts: dict[str, tuple[int, str]] = field(default_factory=dict)
    newest: dict[str, list[str]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def walked(git: Git) -> Walk:
    """The whole history; what git cannot list is told, never left out silently."""
    walk = Walk()
    if _is_shallow(git):
        walk.unread.append("the history is cut off (a shallow clone)")
    walk.commits = _commits(git, walk.unread)
    walk.head = _head(git)
    try:
        _list_newest(git, walk)
        _list_versions(git, walk)
        _list_tagged(git, walk)
    except GitFault as fault:
        walk.unread.append(f"part of the history cannot be listed ({fault})")
    return walk


def _is_shallow(git: Git) -> bool:
    place = git.folder / "shallow"
    return place.is_file() and place.stat().st_size > 0


def _commits(git: Git, unread: list[str]) -> tuple[str, ...]:
    """Every commit of every reference, parents before children; only the newest of far too many."""
    limit = f"--max-count={MOST_COMMITS + 1}"
    told: list[str] = []
    try:
        told = git.told("rev-list", "--all", "--date-order", limit).decode("ascii").split()
    except GitFault as fault:
        unread.append(f"the history breaks off ({fault})")
        with suppress(GitFault), git.output("rev-list", "--all", limit) as output:  # unsorted, up to the break
            told.extend(line.decode("ascii").strip() for line in output)
    if len(told) > MOST_COMMITS:
        unread.append(f"only the newest {MOST_COMMITS:,} commits were read")
    return tuple(reversed(told[:MOST_COMMITS]))


def _head(git: Git) -> str:
    """The newest commit of the default branch, or of the history where that branch does not exist."""
    for name in ("HEAD", "refs/heads/main", "refs/heads/master"):
        try:
            return git.told("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode("ascii").strip()
        except GitFault:
            continue
    return ""


def _list_newest(git: Git, walk: Walk) -> None:
    if not walk.head:
        return
    for name, path in _files(git, walk.head, walk.unread):
        paths = walk.newest.setdefault(name, [])
        if len(paths) < MOST_PATHS:
            paths.append(path)


def _files(git: Git, name: str, unread: list[str]) -> Iterator[tuple[str, str]]:
    """Object and path of every file in a tree."""
    for number, record in enumerate(git.records("ls-tree", "-r", "-z", "--full-tree", name)):
        if number >= MOST_VERSIONS:
            unread.append(f"only {MOST_VERSIONS:,} files of one version were listed")
            return
        entry, _, path = record.partition(b"\t")
        mode, _, rest = entry.partition(b" ")
        if mode.startswith(FILE_MODES):
            yield rest.partition(b" ")[2].decode("ascii"), path.decode("utf-8", "replace")


def _list_versions(git: Git, walk: Walk) -> None:
    """Every version of every file, at the first commit that has it.

    For a merge only what differs from all its parents is listed: everything else came in by one of them.
    """
    arguments = ("--stdin", "-r", "-c", "--root", "-z", "--raw", "--no-renames", "--no-ext-diff", "--no-textconv")
    index, listed = -1, 0
    numbers = {commit: number for number, commit in enumerate(walk.commits)}
    records = git.records("diff-tree", *arguments, told=walk.commits)
    for record in records:
        if not record.startswith(b":"):
            index = numbers.get(record.decode("ascii", "replace"), index)
            continue
        fields = record.lstrip(b":").split(b" ")
        path = next(records, b"").decode("utf-8", "replace")
        parents = len(record) - len(record.lstrip(b":"))
        mode, name = fields[parents], fields[-2].decode("ascii")
        if mode.startswith(FILE_MODES):
            walk.firsts.setdefault(name, (index, path))
        listed += 1
        if listed >= MOST_VERSIONS:
            walk.unread.append(f"only {MOST_VERSIONS:,} changes were listed")
            return


def _list_tagged(git: Git, walk: Walk) -> None:
    """Annotated tags, and trees and files that a reference names without a commit."""
    form = "--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(refname)"
    for line in git.told("for-each-ref", form).decode("utf-8", "replace").splitlines():
        kind, name, inner_kind, inner_name, reference = line.split(" ", 4)
        if kind == "tag":
            walk.tags[name] = reference
            kind, name = inner_kind, inner_name
        for _ in range(DEEPEST_TAG):
            if kind != "tag":
                break
            walk.tags[name] = reference
            kind, name = _tagged(git, name)
        if kind == "blob":
            walk.firsts.setdefault(name, (-1, reference))
        elif kind == "tree":
            for file, path in _files(git, name, walk.unread):
                walk.firsts.setdefault(file, (-1, path))


def _tagged(git: Git, name: str) -> tuple[str, str]:
    """Kind and object an annotated tag that another one names gives in its first two lines."""
    lines = git.told("cat-file", "tag", name).decode("utf-8", "replace").splitlines()
    fields = dict(line.split(" ", 1) for line in lines[:2] if " " in line)
    return fields.get("type", ""), fields.get("object", "")
