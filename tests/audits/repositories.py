"""Real git repositories for tests, made commit by commit without anybody's settings."""

import os
import subprocess
from pathlib import Path

from audits.core.estate import Estate
from audits.core.observed.repository import REPOSITORY
from audits.core.subject import Repository
from audits.gatherers.repository import REPOSITORY_GATHERER
from portal.outbound.door import Rules
from tests.audits.secret_values import GITHUB
from tests.closed_network import gathered

ANYWHERE = Rules(repository_root="/")
TOKEN = f"GITHUB_TOKEN={GITHUB}\n"

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Tomas",
    "GIT_AUTHOR_EMAIL": "tomas@acme.test",
    "GIT_COMMITTER_NAME": "Tomas",
    "GIT_COMMITTER_EMAIL": "tomas@acme.test",
}


def git(folder, *arguments, when=None, told=None):
    """What git prints, without its last line break."""
    dates = {"GIT_AUTHOR_DATE": f"{when} +0000", "GIT_COMMITTER_DATE": f"{when} +0000"} if when else {}
    command = ["git", "-C", str(folder), "-c", "protocol.file.allow=always", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT | dates, input=told, timeout=30)
    return done.stdout.decode().rstrip("\n")


class WorkTree:
    """A work tree; each commit is one second younger than the last."""

    def __init__(self, folder: Path, *options):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.now = folder, 1_790_000_000
        git(folder, "init", "--quiet", "--initial-branch=main", *options)

    def commit(self, files=(), message="Change", removed=()):
        """Write and remove files, and answer the commit's name."""
        for name, content in dict(files).items():
            place = self.folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        for name in removed:
            (self.folder / name).unlink()
        self.now += 1
        git(self.folder, "add", "--all", "--force")
        git(self.folder, "commit", "--quiet", "--allow-empty", f"--message={message}", when=self.now)
        return self.git("rev-parse", "HEAD")

    def git(self, *arguments, told=None):
        return git(self.folder, *arguments, when=self.now, told=told)


def read(location, given_rules=ANYWHERE):
    """What one run of the gatherer keeps of a repository."""
    covered = Estate(repositories=(Repository("desk", str(location)),))
    return gathered(REPOSITORY_GATHERER, covered, given_rules)[REPOSITORY.name, "desk"]


def found(history):
    return {secret.kind: secret for secret in history.secrets}
