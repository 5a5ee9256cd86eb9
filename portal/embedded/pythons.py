"""Where a Python that can run Launch Ready is found; parses on Python 3.7."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from portal.embedded.terminal import WRONG_USE, Trouble

OLDEST = (3, 11)
PREFERRED = ("3.13", "3.14", "3.12", "3.11")

# A pyenv shim may stand for a version that is not chosen, and Debian has a Python without ensurepip: running one tells.
PROOF = "import ssl, ctypes, ensurepip, sys; print('%d.%d.%d' % sys.version_info[:3], sys.executable)"


class Python:
    """One interpreter that was run and found fit."""

    def __init__(self, path: str, version: tuple[int, ...]) -> None:
        self.path = path
        self.version = version

    @property
    def name(self) -> str:
        return ".".join(str(part) for part in self.version)


def fit_python(wanted: str | None = None) -> Python:
    """Find the interpreter to build with: LR_PYTHON wins, then the running one, then what the machine has."""
    named = os.environ.get("LR_PYTHON")
    if named:
        return _named_python(named, wanted)
    for path in _candidates(wanted):
        python = tried(path)
        if python and python.version >= OLDEST and _is_wanted(python, wanted):
            return python
    running = ".".join(str(part) for part in sys.version_info[:3])
    need = wanted or "3.11 or newer"
    raise Trouble(
        f"Launch Ready needs Python {need} with ssl, ctypes and ensurepip and found none (this one is {running}): "
        "install it (Debian: apt-get install python3-venv), or name it with LR_PYTHON=/path/to/python3.",
        WRONG_USE,
    )


def tried(path: str) -> Python | None:
    """Run an interpreter; None when it does not start or lacks a module that set-up needs."""
    try:
        answer = subprocess.run(
            [path, "-I", "-c", PROOF],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=20,
            check=False,
            cwd=os.sep,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if answer.returncode != 0:
        return None
    version, _, executable = answer.stdout.decode().strip().partition(" ")
    return Python(executable, tuple(int(part) for part in version.split(".")))


def _named_python(named: str, wanted: str | None) -> Python:
    python = tried(named)
    if python is None:
        raise Trouble(
            f"LR_PYTHON={named} does not run, or lacks ssl, ctypes or ensurepip: name another Python, or unset it.",
            WRONG_USE,
        )
    if python.version < OLDEST or not _is_wanted(python, wanted):
        need = wanted or "3.11 or newer"
        raise Trouble(
            f"LR_PYTHON={named} is Python {python.name}, and {need} is needed: name another Python, or unset it.",
            WRONG_USE,
        )
    return python


def _is_wanted(python: Python, wanted: str | None) -> bool:
    return wanted is None or (python.name + ".").startswith(wanted + ".")


def _candidates(wanted: str | None) -> list[str]:
    """Paths worth trying, the running interpreter first; no path twice."""
    names = [wanted] if wanted else list(PREFERRED)
    paths = [str(Path(sys.executable).resolve())]
    paths += [shutil.which(f"python{name}") or "" for name in names]
    for folder in _version_folders():
        if not os.access(str(folder), os.R_OK | os.X_OK):
            continue
        for name in names:
            found = sorted(folder.glob(f"*{name}*/bin/python3"), reverse=True)
            paths += [str(place) for place in found]
    paths.append(shutil.which("python3") or "")
    return [path for path in dict.fromkeys(paths) if path]


def _version_folders() -> list[Path]:
    """Where pyenv and uv keep the interpreters they installed."""
    pyenv = os.environ.get("PYENV_ROOT")
    uv = os.environ.get("UV_PYTHON_INSTALL_DIR")
    return [
        (Path(pyenv) if pyenv else Path.home() / ".pyenv") / "versions",
        Path(uv) if uv else Path.home() / ".local" / "share" / "uv" / "python",
    ]
