"""Measures audits of the demo estate, broken and repaired: seconds, DNS questions, connections, handshakes, requests."""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from tests.demo.audited import audited  # noqa: E402 - it reads the settings
from tests.demo.conftest import ROOT, Running  # noqa: E402 - beside it

OPENED = Counter()


def note_connections(event, arguments):
    """Every TCP connection this process opens, by address."""
    if event == "socket.connect" and arguments[0].type == socket.SOCK_STREAM:
        OPENED[arguments[1][0]] += 1


def measure(running, face):
    """One line for one audit."""
    OPENED.clear()
    found = audited(running.description(), running.settings)
    handshakes = [
        value.handshakes
        for (source, _), value in found.artifacts.items()
        if source == "tls" and hasattr(value, "handshakes")
    ]
    outcomes = Counter(answer.judgement.outcome.value for answer in found.answers.values())
    print(
        f"{face:<9} {found.seconds:6.2f} s  {found.questions:3} DNS questions  {OPENED.total():4} connections  "
        f"{sum(handshakes):3} TLS handshakes (most to a host {max(handshakes)})  "
        f"{sum(found.requests.values()):4} requests (most to a host {max(found.requests.values())})  {dict(outcomes)}"
    )
    return found


def command_seconds(running):
    """How long the command takes from its start to its last line."""
    environment = os.environ | running.settings
    began = time.monotonic()
    line = [sys.executable, "manage.py", "audit", running.description()["domain"], "--json"]
    done = subprocess.run(line, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    checks = json.loads(done.stdout)["checks"]
    print(
        f"command   {time.monotonic() - began:6.2f} s  the bare domain, {len(checks)} answers, status {done.returncode}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="audits of each face")
    chosen = parser.parse_args()
    sys.addaudithook(note_connections)
    with tempfile.TemporaryDirectory(prefix="launchready-bench-") as folder:
        running = Running(Path(folder) / "estate")
        try:
            print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
            for _ in range(chosen.runs):
                last = measure(running, "broken")
            slowest = sorted(last.seconds_of.items(), key=lambda each: -each[1])
            print("          " + ", ".join(f"{title} {seconds:.2f} s" for title, seconds in slowest))
            command_seconds(running)
            running.switch()
            for _ in range(chosen.runs):
                measure(running, "repaired")
        finally:
            running.stop()


if __name__ == "__main__":
    main()
