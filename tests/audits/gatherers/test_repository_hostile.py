"""Repositories that are out to hurt us: nothing of them runs, no way leads out, bombs are given up."""

from pathlib import Path

import pytest

from audits.core.unavailable import Unavailable
from portal.outbound.door import Rules
from tests.audits.repositories import TOKEN, WorkTree, found, read
from tests.audits.secret_values import STRIPE

pytestmark = [pytest.mark.network, pytest.mark.processes]


def test_a_tree_that_holds_itself_many_times_is_given_up(bomb):
    history = read(bomb.folder)
    assert history.unread
    assert set(found(history)) == {"github-token"}


HOSTILE = """
[core]
    fsmonitor = {run}
    sshCommand = {run}
    pager = {run}
    editor = {run}
    gitProxy = {run}
    askPass = {run}
    alternateRefsCommand = {run}
    hooksPath = {hooks}
    attributesFile = {attributes}
    repositoryformatversion = 1
[extensions]
    partialClone = origin
[remote "origin"]
    url = ext::{run}
    promisor = true
    uploadpack = {run}
    vcs = {run}
[uploadpack]
    packObjectsHook = {run}
[diff]
    external = {run}
[diff "x"]
    textconv = {run}
    command = {run}
[filter "x"]
    clean = {run}
    smudge = {run}
    process = {run}
    required = true
[gpg]
    program = {run}
[log]
    showSignature = true
[credential]
    helper = "!{run}"
[trace2]
    eventTarget = {canary}-trace
[alias]
    rev-list = "!{run}"
    cat-file = "!{run}"
[include]
    path = {included}
"""


@pytest.mark.parametrize("hidden", [False, True], ids=["whole", "with a missing object"])
def test_nothing_of_the_repository_runs(tree, tmp_path, hidden):
    canary = tmp_path / "canary"
    run = tmp_path / "run"
    run.write_text(f"#!/bin/sh\ntouch {canary}\n")
    run.chmod(0o755)
    tree.commit({".env": TOKEN, ".gitattributes": "* diff=x filter=x merge=x\n", ".gitmodules": _submodule(run)})
    lost = tree.git("rev-parse", "HEAD:.gitmodules")
    hooks = tree.folder / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman", "post-index-change"):
        (hooks / name).write_text(run.read_text())
        (hooks / name).chmod(0o755)
    words = {
        "run": run,
        "canary": canary,
        "hooks": hooks,
        "attributes": tree.folder / ".gitattributes",
        "included": tmp_path / "included",
    }
    (tmp_path / "included").write_text(f"[core]\n\tfsmonitor = {run}\n")
    (tree.folder / ".git/config").write_text(HOSTILE.format(**words))
    if hidden:
        (tree.folder / ".git/objects" / lost[:2] / lost[2:]).unlink()
    before = {place: place.stat().st_mtime_ns for place in tree.folder.rglob("*")}
    history = read(tree.folder)
    assert set(found(history)) == {"github-token"}
    assert bool(history.unread) == hidden
    assert not canary.exists()
    assert not Path(f"{canary}-trace").exists()
    assert {place: place.stat().st_mtime_ns for place in tree.folder.rglob("*")} == before


def _submodule(run):
    return f'[submodule "x"]\n\tpath = x\n\turl = ext::{run}\n\tupdate = !{run}\n'


def test_a_file_named_like_an_option_is_read_as_a_file(tree):
    tree.commit({"--upload-pack=x.env": TOKEN, "a\nb.env": f"K={STRIPE}\n"})
    secrets = found(read(tree.folder))
    assert [place.path for place in secrets["github-token"].places] == ["--upload-pack=x.env"]
    assert [place.path for place in secrets["stripe-live-key"].places] == ["a\nb.env"]


def test_a_path_is_read_only_below_the_folder_the_operator_named(tree, tmp_path):
    tree.commit({".env": TOKEN})
    assert "does not read" in read(tree.folder, Rules()).reason
    assert "outside the folder" in read(tree.folder, Rules(repository_root=str(tmp_path / "other"))).reason
    assert read(tree.folder, Rules(repository_root=str(tmp_path))).commits == 1


@pytest.mark.parametrize("way", ["link", "dots", "git file", "alternates", "common", "pack link"])
def test_no_way_leads_out_of_that_folder(tree, tmp_path, way):
    tree.commit({".env": TOKEN})
    tree.git("gc", "--quiet")
    root = tmp_path / "root"
    inside = WorkTree(root / "inside")
    secret = tree.folder / ".git"
    (inside.folder / ".git/refs/heads/main").write_text(tree.git("rev-parse", "HEAD") + "\n")
    match way:
        case "link":
            (root / "link").symlink_to(tree.folder)
        case "git file":
            (root / "pointer").mkdir()
            (root / "pointer/.git").write_text(f"gitdir: {secret}\n")
        case "alternates":
            (inside.folder / ".git/objects/info").mkdir(exist_ok=True)
            (inside.folder / ".git/objects/info/alternates").write_text(f"{secret}/objects\n")
        case "common":
            (inside.folder / ".git/commondir").write_text(f"{secret}\n")
        case "pack link":
            for pack in (secret / "objects/pack").iterdir():
                (inside.folder / ".git/objects/pack" / pack.name).symlink_to(pack)
    place = {"link": "link", "dots": f"../{tree.folder.name}", "git file": "pointer"}.get(way, "inside")
    told = read(root / place, Rules(repository_root=str(root)))
    assert isinstance(told, Unavailable)
    assert "outside the folder" in told.reason


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("/nowhere/at/all", "no git repository"),
        ("relative/path", "no https URL"),
        ("ssh://git@code.example/a.git", "no https URL"),
        ("http://code.example/a.git", "no https URL"),
        ("file:///etc", "no https URL"),
        ("ext::sh -c true", "no https URL"),
        ("/etc/hostname", "no git repository"),
        ("/", "no git repository"),
    ],
)
def test_what_is_no_repository_is_refused_in_one_clause(location, words):
    told = read(location)
    assert isinstance(told, Unavailable)
    assert words in told.reason


def test_a_broken_bundle_is_refused(tmp_path):
    (tmp_path / "desk.bundle").write_bytes(b"# v2 git bundle\n" + b"a" * 40 + b" refs/heads/main\n\nPACKbroken")
    assert "cannot be read" in read(tmp_path / "desk.bundle").reason
