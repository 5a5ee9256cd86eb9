"""`manage.py test`, `bench` and `soak`: gates and tests against data servers of their own."""

import os
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.embedded import apt
from portal.embedded.folder import DataFolder
from portal.embedded.processes import Program
from portal.embedded.servers import DataServers
from portal.embedded.supervisor import Asked, Supervisor, plain_environment
from portal.embedded.terminal import WRONG_USE, Trouble, note, say

STRICTLY_TYPED = ("audits/core", "audits/checks", "portal/playbooks", "handover/contents", "portal/embedded")
TOOLS = (apt.PANGO, apt.GIT, apt.BROWSER, apt.POPPLER, apt.NGINX, apt.KNOT, apt.EXIM)
FOLDER_PREFIX = "launchready-test-"
ABANDONED_AFTER = 60.0
INTERRUPTED = 130
WHOLE = ("--numprocesses", "2", "--durations", "15")


@dataclass(frozen=True)
class Gate:
    """One thing that must hold before the next, dearer one is looked at."""

    name: str
    command: tuple[str, ...]


def gates() -> list[Gate]:
    """The gates before the tests, cheapest first."""
    python, beside = sys.executable, Path(sys.executable).parent
    return [
        Gate("ruff format", (python, "-m", "ruff", "format", "--check", ".")),
        Gate("ruff check", (python, "-m", "ruff", "check", ".")),
        Gate("djlint format", (python, "-m", "djlint", "templates", "--check", "--quiet")),
        Gate("djlint lint", (python, "-m", "djlint", "templates", "--lint", "--quiet")),
        Gate("lint-imports", (str(beside / "lint-imports"), "--no-logo")),
        Gate("mypy", (python, "-m", "mypy", "--strict", *STRICTLY_TYPED)),
        Gate("check", (python, "manage.py", "check", "--deploy", "--fail-level", "WARNING")),
        Gate("migrations", (python, "manage.py", "makemigrations", "--check", "--dry-run")),
    ]


def test(root: Path, arguments: list[str]) -> int:
    """Every gate, then every test in two processes; with arguments, pytest alone with these."""
    _demand_tools(root)
    pytest = Gate("pytest", (sys.executable, "-m", "pytest", *(arguments or WHOLE)))

    def work(supervisor: Supervisor, environment: Mapping[str, str]) -> int:
        for gate in [] if arguments else gates():
            _pass(gate, root, supervisor, environment)
        program = Program(pytest.name, pytest.command, end_signal=signal.SIGINT, cwd=root)
        return supervisor.show(program, environment)

    return _with_servers(work)


def run_script(root: Path, folder: str, arguments: list[str]) -> int:
    """Run one measuring script of tests/ against data servers of its own."""
    names = sorted(place.stem for place in (root / "tests" / folder).glob("[!_]*.py"))
    if not arguments or arguments[0] not in names:
        raise Trouble(f"Name one of: {', '.join(names) or f'nothing, tests/{folder} is empty'}.", WRONG_USE)
    script = root / "tests" / folder / f"{arguments[0]}.py"

    def work(supervisor: Supervisor, environment: Mapping[str, str]) -> int:
        program = Program(script.stem, [sys.executable, script, *arguments[1:]], end_signal=signal.SIGINT, cwd=root)
        return supervisor.show(program, {**environment, "PYTHONPATH": str(root)})

    return _with_servers(work)


def _with_servers(work: Callable[[Supervisor, Mapping[str, str]], int]) -> int:
    """Do something with PostgreSQL and Valkey in a folder that is gone afterwards."""
    _remove_abandoned()
    folder = DataFolder(Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX)))
    folder.open()
    try:
        servers = DataServers(folder, durable=False)
        with Supervisor(folder) as supervisor:
            servers.start(supervisor)
            environment = {
                **plain_environment(),
                **servers.owner_settings(),
                "SECRET_KEY": secrets.token_urlsafe(64),
                "VAULT_KEYS": folder.vault_keys(),
                "LAUNCHREADY_DATA": str(folder.path),
            }
            return work(supervisor, environment)
    except Asked:
        note("Stopped.")
        return INTERRUPTED
    finally:
        folder.close()
        folder.forget_everything()


def _pass(gate: Gate, root: Path, supervisor: Supervisor, environment: Mapping[str, str]) -> None:
    """Go through one gate, or show what it said."""
    began = time.monotonic()
    status, log = supervisor.complete_quietly(Program(gate.name.replace(" ", "-"), gate.command, cwd=root), environment)
    seconds = time.monotonic() - began
    if status != 0:
        say(log.read_text(errors="replace").rstrip())
        command = " ".join(part.replace(f"{root}{os.sep}", "") for part in gate.command)
        raise Trouble(f"{gate.name} failed after {seconds:.1f} s. Run it alone: {command}")
    say(f"{gate.name:<14} {seconds:6.1f} s")


def _demand_tools(root: Path) -> None:
    """What the tests use of the machine: put in place where that is allowed, demanded in CI, else named in one line."""
    log = root / ".launchready" / "logs" / "apt.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    lacking = apt.missing(TOOLS, os.environ, log)
    if lacking and os.environ.get("CI") == "true":
        raise Trouble(apt.mend(lacking))
    if lacking:
        note(apt.mend(lacking))


def _remove_abandoned() -> None:
    """Remove folders of test runs that were killed; a living run holds its folder's lock."""
    for place in Path(tempfile.gettempdir()).glob(f"{FOLDER_PREFIX}*"):
        if place.stat().st_uid != os.geteuid() or time.time() - place.stat().st_mtime < ABANDONED_AFTER:
            continue
        folder = DataFolder(place)
        try:
            folder.open()
        except Trouble:
            continue
        DataServers(folder).recover()
        folder.close()
        folder.forget_everything()
