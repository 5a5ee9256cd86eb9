"""Whole histories of real repositories: what is found and where, and what is told as unread."""

import json
import os

import pytest

from audits.core.codec import encoded
from audits.core.observed.repository import RepositoryHistory
from tests.audits.repositories import TOKEN, WorkTree, found, git, read
from tests.audits.secret_values import GITHUB, KEY, PASSWORD, STRIPE, publishable

pytestmark = [pytest.mark.network, pytest.mark.processes]


def places(secret):
    return [(place.path, place.line, place.commit, place.in_head) for place in secret.places]


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
