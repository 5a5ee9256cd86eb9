"""A server from Debian, started in the foreground in a folder of its own, and ended by the process that was started."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
PATIENCE = 15.0


def program(name):
    """The full path of a daemon; these stand where ordinary people's PATH does not look."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:{SYSTEM_PATH}")
    assert found, f"{name} is not installed: python3 manage.py test says how"
    return found


def free_port(*addresses):
    """A port on which nothing listens on any of the addresses, TCP or UDP."""
    for _ in range(50):
        with contextlib.ExitStack() as held, contextlib.suppress(OSError):
            first = held.enter_context(socket.socket())
            first.bind((addresses[0], 0))
            port = first.getsockname()[1]
            for address in addresses:
                if address != addresses[0]:
                    held.enter_context(socket.socket()).bind((address, port))
                held.enter_context(socket.socket(type=socket.SOCK_DGRAM)).bind((address, port))
            return port
    raise AssertionError("no free port")


@contextlib.contextmanager
def served(line, folder, address, port):
    """The server while its port answers; what it said stands in `said` of its folder."""
    said = Path(folder) / "said"
    with said.open("wb") as output:
        process = subprocess.Popen(
            line, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    try:
        _await(process, said, address, port)
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _await(process, said, address, port):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, said.read_text(errors="replace")
        with contextlib.suppress(OSError), socket.create_connection((address, port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"{address} port {port} does not answer: {said.read_text(errors='replace')}")
