"""`manage.py audit --repository`: alone or with a domain, from any form a repository has."""

import json
import os
import subprocess
import sys
from argparse import ArgumentTypeError
from pathlib import Path

import pytest

from audits.request import repository_argument
from tests.audits.repositories import WorkTree, git
from tests.audits.secret_values import GITHUB, publishable

ROOT = Path(__file__).resolve().parents[2]
TOKEN = f"GITHUB_TOKEN={GITHUB}\n"


def audit(*arguments, folder):
    """Exit status, document and what was said beside it."""
    environment = {
        "PATH": os.environ["PATH"],
        "LAUNCHREADY_DATA": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "django", "audit", "--json", *arguments]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, cwd=folder, timeout=120
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr


@pytest.fixture
def tree(tmp_path):
    return WorkTree(tmp_path / "desk")


@pytest.mark.processes
@pytest.mark.network
def test_a_repository_alone_is_audited(tree, tmp_path):
    first = tree.commit({".env": TOKEN})
    tree.commit(removed=[".env"])
    status, document, said = audit("--repository", "desk", folder=tmp_path)
    assert (status, document["domain"]) == (1, None)
    (risk,) = document["risks"]
    assert (risk["id"], risk["rank"], risk["verdict"]) == ("secret-history", "blocker", "in-history")
    assert risk["subject"].startswith("desk#")
    assert risk["evidence"] == [
        {
            "kind": "github-token",
            "path": ".env",
            "line": 1,
            "commit": first,
            "in_head": False,
            "publishable": False,
            "stub": "ghp_",
        }
    ]
    assert "OPS-3.2" in risk["lines"]
    assert GITHUB not in json.dumps(document) + said


@pytest.mark.processes
@pytest.mark.network
def test_subjects_are_the_same_in_every_run_and_from_every_form(tree, tmp_path):
    tree.commit({".env": TOKEN, "pay.ts": f'"{publishable()}"'})
    tree.git("bundle", "create", "--quiet", str(tmp_path / "desk.bundle"), "--all", "HEAD")
    git(tmp_path, "clone", "--quiet", "--bare", "desk", "desk.git")
    told = []
    for place in ("desk", "desk", "desk.bundle", "desk.git", "desk/.git"):
        _, document, _ = audit("--repository", place, folder=tmp_path)
        told.append([(entry["subject"], entry["verdict"], entry["evidence"]) for entry in document["checks"]])
    assert told == [told[0]] * 5


@pytest.mark.processes
@pytest.mark.network
def test_a_repository_without_a_secret_has_no_blocker(tree, tmp_path):
    tree.commit({"a": "1"})
    status, document, _ = audit("--repository", "desk", folder=tmp_path)
    assert (status, document["risks"], document["could_not_check"]) == (0, [], [])
    assert [entry["outcome"] for entry in document["checks"]] == ["pass"]


@pytest.mark.processes
@pytest.mark.network
def test_a_short_clone_is_told_as_what_could_not_be_checked(tree, tmp_path):
    tree.commit({"a": "1"})
    tree.commit({"a": "2"})
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tree.folder}", "short")
    status, document, _ = audit("--repository", "short", folder=tmp_path)
    assert (status, document["risks"]) == (0, [])
    (gap,) = document["could_not_check"]
    assert gap["verdict"] == "incomplete"
    assert "git fetch --unshallow" in gap["fix"]


@pytest.mark.processes
@pytest.mark.network
def test_a_folder_without_a_repository_cannot_be_audited(tmp_path):
    status, document, said = audit("--repository", str(tmp_path), folder=tmp_path)
    assert (status, document) == (2, None)
    assert "no git repository is there" in said


def test_a_bundle_is_named_like_its_repository(tree, tmp_path):
    tree.commit({"a": "1"})
    tree.git("bundle", "create", "--quiet", str(tmp_path / "desk.bundle"), "--all")
    assert repository_argument(str(tmp_path / "desk.bundle")).name == "desk"
    assert repository_argument(f"{tree.folder}/.git").name == "desk"


@pytest.mark.parametrize(
    "text", ["/etc/hostname", "/nowhere", "http://code.example/a.git", "https://u:p@code.example/a"]
)
def test_other_places_are_refused(text):
    with pytest.raises(ArgumentTypeError):
        repository_argument(text)
