"""Repairs every defect of the demo estate or brings all back: python -m portal.demo.repair --data DIR [--undo]."""

import argparse
import sys
from pathlib import Path

from portal.demo import control, places


def main() -> int:
    """Leave the wish, wait for the running estate to follow it."""
    parser = argparse.ArgumentParser(prog="python -m portal.demo.repair", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the estate, or of `up`")
    parser.add_argument("--undo", action="store_true", help="bring the defects back")
    chosen = parser.parse_args()
    folder = places.folder_of(chosen.data)
    control.want(folder, repaired=not chosen.undo)
    face = "with its defects" if chosen.undo else "repaired"
    if not control.is_running(folder):
        print(f"The demo estate is not running. It will start {face}.")
        return 0
    if control.wait_until_shown(folder):
        print(f"The demo estate is now {face}.")
        return 0
    print("The demo estate did not switch within 10 seconds. Stop it and start it again.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
