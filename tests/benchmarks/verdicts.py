"""Every check with its verdicts and examples, and every verdict that no real server has brought about in a test."""

import argparse
import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from audits.checks import CHECKS  # noqa: E402 - it reads the settings
from tests.architecture.test_checks_contract import within  # noqa: E402 - beside it

ROOT = Path(__file__).parents[2]
LIVE = ("tests/audits", "tests/demo", "tests/real_servers")


def examples_of(check):
    """How often the check's tables of examples name one of its verdicts."""
    test = importlib.import_module(f"tests.audits.checks.test_{check.id.replace('-', '_')}")
    return sum(1 for constant in ("CASES", "EXAMPLES") for _ in within(getattr(test, constant, ())))


def seen_live(seconds):
    """The verdicts that tests with real servers bring about."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "seen"
        line = [sys.executable, "-m", "pytest", "-q", "-p", "tests.verdicts_seen", "-p", "no:randomly", *LIVE]
        environment = os.environ | {"VERDICTS_SEEN": str(place)}
        marks = ["-m", "network or processes"]
        subprocess.run(
            [*line, *marks], cwd=ROOT, env=environment, check=False, timeout=seconds, stdout=subprocess.DEVNULL
        )
        return set(place.read_text().splitlines())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=1200, help="how long the tests may take")
    chosen = parser.parse_args()
    seen = seen_live(chosen.seconds)
    total = examples = 0
    for check in CHECKS:
        names = [f"{check.id}/{verdict.id}" for verdict in check.verdicts]
        missing = [name.partition("/")[2] for name in names if name not in seen]
        count = examples_of(check)
        total, examples = total + len(names), examples + count
        print(
            f"{check.id:<26} {len(names):2} verdicts {count:3} examples"
            + ("  not seen live: " if missing else "")
            + ", ".join(missing)
        )
    live = sum(1 for check in CHECKS for verdict in check.verdicts if f"{check.id}/{verdict.id}" in seen)
    print(f"{len(CHECKS)} checks, {total} verdicts, {examples} examples, {live} verdicts brought about by real servers")


if __name__ == "__main__":
    main()
