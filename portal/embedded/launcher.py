"""`manage.py up`: everything started in order, looked after, and stopped."""

import http.client
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.embedded import apt, preparation
from portal.embedded.folder import DataFolder, read_json, write_private
from portal.embedded.processes import Program
from portal.embedded.servers import DataServers
from portal.embedded.supervisor import Asked, Care, Service, Supervisor, plain_environment
from portal.embedded.terminal import WRONG_USE, Trouble, note, say

HOST = "127.0.0.1"
QUEUES = "audits,documents,mail,monitoring,default"
ESTATE_WITHIN, SERVED_WITHIN = 30, 60


@dataclass(frozen=True)
class Plan:
    """What `up` was asked for."""

    root: Path
    folder: DataFolder
    port: int
    demo: bool = True
    only_servers: bool = False


def up(plan: Plan) -> int:
    """Start everything and stay until Ctrl-C; the folder's lock keeps a second one out."""
    began = time.monotonic()
    plan.folder.open()
    try:
        servers = DataServers(plan.folder)
        servers.recover()
        port = 0 if plan.only_servers else _free_port(plan.port)
        address = f"http://{HOST}:{port}/" if port else ""
        with Supervisor(plan.folder, address) as supervisor:
            _Installation(plan, servers, supervisor, address).run(began)
    except Asked:
        note("Stopped.")
    finally:
        plan.folder.close()
    return 0


class _Installation:
    """One run of everything on one data folder."""

    def __init__(self, plan: Plan, servers: DataServers, supervisor: Supervisor, address: str) -> None:
        self.plan = plan
        self.folder = plan.folder
        self.servers = servers
        self.supervisor = supervisor
        self.address = address
        self.estate: Service | None = None
        self.settings = {
            **plain_environment(),
            "SECRET_KEY": self.folder.secret_key(),
            "VAULT_KEYS": self.folder.vault_keys(),
            "LAUNCHREADY_DATA": str(self.folder.path),
            "LAUNCHREADY_EMBEDDED": "1",
        }

    def run(self, began: float) -> None:
        if not self.plan.only_servers:
            self._look_at_the_machine()
        if self.plan.demo and not self.plan.only_servers:
            self._start_estate()
        self.servers.start(self.supervisor)
        if self.plan.only_servers:
            self._publish()
            say(f"PostgreSQL and Valkey are ready after {time.monotonic() - began:.1f} s; Ctrl-C stops them.")
            for name, value in self.servers.owner_settings().items():
                say(f"  {name}={value}")
            self.supervisor.watch()
        prepared = preparation.Prepared(self.plan.root, self.folder)
        self._prepare(prepared)
        if self.plan.demo:
            self._adopt_estate()
        self._publish()
        self._start_web()
        self._greet(time.monotonic() - began)
        self._start_workers()
        if self.plan.demo and not prepared.is_done("demo-audits"):
            self._manage("run_demo_audits", self._owner())
            prepared.done("demo-audits")
        self.supervisor.watch()

    def _look_at_the_machine(self) -> None:
        lacking = apt.missing([apt.PANGO, apt.GIT], self.settings, self.folder.log("apt"))
        if apt.PANGO in lacking:
            self.settings["LAUNCHREADY_DOCUMENTS"] = "off"
            note("Documents are off until Pango is there.")
        if lacking:
            note(apt.mend(lacking))

    def _prepare(self, prepared: preparation.Prepared) -> None:
        """Migrate and seed; skipped when exactly this was done to this cluster before."""
        if not prepared.is_done("schema"):
            self._manage("migrate", self._owner())
            prepared.done("schema")
        if self.plan.demo and not prepared.is_done("demo"):
            self._manage("seed_demo", self._owner())
            prepared.done("demo")

    def _start_estate(self) -> None:
        """The demo's client: its own process, which says in a file when and where it stands."""
        self.folder.demo.mkdir(exist_ok=True)
        self._estate_settings.unlink(missing_ok=True)
        command = [sys.executable, "-m", "portal.demo.estate", "--data", str(self.folder.demo)]
        self.estate = self._start("demo", command, self.settings)

    def _adopt_estate(self) -> None:
        self.supervisor.wait_for(lambda: bool(read_json(self._estate_settings)), "demo", ESTATE_WITHIN, by=self.estate)
        self.settings.update(read_json(self._estate_settings))

    @property
    def _estate_settings(self) -> Path:
        return self.folder.demo / "settings.json"

    def _publish(self) -> None:
        """Let Django's commands in another terminal find what runs here."""
        told = {
            name: value
            for name, value in self._owner().items()
            if name in preparation.TOLD or name.startswith("LAUNCHREADY_")
        }
        write_private(self.folder.settings, preparation.as_json(told))

    def _start_web(self) -> None:
        port = self.address.rstrip("/").rpartition(":")[2]
        options = ["--interface", "wsgi", "--host", HOST, "--port", port, "--workers", "1", "--blocking-threads", "4"]
        command = [sys.executable, "-m", "granian", *options, "--no-ws", "portal.wsgi:application"]
        web = self._start("web", command, self._app())
        self.supervisor.wait_for(lambda: _is_served(int(port)), "web", SERVED_WITHIN, by=web)

    def _start_workers(self) -> None:
        celery = [sys.executable, "-m", "celery", "-A", "portal.celery"]
        quiet = ["--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
        worker = [*celery, "worker", "-Q", QUEUES, "--concurrency", "2", *quiet]
        schedule = self.folder.path / "beat-schedule"
        # Orphaned, it leaves its tasks at once: their rows are taken again when the lease ends.
        self._start("worker", worker, self._app(), orphan_signal=signal.SIGQUIT)
        self._start("scheduler", [*celery, "beat", "--schedule", str(schedule), "--loglevel", "WARNING"], self._app())

    def _start(
        self,
        name: str,
        command: Sequence[str | Path],
        settings: Mapping[str, str],
        orphan_signal: signal.Signals | None = None,
    ) -> Service:
        program = Program(name, command, orphan_signal=orphan_signal, cwd=self.plan.root)
        return self.supervisor.start(program, settings, Care.STARTED_AGAIN)

    def _manage(self, command: str, settings: Mapping[str, str]) -> None:
        program = Program(command, [sys.executable, "manage.py", command], cwd=self.plan.root)
        self.supervisor.complete(program, settings)

    def _owner(self) -> dict[str, str]:
        return {**self.settings, **self.servers.owner_settings()}

    def _app(self) -> dict[str, str]:
        return {**self.settings, **self.servers.app_settings()}

    def _greet(self, seconds: float) -> None:
        say(f"Launch Ready is served after {seconds:.1f} s. Log in at {self.address}")
        for account in preparation.demo_accounts(self.folder) if self.plan.demo else []:
            say(f"  {account}")
        say(f"Mail is kept at {self.address}mailbox/. All data is in {self.folder.path}; Ctrl-C stops everything.")


def _free_port(wanted: int) -> int:
    """Make sure of the port before anything starts; 0 picks a free one."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, wanted))
        except OSError as error:
            raise Trouble(
                f"Port {wanted} on {HOST} cannot be used ({error.strerror}): stop what uses it, "
                f"or choose another with --port {wanted + 1}.",
                WRONG_USE,
            ) from error
        return int(trial.getsockname()[1])


def _is_served(port: int) -> bool:
    """A page is served when any answer but a server error arrives."""
    line = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        line.request("GET", "/")
        return line.getresponse().status < 500
    except OSError:
        return False
    finally:
        line.close()
