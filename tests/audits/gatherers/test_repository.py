"""Whole histories of real repositories: what is found and where, what is told as unread, and what never runs."""

import asyncio
import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from audits.core.codec import encoded
from audits.core.estate import Estate
from audits.core.observed.repository import REPOSITORY, RepositoryHistory
from audits.core.subject import Repository
from audits.core.unavailable import Unavailable
from audits.gatherers import repository
from audits.gatherers.history import reading
from audits.gatherers.repository import REPOSITORY_GATHERER
from portal.outbound.door import Door, Rules
from tests.audits.repositories import WorkTree, git
from tests.audits.secret_values import GITHUB, KEY, PASSWORD, STRIPE, publishable
from tests.closed_network import DOMAIN, gathered, rules
from tests.scripted_server import ScriptedServer, reply

pytestmark = [pytest.mark.network, pytest.mark.processes]

ANYWHERE = Rules(repository_root="/")
TOKEN = f"GITHUB_TOKEN={GITHUB}\n"


def read(location, given_rules=ANYWHERE):
    covered = Estate(repositories=(Repository("desk", str(location)),))
    return gathered(REPOSITORY_GATHERER, covered, given_rules)[REPOSITORY.name, "desk"]


def found(history):
    return {secret.kind: secret for secret in history.secrets}


def places(secret):
    return [(place.path, place.line, place.commit, place.in_head) for place in secret.places]


@pytest.fixture
def tree(tmp_path):
    return WorkTree(tmp_path / "desk")


def test_a_secret_is_told_where_it_came_in_and_where_it_is_now(tree):
    first = tree.commit({"config/.env": f"\n{TOKEN}"})
    tree.commit({"deploy.env": f"A=1\n\n{TOKEN}"}, removed=["config/.env"])
    head = tree.commit({"README": "words"})
    history = read(tree.folder)
    assert (history.commits, history.files, history.unread) == (3, 3, ())
    assert places(found(history)["github-token"]) == [
        ("config/.env", 2, first, False),
        ("deploy.env", 3, head, True),
    ]


def test_a_secret_that_never_moved_is_told_once(tree):
    first = tree.commit({".env": TOKEN})
    tree.commit({".env": f"{TOKEN}B=2\n"})
    assert places(found(read(tree.folder))["github-token"]) == [(".env", 1, first, True)]


def test_a_deleted_secret_is_in_the_history_alone(tree):
    first = tree.commit({".env": TOKEN, "key.pem": KEY})
    tree.commit(removed=[".env", "key.pem"])
    secrets = found(read(tree.folder))
    assert set(secrets) == {"github-token", "private-key"}
    assert not any(secret.in_head for secret in secrets.values())
    assert places(secrets["github-token"]) == [(".env", 1, first, False)]


def test_every_branch_tag_stash_and_merge_is_read(tree):
    tree.commit({"a": "1", "shared": "base\n"})
    tree.git("checkout", "--quiet", "-b", "unmerged")
    tree.commit({"unmerged.env": TOKEN})
    tree.git("checkout", "--quiet", "-b", "side", "main")
    tree.commit({"shared": "side\n"})
    tree.git("checkout", "--quiet", "main")
    tree.commit({"shared": "main\n"})
    tree.git("merge", "--quiet", "--strategy=ours", "--no-commit", "side")
    merge = tree.commit({"merged.pem": KEY}, message="Merge")
    tree.git("tag", "--annotate", "--message", f"released with {STRIPE}", "v1")
    (tree.folder / "a").write_text(f"password = '{PASSWORD}'")
    tree.git("stash", "--quiet")
    secrets = found(read(tree.folder))
    assert set(secrets) == {"github-token", "private-key", "stripe-live-key", "password"}
    assert places(secrets["private-key"]) == [("merged.pem", 1, merge, True)]
    assert [place.path for place in secrets["stripe-live-key"].places] == ["message of refs/tags/v1"]


def test_messages_of_commits_are_read(tree):
    commit = tree.commit({"a": "1"}, message=f"Deploy\n\nSTRIPE_KEY={STRIPE}")
    assert places(found(read(tree.folder))["stripe-live-key"]) == [("commit message", 3, commit, False)]


def test_files_that_only_a_reference_names_are_read(tree):
    tree.commit({"a": "1"})
    blob = tree.git("hash-object", "-w", "--stdin", told=TOKEN.encode())
    tree.git("update-ref", "refs/notes/keep", blob)
    (secret,) = read(tree.folder).secrets
    assert places(secret) == [("refs/notes/keep", 1, blob, False)]


