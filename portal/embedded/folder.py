"""The one folder that holds all embedded data: where everything in it lies, its lock, and the processes that use it."""

import base64
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from portal.embedded.processes import Identity, end_left_over, start_time
from portal.embedded.terminal import WRONG_USE, Trouble

# sun_path holds 108 bytes on Linux and 104 on macOS, and PostgreSQL appends /.s.PGSQL.5432.lock.
LONGEST_SOCKET_FOLDER = 80
ROTATED_BYTES = 5_000_000


class DataFolder:
    """Paths below `.launchready/`; nothing embedded is written anywhere else."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.logs = self.path / "logs"
        self.demo = self.path / "demo"
        self.settings = self.path / "settings.json"
        self.accounts = self.path / "demo-accounts.json"
        self.prepared = self.path / "prepared.json"
        self._processes = self.path / "processes.json"
        self._lock: Any = None

    def open(self) -> None:
        """Make the folder and take its lock; the kernel lets go of it with the process, so it is never stale."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.chmod(0o700)
            self._lock = (self.path / "lock").open("w")
        except OSError as error:
            raise Trouble(
                f"{self.path} cannot be used: {error.strerror}. Name another folder with --data.", WRONG_USE
            ) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise Trouble(self._who_runs(), WRONG_USE) from None

    def close(self) -> None:
        """Let the next one have the folder."""
        self._processes.unlink(missing_ok=True)
        self.settings.unlink(missing_ok=True)
        self._lock.close()

    def is_in_use(self) -> bool:
        """Tell whether the launcher that wrote itself down still lives."""
        pid, began = self._recorded().get("launcher", [0, ""])
        return Identity(pid, began).is_alive

    def sockets(self) -> Path:
        """The 0700 folder of the servers' sockets; in the temporary folder when the path here is too long."""
        folder = self.path / "sockets"
        if len(str(folder)) > LONGEST_SOCKET_FOLDER:
            name = hashlib.sha256(str(self.path).encode()).hexdigest()[:16]
            folder = Path(tempfile.gettempdir()) / f"launchready-{name}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise Trouble(f"{folder} belongs to somebody else: remove it, or name another data folder with --data.")
        folder.chmod(0o700)
        return folder

    def secret_key(self) -> str:
        """The installation's own key, random, made once."""
        place = self.path / "secret-key"
        if not place.exists():
            write_private(place, secrets.token_urlsafe(64))
        return place.read_text()

    def vault_keys(self) -> str:
        """The keys of the installation's vault, the first made here, once; a newer one is written in front of it."""
        place = self.path / "vault-keys"
        if not place.exists():
            write_private(place, f"k1:{base64.b64encode(secrets.token_bytes(32)).decode()}")
        return ",".join(place.read_text().split())

    def log(self, name: str) -> Path:
        """Where a program writes; what it wrote long ago is put aside."""
        self.logs.mkdir(exist_ok=True)
        log = self.logs / f"{name}.log"
        if log.exists() and log.stat().st_size > ROTATED_BYTES:
            log.replace(log.with_suffix(".log.1"))
        return log

    def record_processes(self, address: str, identities: Iterable[Identity]) -> None:
        """Write down who runs, so that the next start can end exactly these and nobody else."""
        launcher = [os.getpid(), start_time(os.getpid())]
        pairs = [[identity.pid, identity.began] for identity in identities]
        write_private(self._processes, json.dumps({"launcher": launcher, "address": address, "processes": pairs}))

    def end_left_over(self) -> None:
        """End what the last launcher wrote down and did not end; nothing when it ended well."""
        left = [Identity(pid, began) for pid, began in self._recorded().get("processes", [])]
        end_left_over(left, grace=5)

    def forget_everything(self) -> None:
        """Remove the folder and what lies outside of it on its behalf; for tests."""
        home = self.path / "postgres-home"
        if home.exists():
            shutil.rmtree(home.read_text(), ignore_errors=True)
        shutil.rmtree(self.sockets(), ignore_errors=True)
        shutil.rmtree(self.path, ignore_errors=True)

    def _recorded(self) -> dict[str, Any]:
        return read_json(self._processes)

    def _who_runs(self) -> str:
        recorded = self._recorded()
        if "launcher" not in recorded:
            return f"Launch Ready is starting or stopping on {self.path}: wait, or name another folder with --data."
        return (
            f"Launch Ready already runs on {self.path} {recorded['address'] or '(servers alone)'}. "
            f"Stop it with Ctrl-C there or kill {recorded['launcher'][0]}, or name another folder with --data."
        )


def write_private(place: Path, text: str) -> None:
    """Write a file whole or not at all, readable by its owner alone."""
    half = place.with_name(f".{place.name}.half")
    half.touch(mode=0o600)
    half.chmod(0o600)
    half.write_text(text)
    half.replace(place)


def read_json(place: Path) -> dict[str, Any]:
    """Read an object; empty when it is missing or was never finished."""
    try:
        return dict(json.loads(place.read_text()))
    except (OSError, ValueError):
        return {}
