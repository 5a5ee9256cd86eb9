"""The commands that are ours: `up`, `test`, `bench`, `soak`."""

import argparse
import os
from pathlib import Path

from portal.embedded.folder import DataFolder, read_json

DATA = ".launchready"
OPERATOR_SETTINGS = (
    "LAUNCHREADY_NAMESERVERS",
    "LAUNCHREADY_CA_FILE",
    "LAUNCHREADY_ALLOW_NETWORKS",
    "LAUNCHREADY_PORTS",
    "LAUNCHREADY_ONLY_FOR",
    "LAUNCHREADY_REPOSITORY_ROOT",
    "LAUNCHREADY_RDAP",
)


def run(root: Path, command: str, arguments: list[str]) -> int:
    """Run one of our commands and answer its exit status."""
    # Imported late: Django's commands start quicker without them.
    from portal.embedded import testing

    if command == "up":
        return _up(root, arguments)
    if command == "test":
        return testing.test(root, arguments)
    return testing.run_script(root, {"bench": "benchmarks", "soak": "soaks"}[command], arguments)


def adopt_running_settings(root: Path, arguments: list[str]) -> None:
    """Let Django's commands find the servers and the demo of a running `up`, unless the terminal says otherwise."""
    folder = DataFolder(Path(os.environ.get("LAUNCHREADY_DATA", root / DATA)))
    if "DATABASE_URL" in os.environ or arguments[:1] == ["test"] or not folder.is_in_use():
        return
    says_otherwise = any(name in os.environ for name in OPERATOR_SETTINGS)
    for name, value in read_json(folder.settings).items():
        if not (says_otherwise and name in OPERATOR_SETTINGS):
            os.environ.setdefault(name, value)


def _up(root: Path, arguments: list[str]) -> int:
    from portal.embedded import launcher

    parser = argparse.ArgumentParser(prog="manage.py up", description="Start everything; Ctrl-C stops it.")
    parser.add_argument(
        "--port", type=int, default=8000, help="where the pages are served on 127.0.0.1; 0 takes a free one"
    )
    parser.add_argument("--data", type=Path, default=root / DATA, help=f"where all data lives (default: {DATA}/)")
    parser.add_argument("--no-demo", action="store_true", help="without the demo consultancy and its estate")
    parser.add_argument("--only-servers", action="store_true", help="PostgreSQL and Valkey alone, for development")
    chosen = parser.parse_args(arguments)
    plan = launcher.Plan(
        root, DataFolder(chosen.data), chosen.port, demo=not chosen.no_demo, only_servers=chosen.only_servers
    )
    return launcher.up(plan)
