#!/usr/bin/env python3
"""Run Launch Ready: set it up where needed, then run one of its own commands or one of Django's."""

# This file must parse on very old Pythons, so that they can say what is wrong instead of showing a syntax error.
import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))


def main():
    if sys.version_info < (3, 7):
        leave_old_python()
    from portal.embedded.entrance import enter

    status = enter(ROOT, sys.argv)
    if status is not None:
        sys.exit(status)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def leave_old_python():
    wanted = os.environ.get("LR_PYTHON")
    if wanted:
        os.execvp(wanted, [wanted] + sys.argv)
    sys.stderr.write(
        "Launch Ready needs Python 3.11 or newer and this is %d.%d: run it with a newer python3, "
        "or name one with LR_PYTHON=/path/to/python3.\n" % sys.version_info[:2]
    )
    sys.exit(2)


if __name__ == "__main__":
    main()
