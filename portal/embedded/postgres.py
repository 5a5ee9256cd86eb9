"""The embedded PostgreSQL: a cluster made whole or not at all, on a Unix socket, with the two roles."""

import os
import secrets
import shutil
import signal
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from portal.embedded import binaries, processes
from portal.embedded.folder import DataFolder
from portal.embedded.processes import Program
from portal.embedded.terminal import Trouble
from portal.embedded.unprivileged import Way, best_way, giving_up_root, nobody

DATABASE = "launchready"
OWNER = "launchready_owner"
APP = "launchready_app"
OLDEST = 15
BUILTIN_LOCALE_SINCE = 17
HERE = Path(__file__).parent


class Postgres:
    """One cluster in one data folder."""

    def __init__(self, folder: DataFolder, *, durable: bool = True, way: Way | None = None) -> None:
        self.folder = folder
        self.durable = durable
        self.way = way or best_way()
        self.home = _home_of_nobody(folder) if self.way is Way.AS_NOBODY else folder.path
        self.cluster = self.home / "postgres"
        self.sockets = self.home / "sockets" if self.way is Way.AS_NOBODY else folder.sockets()

    def url(self, role: str) -> str:
        return f"postgresql://{role}@/{DATABASE}?host={quote(str(self.sockets))}"

    def make(self, environment: Mapping[str, str]) -> bool:
        """Make the cluster where there is none; True when it is new."""
        if (self.cluster / "PG_VERSION").exists():
            self._demand_same_version()
            return False
        half = self.home / "postgres.half"
        shutil.rmtree(half, ignore_errors=True)
        self._complete("initdb", self._initdb(half), environment)
        single: list[str | Path] = [
            self.binaries / "postgres",
            "--single",
            "-D",
            half,
            "-c",
            "exit_on_error=on",
            "-c",
            "fsync=off",
            "template1",
        ]
        self._complete("single", single, environment, told=_first_statements(for_tests=not self.durable))
        half.rename(self.cluster)
        return True

    def program(self) -> Program:
        """The server; SIGINT is its fast stop, which ends sessions and keeps what is committed."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "max_connections": "80",
            "shared_buffers": "64MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_min_messages": "warning",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "2GB"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return self._program("postgres", [self.binaries / "postgres", "-D", self.cluster, *options])

    def is_ready(self) -> bool:
        """The server writes its state into the eighth line of its own file, as pg_ctl reads it."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def end_left_over(self) -> None:
        """End a server that still uses this cluster, and forget the file of one that is gone.

        The caller holds the folder's lock. A foreign process that was given the old id would keep the server from
        starting otherwise.
        """
        place = self.cluster / "postmaster.pid"
        try:
            pid = int(place.read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return
        began = processes.start_time(pid)
        if began and _works_in(pid, self.cluster):
            processes.end_left_over([processes.Identity(pid, began)], grace=5)
        place.unlink(missing_ok=True)

    @cached_property
    def binaries(self) -> Path:
        """The folder of the binaries; copied when nobody may not reach the one of the environment."""
        folder = binaries.postgres_folder()
        if self.way is not Way.AS_NOBODY or _nobody_can_reach(folder):
            return folder
        return _copied_for_nobody(folder, self.home)

    def _initdb(self, half: Path) -> list[str | Path]:
        version = binaries.major_version(self.binaries)
        if version < OLDEST:
            raise Trouble(
                f"PostgreSQL {version} is too old: install {OLDEST} or newer and put its folder first on the PATH."
            )
        command: list[str | Path] = [
            self.binaries / "initdb",
            "-D",
            half,
            "-U",
            "postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions",
        ]
        # The same sort order on every machine, whatever its libraries.
        if version >= BUILTIN_LOCALE_SINCE:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return [*command, "--auth-local=trust", "--auth-host=reject", "--no-sync"]

    def _program(self, name: str, command: list[str | Path]) -> Program:
        return Program(
            name,
            command,
            end_signal=signal.SIGINT,
            give_up_root=giving_up_root(self.way),
            cwd=self.home,
        )

    def _complete(self, name: str, command: list[str | Path], environment: Mapping[str, str], told: str = "") -> None:
        log = self.folder.log("postgres")
        if processes.complete(self._program(name, command), environment=environment, log=log, told=told) != 0:
            raise Trouble(f"The database could not be made: {processes.last_words(log)} (all of it: {log})")

    def _demand_same_version(self) -> None:
        made_by = int((self.cluster / "PG_VERSION").read_text())
        runs = binaries.major_version(self.binaries)
        if made_by != runs:
            raise Trouble(
                f"The data in {self.folder.path} was made by PostgreSQL {made_by} and this is {runs}: "
                f"use the older one, or remove the folder (all its data goes)."
            )


def _first_statements(*, for_tests: bool) -> str:
    """Roles, privileges in the template every database is copied from, and the database."""
    statements = [(HERE / name).read_text() for name in ("roles.sql", "privileges.sql")]
    statements += [f"ALTER ROLE {OWNER} CREATEDB;"] if for_tests else []
    statements += [f"CREATE DATABASE {DATABASE} OWNER {OWNER};"]
    lines = "\n".join(statements).splitlines()
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("--"))


def _home_of_nobody(folder: DataFolder) -> Path:
    """A folder that the user nobody can reach, named by a random word that lives and goes with the data folder."""
    place = folder.path / "postgres-home"
    if not place.exists():
        place.write_text(f"/var/tmp/launchready-{secrets.token_hex(8)}")  # noqa: S108 - the name is random, the folder 0700
    home = Path(place.read_text())
    user, group = nobody()
    for part in (home, home / "sockets"):
        part.mkdir(mode=0o700, exist_ok=True)
        os.chown(part, user, group)
    return home


def _nobody_can_reach(folder: Path) -> bool:
    """Every folder on the way lets others pass."""
    return all(part.stat().st_mode & 0o001 for part in [folder / "postgres", folder, *folder.parents])


def _copied_for_nobody(folder: Path, home: Path) -> Path:
    """Copy the server once per release, with the wheel's library folder in the same place beside it."""
    installed = folder.parent
    copy = home / f"server-{(folder / 'postgres').stat().st_mtime_ns}"
    if not copy.exists():
        half = home / "server.half"
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(installed, half / installed.parent.name / installed.name, symlinks=True)
        libraries = installed.parent.with_name(f"{installed.parent.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, half / libraries.name)
        half.rename(copy)
    return copy / installed.parent.name / installed.name / folder.name


def _works_in(pid: int, cluster: Path) -> bool:
    """PostgreSQL's working folder is its cluster."""
    try:
        return Path(f"/proc/{pid}/cwd").resolve(strict=True) == cluster.resolve()
    except OSError:
        return False
