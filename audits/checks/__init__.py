"""Every check, in the order they are shown; a new check adds one import and one line here."""

from typing import Any

from audits.core.check import Check

CHECKS: tuple[Check[Any], ...] = ()