def test_a_replaced_commit_hides_nothing(tree):
    leaking = tree.commit({".env": TOKEN})
    clean = tree.git("commit-tree", "-m", "clean", tree.git("hash-object", "-t", "tree", "-w", os.devnull))
    tree.git("replace", leaking, clean)
    assert set(found(read(tree.folder))) == {"github-token"}


def test_public_keys_are_told_and_look_alikes_are_not(tree):
    tree.commit({"pay.ts": f'const key = "{publishable()}";\n', ".env.example": "STRIPE_KEY=sk_live_your_key_here\n"})
    (secret,) = read(tree.folder).secrets
    assert secret.kind == "stripe-publishable-key"


def test_an_artifact_holds_no_value(tree):
    tree.commit({".env": f"{TOKEN}S={STRIPE}\nDATABASE_PASSWORD={PASSWORD}\n"}, message=f"token={GITHUB}")
    told = json.dumps(encoded(read(tree.folder)))
    assert "github-token" in told
    assert not any(value[5:15] in told for value in (GITHUB, STRIPE, PASSWORD))


def test_digests_are_the_same_in_every_run(tree):
    tree.commit({".env": TOKEN})
    assert read(tree.folder) == read(tree.folder)


def test_an_empty_repository_has_no_commit(tree):
    assert read(tree.folder) == RepositoryHistory("desk", 0, 0)


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_work_tree_bare_repository_linked_tree_clone_and_bundle_are_the_same(tmp_path, form):
    tree = WorkTree(tmp_path / "desk", f"--object-format={form}")
    tree.commit({".env": TOKEN})
    tree.commit({"b": "2"}, removed=[".env"])
    git(tmp_path, "clone", "--quiet", "--bare", str(tree.folder), "bare.git")
    git(tmp_path, "clone", "--quiet", "--shared", str(tree.folder), "shared")
    tree.git("worktree", "add", "--quiet", str(tmp_path / "linked"), "-b", "linked")
    tree.git("bundle", "create", "--quiet", str(tmp_path / "desk.bundle"), "--all", "HEAD")
    tree.git("pack-refs", "--all")
    told = read(tree.folder)
    assert not told.unread
    assert found(told)["github-token"].places[0].path == ".env"
    for place in ("desk/.git", "bare.git", "shared", "linked", "desk.bundle"):
        assert read(tmp_path / place) == told, place


def test_a_cut_off_history_is_told(tree, tmp_path):
    for number in range(3):
        tree.commit({"a": str(number)})
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tree.folder}", "short")
    tree.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    history = read(tmp_path / "short")
    assert history.commits == 1
    assert history.unread == ("the history is cut off (a shallow clone)",)


def test_a_partial_clone_is_told_and_fetches_nothing(tree, tmp_path):
    tree.commit({".env": TOKEN})
    tree.commit({"b": "2"}, removed=[".env"])
    tree.git("config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{tree.folder}", "partial")
    before = sorted((tmp_path / "partial/.git/objects").rglob("*"))
    history = read(tmp_path / "partial")
    assert history.secrets == ()
    assert history.unread == ("1 objects are missing (a partial clone): .env",)
    assert sorted((tmp_path / "partial/.git/objects").rglob("*")) == before


def test_a_missing_commit_is_told_and_the_rest_is_read(tree):
    lost = tree.commit({"a": "1"})
    tree.commit({"b": "2"})
    tree.commit({".env": TOKEN})
    (tree.folder / ".git/objects" / lost[:2] / lost[2:]).unlink()
    history = read(tree.folder)
    assert history.unread
    assert set(found(history)) == {"github-token"}
    assert found(history)["github-token"].in_head


def test_large_files_and_pointers_into_large_storage_are_told(tree, monkeypatch):
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 9\n"
    tree.commit({"model.bin": b"\0" * 33_000_000, "data.csv": pointer, ".env": TOKEN})
    history = read(tree.folder)
    assert history.unread == (
        "1 files are over 32 MB: model.bin",
        "1 files lie in large file storage (LFS): data.csv",
    )
    assert set(found(history)) == {"github-token"}


@pytest.fixture
def bomb(tree):
    """A hundred million files in nine objects."""
    name = tree.git("hash-object", "-w", "--stdin", told=TOKEN.encode())
    entries = "".join(f"100644 blob {name}\tf{number}\n" for number in range(10))
    for _ in range(8):
        name = tree.git("mktree", told=entries.encode())
        entries = "".join(f"040000 tree {name}\td{number}\n" for number in range(10))
    tree.git("update-ref", "refs/heads/main", tree.git("commit-tree", "-m", "bomb", name))
    return tree


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


