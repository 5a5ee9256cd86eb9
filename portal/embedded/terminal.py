"""What the two commands say to the person at the terminal; parses on Python 3.7."""

from __future__ import annotations

import sys

WRONG_USE = 2


class Trouble(Exception):  # noqa: N818 - what the person sees, with its mend
    """Something is missing or refused: one line that says what, and the mend."""

    def __init__(self, line: str, status: int = 1) -> None:
        super().__init__(line)
        self.line = line
        self.status = status


def say(line: str = "") -> None:
    """Write one line of a command's own output."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def note(line: str) -> None:
    """Write one line beside the output: set-up, progress and complaints."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
