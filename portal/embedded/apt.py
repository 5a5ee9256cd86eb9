"""Native things no wheel carries: how a missing one is noticed, and put in place by apt where that is allowed."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.embedded.terminal import note

PANGO_NAMES = ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0.dylib")
PANGOFT_NAMES = ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0.dylib")


@dataclass(frozen=True)
class Native:
    """One thing of the machine that the product or its tests use."""

    name: str
    packages: tuple[str, ...]
    is_there: Callable[[], bool]


def _loads(names: tuple[str, ...]) -> bool:
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def _pango_is_there() -> bool:
    return _loads(PANGO_NAMES) and _loads(PANGOFT_NAMES)


def _git_is_there() -> bool:
    return shutil.which("git") is not None


def _browser_is_there() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


def _poppler_is_there() -> bool:
    return shutil.which("pdftotext") is not None


DAEMONS = "/usr/sbin:/sbin"
"""Where servers lie, and ordinary people's PATH does not look."""


def _daemon_is_there(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None or shutil.which(name, path=DAEMONS) is not None


PANGO = Native("Pango", ("libpango-1.0-0", "libpangoft2-1.0-0"), _pango_is_there)
GIT = Native("git", ("git",), _git_is_there)
BROWSER = Native("Chromium", ("chromium",), _browser_is_there)
POPPLER = Native("Poppler", ("poppler-utils",), _poppler_is_there)
NGINX = Native("nginx", ("nginx-light",), _daemon_is_there("nginx"))
KNOT = Native("Knot DNS", ("knot",), _daemon_is_there("knotd"))
EXIM = Native("Exim", ("exim4-daemon-light",), _daemon_is_there("exim4"))


def missing(wanted: Iterable[Native], environment: Mapping[str, str], log: Path) -> list[Native]:
    """Put in place what is missing where this is root on Debian; answer what is missing still."""
    lacking = [native for native in wanted if not native.is_there()]
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        note(f"Installing {_names(lacking)} with apt-get, once.")
        _install([package for native in lacking for package in native.packages], environment, log)
    return [native for native in lacking if not native.is_there()]


def mend(lacking: Iterable[Native]) -> str:
    """One line that says what is missing and how to get it."""
    lacking = list(lacking)
    packages = " ".join(package for native in lacking for package in native.packages)
    return f"{_names(lacking)} missing: apt-get install {packages} (or your system's packages of these names)."


def _names(natives: Iterable[Native]) -> str:
    return ", ".join(native.name for native in natives)


def _install(packages: list[str], environment: Mapping[str, str], log: Path) -> None:
    """Refresh the lists and install; a failure shows in what is missing afterwards and in the log.

    Debian starts a server as soon as it is installed, except in the run level for maintenance.
    """
    settings = {**environment, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    with log.open("ab") as output:
        for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", *packages]):
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=settings, check=False)