@pytest.fixture
def published(tree, tmp_path):
    """A bare repository as a plain web server hands it out."""
    tree.commit({".env": TOKEN})
    tree.commit({"b": "2"}, removed=[".env"])
    git(tmp_path, "clone", "--quiet", "--bare", str(tree.folder), "desk.git")
    git(tmp_path / "desk.git", "update-server-info")

    def script(request):
        place = tmp_path / request.path.partition("?")[0].lstrip("/")
        return reply(200, place.read_bytes(), kind="text/plain") if place.is_file() else reply(404)

    return script


def test_an_https_url_is_read_through_the_guarded_proxy(published, tree, resolver, context, roots):
    with ScriptedServer(published, context=context) as server:
        url = f"https://{DOMAIN}/desk.git"
        told = read(url, rules(resolver, https=server.port, roots=roots))
    assert (told.commits, told.unread) == (2, ())
    assert told == read(tree.folder)
    assert all(request.host == DOMAIN for request in server.requests)


@pytest.mark.parametrize(
    ("url", "networks", "words"),
    [
        (f"https://{DOMAIN}/desk.git", "10.0.0.0/8", "could not be reached"),
        (f"https://inner.{DOMAIN}/desk.git", "127.0.0.0/8", "could not be reached"),
        (f"https://{DOMAIN}/other.git", "127.0.0.0/8", "no such repository"),
        (f"https://wrong.{DOMAIN}/desk.git", "127.0.0.0/8", "could not copy"),
    ],
)
def test_an_https_url_that_cannot_be_read(url, networks, words, published, resolver, context, roots):
    with ScriptedServer(published, context=context) as server:
        told = read(url, rules(resolver, https=server.port, roots=roots, networks=networks))
    assert isinstance(told, Unavailable)
    assert words in told.reason


def test_a_host_that_asks_for_a_log_in_is_told(resolver, context, roots):
    wall = reply(401, "", ("WWW-Authenticate", 'Basic realm="git"'))
    with ScriptedServer(lambda _: wall, context=context) as server:
        told = read(f"https://{DOMAIN}/desk.git", rules(resolver, https=server.port, roots=roots))
    assert "asks for a log-in" in told.reason


def test_a_redirect_leads_to_no_private_address(resolver, context, roots):
    inner = reply(302, "", ("Location", f"https://inner.{DOMAIN}/desk.git/info/refs?service=git-upload-pack"))
    with ScriptedServer(lambda _: inner, context=context) as server:
        told = read(f"https://{DOMAIN}/desk.git", rules(resolver, https=server.port, roots=roots))
    assert isinstance(told, Unavailable)


def test_whatever_happens_nothing_is_left(tree, tmp_path, monkeypatch):
    tree.commit({".env": TOKEN})
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    read(tree.folder)
    read("/nowhere")

    async def cancelled():
        async with Door(ANYWHERE) as door:
            task = asyncio.ensure_future(repository.history_of(Repository("desk", str(tree.folder)), door, 60))
            await asyncio.sleep(0.3)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(cancelled())
    monkeypatch.undo()
    assert list((tmp_path / "temporary").iterdir()) == []
    assert _processes_of(tmp_path) == []


READS = """
import asyncio, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
from audits.core.subject import Repository
from audits.gatherers.repository import history_of
from portal.outbound.door import Door, Rules
async def main():
    async with Door(Rules(repository_root="/")) as door:
        await history_of(Repository("desk", sys.argv[1]), door, 60)
asyncio.run(main())
"""


def test_a_reader_ends_with_whoever_started_it(bomb, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = os.environ | {"TMPDIR": str(temporary), "PYTHONPATH": str(repository.ROOT)}
    with subprocess.Popen([sys.executable, "-c", READS, str(bomb.folder)], env=environment) as starter:
        assert _within(20, lambda: any(b"diff-tree" in command for command in _processes_of(temporary)))
        starter.kill()
    assert _within(10, lambda: not _processes_of(temporary))
    assert list(temporary.iterdir()) == []


def _within(seconds, holds):
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not holds():
        time.sleep(0.05)
    return holds()


def _processes_of(folder):
    """Command lines of the processes that work in this folder or keep their temporary files there."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_bytes()
            if f"{folder}/".encode() in command or f"TMPDIR={folder}".encode() in (process / "environ").read_bytes():
                found.append(command)
    return found


def test_time_that_is_up_is_told(tree):
    tree.commit({".env": TOKEN})

    async def hurried():
        async with Door(ANYWHERE) as door:
            return await repository.history_of(Repository("desk", str(tree.folder)), door, 1)

    assert "time was up" in asyncio.run(hurried()).reason
    late = reading.Task(tree.folder / ".git", time.monotonic() - 1, b"key", (("a" * 40, "x"),))
    assert reading.read_batch(late).left == 1
