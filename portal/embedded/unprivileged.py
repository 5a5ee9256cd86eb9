"""How PostgreSQL, which refuses to run as root, is started by root without making a user or changing the machine."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable
from enum import Enum
from functools import cache
from pathlib import Path

from portal.embedded.processes import LIBC

CLONE_NEWUSER = 0x10000000
NOBODY = 65534


class Way(Enum):
    """How a server that refuses root is started here."""

    AS_ONESELF = "as oneself"
    IN_A_NAMESPACE = "in a user namespace"
    AS_NOBODY = "as nobody"


@cache
def best_way() -> Way:
    """Take a user namespace where the kernel allows one, and the user nobody where it does not."""
    if os.geteuid() != 0:
        return Way.AS_ONESELF
    if sys.platform == "linux" and _namespace_is_allowed():
        return Way.IN_A_NAMESPACE
    return Way.AS_NOBODY


def giving_up_root(way: Way) -> Callable[[], None] | None:
    """What a child does before it becomes the server."""
    return {Way.AS_ONESELF: None, Way.IN_A_NAMESPACE: _enter_namespace, Way.AS_NOBODY: _become_nobody}[way]


def nobody() -> tuple[int, int]:
    """User and group of nobody on this machine."""
    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid


def _enter_namespace() -> None:
    """Become a user namespace in which root is called nobody: files stay root's, the server sees an ordinary user."""
    if LIBC.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are not allowed")
    for name, line in (("setgroups", "deny"), ("uid_map", f"{NOBODY} 0 1"), ("gid_map", f"{NOBODY} 0 1")):
        Path(f"/proc/self/{name}").write_text(line)


def _become_nobody() -> None:
    user, group = nobody()
    os.setgroups([])
    os.setgid(group)
    os.setuid(user)


def _namespace_is_allowed() -> bool:
    """Try it on a child: containers and hardened kernels refuse it in different ways."""
    try:
        trial = subprocess.run(
            [sys.executable, "-I", "-S", "-c", "import os; raise SystemExit(os.geteuid() == 0)"],
            preexec_fn=_enter_namespace,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return trial.returncode == 0 and trial.returncode != -signal.SIGSYS
