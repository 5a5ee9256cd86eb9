"""Which command was asked for, and in which environment it runs; parses on Python 3.7."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from portal.embedded import pythons
from portal.embedded.terminal import Trouble, note

OURS = ("up", "test", "bench", "soak")
WITH_TEST_TOOLS = ("test", "bench", "soak")


def enter(root: str, argv: list[str]) -> int | None:
    """Run one of our commands and answer its exit status; None leaves the command to Django."""
    try:
        if sys.version_info < pythons.OLDEST:
            _hand_over(root, argv)
        return _run(root, argv)
    except Trouble as trouble:
        note(trouble.line)
        return trouble.status


def _hand_over(root: str, argv: list[str]) -> None:
    """Become a newer Python; the environment's own when it was made before."""
    own = str(Path(root) / ".venv" / "bin" / "python")
    newer = own if pythons.tried(own) else pythons.fit_python().path
    os.execv(newer, [newer, *argv])  # noqa: S606 - becoming another program is the point


def _run(root: str, argv: list[str]) -> int | None:
    # Imported late: these modules need a Python that _hand_over has made sure of.
    from portal.embedded import commands, environment

    command, arguments = (argv[1] if len(argv) > 1 else "help"), argv[2:]
    wanted, arguments = _requested_python(command, arguments)
    place = environment.Environment(Path(root), wanted=wanted, with_test_tools=command in WITH_TEST_TOOLS)
    if not place.is_here():
        python = str(place.ready_python())
        os.execv(python, [python, *argv])  # noqa: S606 - as above
    if command in OURS:
        return commands.run(Path(root), command, arguments)
    commands.adopt_running_settings(Path(root), arguments=argv[1:])
    return None


def _requested_python(command: str, arguments: list[str]) -> tuple[str | None, list[str]]:
    """Take `--python 3.13` off the arguments of `test`."""
    if command not in WITH_TEST_TOOLS or not arguments:
        return None, arguments
    if arguments[0].startswith("--python="):
        return arguments[0].partition("=")[2], arguments[1:]
    if arguments[0] == "--python" and len(arguments) > 1:
        return arguments[1], arguments[2:]
    return None, arguments
